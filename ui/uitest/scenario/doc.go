// Package scenario plays the catalogue's end-to-end scenarios: plain scripts that a nurse can read, one a file, played
// by whatever drives the app (in process, in a browser, in a real window).
//
// Come here to write a scenario, to see which rows of the catalogue are shown to work, and to count what a way back in
// costs a member in taps, typing and time. Parse reads a script, Play plays it on a Stage, Touched says which rows it asserts,
// Summary is the README's table.
// The package starts no app and draws nothing: a Stage does. Only tests import it.
//
// # The script language
//
// The first line is the title and begins with the scenario's name; # begins a line for people. Every other line is one
// thing that happens:
//
//	E03 Third miss, a lock, and a clock that is ten minutes fast
//	covers S010 S061
//
//	part "What leads to it"        everything anew: the plan is reset, the app is closed, no knob is on
//	plan nist                      the plan's policy by name, or a piece of it: plan {"otp":{"digits":8}}
//	knob acct.locked {"member":"…","kind":"password","until":"+15m"}
//	knob acct.locked off
//	skew +10m                      the device's clock is ten minutes ahead of the plan's
//	open                           starts the app; open phone starts it as on a phone
//	close
//	device new                     from here on a device that has kept nothing
//	device "kitchen"               from here on another device, beside the first, which is called ""; each keeps its app;
//	                               one of a name with browser, or with phone, is one
//	kill                           ends the app as a dead battery does; open starts it again on what rests on the device
//	advance 15m                    time passes
//
//	type "Password" "…"            replaces what the field holds
//	paste "Password" "…"           as from the clipboard
//	keys "Password" "…"            key by key
//	caps on                        the Caps Lock key
//	press "Sign in"
//	choose "Text me"
//	file "Consent.pdf" of 90 KB as paper   the member has a .pdf, .jpg or .docx; type "Where it is" "{paper}" says where
//	check "This is a shared device"
//	key Enter
//	code sms "alice" into "Code"   the newest code sent to that member; app instead of sms: their authenticator's,
//	                               recovery: the next of their list, welcome: the letter's with which an account begins
//	link email "alice" into "Code" the newest link sent to that member, pasted
//	visit "{stop}"                 opens a link as a mail program does; submit presses the button of its page
//	browser "Continue"             a button of the page that the app has opened in the browser, which then comes back
//	approve "priya"                on the member's other device, with the number that is on screen; or deny
//	remember after "Key: " as key  what stands on screen after these words
//	remember code sms "alice" as first      type "Code" "{first}" types it later; link instead of code: a link
//
//	see heading "Sign in"          waits until it is there; the words after it say how it stands
//	see button "Sign in" disabled
//	see textbox "Name" = "alice"
//	see text "A number" with "still needed"
//	see text "2 tries left"        anywhere, in part
//	gone "2 tries left"
//	left 15m                       the countdown on screen, give or take a minute
//	attempts "alice" 2             tries that the plan has counted
//	requests at most 3             asked of the plan since the app was opened, discovery apart
//	sent sms "alice" 1             messages in the plan's outbox
//	kept nothing                   the device holds nothing of the member
//	told email "alice" "password"  a message to that member, or to that address, says so; told not: none does
//	page "Stop this?"              the page of the link that was opened says so
//	saved "VEST-"                  a file that the app saved has it; saved without "…", saved nothing
//	packet "Phone: "               the plan has taken a packet with it, whole lines or the reference; packet without "…", packet nothing
//	outline "locked"               the whole page, as in testdata/outline
//
//	error text "Sign-in is locked" as see; and here stands the error from which the member wants to get in
//	ends signed in                 where this way led: signed in, waiting, packet, told, at a page
//	within 3m                      a member's time so far, by Cost.Takes
//
// A line that asserts (those from see on) may end with the rows it shows: [S010 S124].
// A row whose test in the catalogue names knobs counts only when one of them was turned on earlier in the same part.
// A line, or a whole part, ends with "only in-process" where other drivers cannot do it; what is left out is counted.
package scenario
