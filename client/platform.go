package client

import "runtime"

// Platform names where this runs, in the words of a plan's app.store_urls: a GOOS, or "web".
func Platform() string {
	if runtime.GOOS == "js" {
		return "web"
	}
	return runtime.GOOS
}
