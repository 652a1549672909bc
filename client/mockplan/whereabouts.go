package mockplan

import (
	"net/http"
	"strings"
)

// place is where everybody signs in from: the plan is invented, and looks no address up.
const place = "Elm Street, Tallowmere"

// deviceOf tells in a few words what a request was made with, by what it says of itself.
func deviceOf(r *http.Request) string {
	agent := strings.ToLower(r.UserAgent())
	for _, d := range devices {
		if strings.Contains(agent, d.sign) {
			return d.words
		}
	}
	return "A device we do not know"
}

// devices are read from the first on: Android says that it is Linux too, and an iPhone that it is like a Mac.
var devices = []struct{ sign, words string }{
	{"android", "An Android phone"}, {"iphone", "An iPhone"}, {"ios", "An iPhone"}, {"windows", "A Windows computer"},
	{"darwin", "A Mac"}, {"mac os", "A Mac"}, {"linux", "A Linux computer"}, {"mozilla", "A web browser"}, {"web", "A web browser"},
}
