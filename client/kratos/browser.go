//go:build !js

package kratos

// inBrowser reports a build that runs in a browser.
const inBrowser = false
