// A real OpenID provider (oidc-provider) with invented members, and a little of FHIR beside it, for the tests alone.
//
//   node server.mjs '{"modules":"…/node_modules","port":4455}'
//
// ttl and refresh, in seconds, say how long an access token and a refresh token are good; public is the port by which everybody
// else reaches it, where that is another one; kept is a file for what a kill must not lose, where that is wanted.
//
// It prints one line when it answers. Everything is invented: example.org, 555-01xx. Besides the provider it has
//
//   /interaction/UID    its pages for signing in and consenting, as forms
//   /backstage/members  POST makes a member: {"name","password","second","patient"}
//   /backstage/outbox   what it "sent", newest first
//   /fhir               smart-configuration and four kinds of resource (SMART App Launch 2.2), behind the bearer
import { createServer } from 'node:http';
import { randomInt } from 'node:crypto';
import { pathToFileURL } from 'node:url';

import { keptIn } from './kept.mjs';
import { fhir, smartConfiguration } from './fhir.mjs';
import { codePage, consentPage, refusedPage, signInPage } from './pages.mjs';

const options = { ttl: 300, refresh: 3600, ...JSON.parse(process.argv[2] ?? '{}') };
const load = (path) => import(pathToFileURL(`${options.modules}/${path}`).href);
const { default: Provider, errors } = await load('oidc-provider/lib/index.js');

const issuer = `http://127.0.0.1:${options.public ?? options.port}`;
const records = `${issuer}/fhir`;
const PASSWORD = 'urn:example:acr:password';
const TWO_STEPS = 'urn:example:acr:mfa';

const members = new Map();
const outbox = [];
const halfway = new Map(); // interactions whose password was right, with the code that was sent
const admit = (member) => members.set(member.name, member);

admit({ name: 'olivia', password: 'Lantern-Street-9', patient: 'p1', given: 'Olivia', family: 'Marsh' });
admit({ name: 'oscar', password: 'Copper-Kettle-4', patient: 'p2', given: 'Oscar', family: 'Lund', second: true });

const scopes = ['openid', 'offline_access', 'profile', 'email', 'fhirUser', 'launch/patient', 'patient/*.rs', 'patient/*.read',
  ...['Patient', 'Observation', 'Appointment', 'Communication', 'MedicationRequest'].flatMap((kind) => [`patient/${kind}.rs`, `patient/${kind}.read`])];

const native = {
  client_id: 'vestibule', client_name: 'Vestibule', application_type: 'native', token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'], response_types: ['code'],
  redirect_uris: ['http://127.0.0.1/callback', 'http://127.0.0.1/', 'http://[::1]/callback', 'org.example.vestibule:/callback'],
  post_logout_redirect_uris: ['http://127.0.0.1/callback'], scope: scopes.join(' '),
};

const provider = new Provider(issuer, {
  ...(options.kept && { adapter: keptIn(options.kept) }), clients: [native], scopes, acrValues: [PASSWORD, TWO_STEPS], conformIdTokenClaims: false,
  claims: { openid: ['sub', 'acr', 'amr', 'auth_time'], profile: ['name', 'given_name', 'family_name', 'preferred_username'], email: ['email', 'email_verified'], fhirUser: ['fhirUser'], sid: null },
  cookies: { keys: ['only for tests'] },
  extraParams: { aud(_ctx, value) { if (value && value !== records) throw new errors.InvalidTarget('aud is not the records here'); } },
  features: {
    devInteractions: { enabled: false }, deviceFlow: { enabled: true }, revocation: { enabled: true },
    registration: { enabled: true }, rpInitiatedLogout: { enabled: true }, userinfo: { enabled: true }, introspection: { enabled: true },
  },
  rotateRefreshToken: true,
  issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  ttl: { AccessToken: options.ttl, RefreshToken: options.refresh, AuthorizationCode: 60, IdToken: 3600, DeviceCode: 600, Interaction: 600, Session: 3600, Grant: 3600 },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: async (_ctx, id) => members.has(id) && { accountId: id, claims: async () => claims(members.get(id)) },
});

