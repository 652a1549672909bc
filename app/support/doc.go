// Package support gathers what a person at the plan needs to know, before a member has to say it.
//
// Come here to see what is noted of the problems that a member has met (journal.go), what a packet says (packet.go), what
// is taken out of every line of it (redact.go), how a number or an address is masked (mask.go), and what is read aloud on
// the telephone (aloud.go).
//
// It promises that no line holds a run of digits as long as a code, a nine-digit number in any writing, a recovery code, a
// token or a link; and that a line is what the member sees: what is masked on screen is masked in what is sent. It takes
// nothing that is typed as an answer to a plan: there is no way in for it. It has no words of its own, sends nothing, keeps
// nothing after the program, and cannot know a password that somebody types into a sentence: the page says not to.
package support
