package ui_test

import "strings"

// peopleTours lead to the pages of other people's records.
func peopleTours() []tour {
	at := func(name string, then func(*rig)) func(*rig) {
		return func(r *rig) {
			r.actFor(name)
			then(r)
		}
	}
	entry := func(list, begin string) func(*rig) {
		return func(r *rig) {
			r.must(r.Press(list))
			r.settle()
			r.must(r.Press(first(r.see(begin), begin)))
		}
	}
	return []tour{
		{"people", func(r *rig) { r.carmen(); r.must(r.Press("People you help")) }},
		{"people-found", func(r *rig) {
			r.carmen()
			r.must(r.Press("People you help"))
			r.settle()
			r.must(r.Type("Find a person", "ru"))
		}},
		{"people-nobody", func(r *rig) {
			r.carmen()
			r.must(r.Press("People you help"))
			r.settle()
			r.must(r.Type("Find a person", "zz"))
		}},
		{"their-home", at("Dolores Ruiz", func(*rig) {})},
		{"their-home-private", at("Sofia Delgado", func(*rig) {})},
		{"their-private", at("Sofia Delgado", func(r *rig) { r.must(r.Press("Results")) })},
		{"their-message", at("Luis Delgado", entry("Messages", `button "About Luis`))},
		{"their-confirm", at("Luis Delgado", func(r *rig) {
			entry("Prescriptions", `button "Luis: `)(r)
			r.must(r.Press("Order a refill"))
		})},
		{"their-deed-done", at("Luis Delgado", func(r *rig) {
			entry("Prescriptions", `button "Luis: `)(r)
			r.must(r.Press("Order a refill"))
			r.must(r.Press("Yes, for Luis Delgado"))
		})},
		{"their-own-word", at("Dolores Ruiz", func(r *rig) {
			entry("Prescriptions", `button "Dolores: `)(r)
			r.must(r.Press("Order a refill"))
			r.must(r.Press("Yes, for Dolores Ruiz"))
		})},
		{"their-lost", at("Dolores Ruiz", func(r *rig) {
			r.knob(`{"proxy.revoked_mid_session":{"member":"dolores"}}`)
			r.must(r.Press("Results"))
		})},
		{"their-support", at("Dolores Ruiz", func(r *rig) { r.must(r.Press("Need a person?")) })},
		{"their-home-large", func(r *rig) {
			r.see(`button "Sign in"`)
			r.must(r.Press("Text size and colors"))
			r.must(r.Choose("200 percent"))
			r.must(r.Press("Back"))
			r.actFor("Dolores Ruiz")
			if strings.Contains(r.settle(), "Hello") {
				r.t.Fatal("still at oneself")
			}
		}},
	}
}
