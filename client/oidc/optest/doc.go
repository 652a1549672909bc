// Package optest is a provider of OpenID Connect in memory, for tests.
//
// Come here for a provider that does what the standards say, and, where a test bends it, what an attacker or a careless one
// would. It plays the browser and the member too (Visit, Approve). It keeps everything in memory, believes everybody, and is
// never part of the program.
package optest
