// Package app decides. It is the first of the project's four floors, and this file is the map of the house.
//
// Come here when you do not know where a line lives. Two questions lead to any: which floor (decide, show, reach out,
// words), and which noun. The same noun has the same name on every floor.
//
//	.                      main.go: flags; picks the plan; joins the floors; runs
//	app                    DECIDES: pure Go, no Fyne, no network, no files, no wall clock. This map and the rules as tests
//	app/plan               what a plan is to us: the ports and their language: Purpose, Step, Answer, Policy, Session, AAL
//	app/flow               one conversation with a plan: the pure machine and the Runner that carries its effects out
//	app/session            who is signed in where: idle and absolute ends, their warning, sign-outs still owed
//	app/account            acts outside a conversation: one act, one call; a step-up where the plan wants one, then once more
//	app/clock              time passed in; the plan's time as far as we know it; one source for all that ends
//	app/problem            everything that can go wrong: Code, Kind, Remedy, Facts; no words
//	app/otp                one-time codes, and the addresses by which authenticators hand them on
//	app/transfer           other authenticators' files, in and out
//	app/readiness          what would lock a member out next, and the tap that prevents it
//	app/diagnose           why a sign-in does not work: facts and answers in, one verdict and one fix out
//	app/profile            whose record is on screen: people, why one does not open, badges, answers that came too late
//	app/support            what a person at the plan needs to know: problems noted, a packet of lines, everything secret taken out
//	app/kdf                what people type stretched into keys; its costs and bounds
//	app/vault              what this device keeps of a member, sealed: format, slots, keys; no storage
//	app/secret             Bytes that never print themselves and can be erased
//	client                 REACHES OUT: from an address to a plan (discover.go), transports, the device's clock and memory
//	client/rest            a plan that speaks our own API, on resty
//	client/rest/wire       that API as it travels: each thing of app/plan to JSON and back
//	client/reach           what one request to any server may be, and what it is called when no answer comes
//	client/oidc            a plan whose members sign in at a provider of OpenID Connect, in the browser
//	client/oidc/optest     for tests only: such a provider in memory
//	client/fhir            what members come for, from a FHIR server
//	client/kratos          a plan whose members sign in at an Ory Kratos, by its native flows
//	client/kratos/kratostest for tests only: what a real Kratos has answered, played back
//	client/redirect        where a browser brings the member back
//	client/mockplan        a whole plan in memory: members, policies, outbox, faults, backstage, openapi.yaml
//	client/plantest        for tests only: one contract for every kind of plan, and the real servers it is held to
//	client/plantest/faults for tests only: a line that loses, cuts, delays and repeats, and members who get through it
//	client/plantest/kratos Ory Kratos, built for these tests: a module of its own
//	client/qr              codes in pictures
//	client/x11             what another program has copied, from an X server
//	client/keystore        one small key in the system's own keychain, behind a guard of three seconds
//	client/store           files on this device: atomic, crash-safe; in a browser, IndexedDB
//	client/browser         how Go waits for a browser, and asks for what may not be there
//	ui                     SHOWS: one file per step kind (step_*.go), the home, what surrounds every screen (shell.go)
//	ui/wizard              the frame for one step at a time
//	ui/control             our own controls, one per file
//	ui/look                the theme: colours, sizes, icons' inks; contrast is tested
//	ui/a11y                the semantic tree of what is on screen, and its readers: outline, the browser's DOM, AT-SPI
//	ui/uitest              for tests only: drives a window in process, by role and name
//	ui/uitest/browser      the same in Chromium
//	ui/uitest/desktop      the same in the real window, through AT-SPI
//	ui/uitest/servers      the real pages over real servers
//	ui/uitest/scenario     the catalogue's scenarios as scripts, and the rows they show
//	assets                 WORDS AND PICTURES: text/<lang>.json, icons, the browser build's own page
//	.ci                    what `make` calls: install, test lanes, benchmarks, a server for the browser build
//
// # Who may import whom
//
//	main ──► ui ──► app ◄── client
//	          └──► assets
//
// The app imports the standard library without I/O, and names each third-party package with its reason (rules_test.go). A
// port is declared by the package of app that needs it; client implements it; main joins them. The rule is a test, for
// linux, windows, darwin, android, ios and js.
//
// # Words we use
//
//	in code            meaning                                            on screen
//	Member             the person with an account at the plan             you
//	Plan               what is behind client                              your plan
//	Conversation       sign-in, step-up, recovery: steps and answers      (the page)
//	Step, Answer       one question of the plan, and what it takes        (the page)
//	Authenticator      what a member controls to prove who they are       a way to sign in
//	Challenge          one request to prove control of one of them        the question asked
//	AAL                the assurance a session has reached                (not shown)
//	Session            from a sign-in to its end; has an actor            signed in
//	Actor              who asks for it: who has signed in (RFC 8693)      you
//	Subject            whose record is asked for (RFC 8693)               whose record you see
//	Grant              the plan's leave for an actor to see a subject's   access
//	Profile            a subject as the actor may see them                a person in the list
//	Contact            an address on file, shown masked                   we sent it to a•••@…
//	Recovery code      a look-up secret handed out beforehand             recovery code
//	Trusted device     one the plan asks for less                         skip this step on this device
//	Problem, Remedy    what went wrong, what helps                        (a panel with a button)
//
// Not used: user, customer, patient; factor, 2FA, MFA method; token for a session; OTP request; error message; backup code.
package app
