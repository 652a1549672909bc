// Package readiness tells what would lock a member out next, and the one tap that prevents it.
//
// Come here for what the home nudges about once somebody is in: Judge looks at the account as the plan tells it and at what
// this device makes codes for, and gives the gaps, the most urgent first, each with a fix. More gaps are more checks in the
// list of judge.go. It asks nobody, keeps nothing and says nothing: the words are the ui's, the conversations the plan's.
package readiness