// What SMART adds to the answer of the token endpoint (SMART App Launch 2.2, "launch/patient").
provider.use(async (ctx, next) => {
  await next();
  const { AccessToken: token, RefreshToken: refresh } = ctx.oidc?.entities ?? {};
  if (ctx.oidc?.route !== 'token' || !ctx.body?.access_token) return;
  const accountId = token?.accountId ?? refresh?.accountId ?? ctx.oidc.account?.accountId;
  if ((ctx.body.scope ?? '').split(' ').includes('launch/patient')) ctx.body.patient = members.get(accountId)?.patient;
});

function claims(member) {
  return {
    sub: member.name, name: `${member.given} ${member.family}`, given_name: member.given, family_name: member.family,
    preferred_username: member.name, email: `${member.name}@mail.example.org`, email_verified: true, fhirUser: `${records}/Patient/${member.patient}`,
  };
}

const form = async (req) => {
  let body = '';
  for await (const chunk of req) if ((body += chunk).length > 65536) throw new Error('too long');
  return body;
};

// interaction is one page of the provider: a name and a password, a code for those who have one, then the consent.
async function interaction(req, res) {
  const details = await provider.interactionDetails(req, res);
  const { uid, prompt, params } = details;
  const page = (html) => res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
  const finish = (result) => provider.interactionFinished(req, res, result, { mergeWithLastSubmission: true });
  const typed = new URLSearchParams(req.method === 'POST' ? await form(req) : '');
  if (typed.get('go') === 'cancel') return finish({ error: 'access_denied', error_description: 'the member went back' });
  if (prompt.name === 'consent') {
    return req.method === 'POST' ? finish({ consent: { grantId: await consent(details) } }) : page(consentPage(uid, params.scope ?? ''));
  }
  if (req.method !== 'POST') return page(signInPage(uid));
  if (typed.has('code')) {
    const waiting = halfway.get(uid);
    if (waiting?.code !== typed.get('code')) return page(codePage(uid, true));
    halfway.delete(uid);
    return finish({ login: { accountId: waiting.name, acr: TWO_STEPS, amr: ['pwd', 'otp', 'mfa'] } });
  }
  const member = members.get(typed.get('name'));
  if (!member || member.password !== typed.get('password')) return page(signInPage(uid, true));
  if (member.second) {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    halfway.set(uid, { name: member.name, code });
    outbox.unshift({ to: `${member.name}@mail.example.org`, code, at: new Date().toISOString() });
    return page(codePage(uid));
  }
  return finish({ login: { accountId: member.name, acr: PASSWORD, amr: ['pwd'] } });
}

// consent gives the grant everything that was asked for.
async function consent({ grantId, prompt, params, session }) {
  const grant = (grantId && await provider.Grant.find(grantId)) || new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  if (prompt.details.missingOIDCScope) grant.addOIDCScope(prompt.details.missingOIDCScope.join(' '));
  if (prompt.details.missingOIDCClaims) grant.addOIDCClaims(prompt.details.missingOIDCClaims);
  return grant.save();
}

async function backstage(req, res, path) {
  const json = (value) => res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (path === '/backstage/outbox') return json(outbox);
  if (path === '/backstage/members' && req.method === 'POST') {
    const { patient = 'p1', given = 'Invented', family = 'Member', ...member } = JSON.parse(await form(req));
    admit({ patient, given, family, ...member });
    return json({});
  }
  return res.writeHead(404).end();
}

async function answer(req, res) {
  const { pathname } = new URL(req.url, issuer);
  if (pathname.startsWith('/interaction/')) return interaction(req, res);
  if (pathname.startsWith('/backstage/')) return backstage(req, res, pathname);
  if (pathname === '/fhir/.well-known/smart-configuration') {
    return res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(smartConfiguration(issuer, scopes)));
  }
  if (pathname.startsWith('/fhir/')) {
    const bearer = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];
    const token = bearer && await provider.AccessToken.find(bearer);
    return fhir(req, res, records, token?.isValid ? members.get(token.accountId)?.patient : undefined);
  }
  return provider.callback()(req, res);
}

const server = createServer((req, res) => {
  answer(req, res).catch(() => { if (!res.headersSent) res.writeHead(400, { 'content-type': 'text/html' }).end(refusedPage()); });
});
server.listen(options.port, '127.0.0.1', () => console.log(`ready ${issuer}`));
// Whoever started it has gone: so does it.
process.stdin.on('end', () => process.exit(0)).resume();
