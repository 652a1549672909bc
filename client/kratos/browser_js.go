//go:build js

package kratos

// inBrowser: a browser's fetch adds an Origin, which Kratos refuses on native flows.
const inBrowser = true
