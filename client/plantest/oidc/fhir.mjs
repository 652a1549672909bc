// A little of FHIR R4: four kinds of resource of two invented patients, and the discovery document of SMART App Launch 2.2.
export function smartConfiguration(issuer, scopes) {
  return {
    issuer, jwks_uri: `${issuer}/jwks`, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/token/revocation`, registration_endpoint: `${issuer}/reg`, grant_types_supported: ['authorization_code'], scopes_supported: scopes,
    response_types_supported: ['code'], code_challenge_methods_supported: ['S256'], token_endpoint_auth_methods_supported: ['none'],
    capabilities: ['launch-standalone', 'client-public', 'context-standalone-patient', 'permission-offline', 'permission-patient', 'permission-v2', 'sso-openid-connect'],
  };
}

const subject = (patient) => ({ reference: `Patient/${patient}` });

// resources are everything there is, by kind.
const resources = (patient) => ({
  Patient: [{ resourceType: 'Patient', id: patient, name: [{ family: 'Marsh', given: ['Olivia'] }], identifier: [{ type: { coding: [{ code: 'MB' }] }, value: `TM-4400-${patient}` }] }],
  Observation: [{ resourceType: 'Observation', id: 'o1', status: 'final', subject: subject(patient), code: { text: 'Haemoglobin A1c' }, effectiveDateTime: '2026-02-20T09:00:00Z',
    issued: '2026-02-21T09:00:00Z', valueQuantity: { value: 5.4, unit: '%' }, performer: [{ display: 'Northgate Laboratory' }] }],
  Appointment: [{ resourceType: 'Appointment', id: 'a1', status: 'booked', description: 'Yearly check', start: '2027-04-12T14:30:00Z', end: '2027-04-12T15:00:00Z',
    participant: [{ actor: subject(patient), status: 'accepted' }, { actor: { display: 'Dr. Ines Calder' }, status: 'accepted' }] }],
  Communication: [{ resourceType: 'Communication', id: 'c1', status: 'completed', subject: subject(patient), topic: { text: 'Your question' }, sent: '2026-02-18T11:00:00Z',
    sender: { display: 'Northgate Family Care' }, payload: [{ contentString: 'Take the tablets with food.' }] }],
  MedicationRequest: [{ resourceType: 'MedicationRequest', id: 'm1', status: 'active', intent: 'order', subject: subject(patient), medicationCodeableConcept: { text: 'Metformin 500 mg' },
    authoredOn: '2026-01-10', requester: { display: 'Dr. Ines Calder' }, dosageInstruction: [{ text: 'One tablet twice a day' }] }],
});

// fhir answers a read or a search of the patient whose token it is; undefined: nobody's.
export function fhir(req, res, base, patient) {
  const answer = (status, body) => res.writeHead(status, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(body));
  const outcome = (status, code) => answer(status, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] });
  if (!patient) return outcome(401, 'login');
  const url = new URL(req.url, base);
  const [kind, id] = url.pathname.slice('/fhir/'.length).split('/');
  const all = resources(patient)[kind];
  if (!all) return outcome(404, 'not-supported');
  if (id) {
    const one = all.find((r) => r.id === id);
    return one ? answer(200, one) : outcome(404, 'not-found');
  }
  const asked = (url.searchParams.get('patient') ?? url.searchParams.get('subject') ?? patient).replace(/^Patient\//, '');
  if (asked !== patient) return outcome(403, 'forbidden');
  return answer(200, { resourceType: 'Bundle', type: 'searchset', total: all.length, entry: all.map((resource) => ({ fullUrl: `${base}/${kind}/${resource.id}`, resource })) });
}
