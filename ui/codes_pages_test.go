package ui_test

import (
	"strings"
	"testing"

	"vestibule/app/problem"
	"vestibule/ui/a11y"
	"vestibule/ui/look"
	"vestibule/ui/uitest"
)

// codeTours is how to come to every page of codes, each in all its states.
func codeTours() []struct {
	name   string
	before func(*rig)
	walk   func(*rig)
} {
	type tour = struct {
		name   string
		before func(*rig)
		walk   func(*rig)
	}
	full := having(mixed()...)
	two := func(r *rig) []string {
		return migration(r.t, 1, timed("Garden club", "anna"), timed("Library", "anna"))
	}
	details := func(r *rig) {
		r.codes()
		r.must(r.Press("Details of Garden club, garden.club@example.org"))
		r.see(`button "Save"`)
	}
	export := func(way string) func(*rig) {
		return func(r *rig) {
			r.codes()
			r.fold("More choices")
			r.must(r.Press("Move or back up codes"))
			r.see(`radio "A backup for this app"`)
			if way != "" {
				r.must(r.Choose(way))
				r.must(r.Press("Continue"))
				r.settle()
			}
		}
	}
	file := func(r *rig) { r.files["codes.json"] = r.aegis("open sesame", timed("Garden club", "anna")) }
	return []tour{
		{"codes-empty", nil, (*rig).codes},
		{"codes", full, (*rig).codes},
		{"codes-one", having(plain("Garden club")...), (*rig).codes},
		{"codes-options", full, func(r *rig) { r.codes(); r.fold("More choices") }},
		{"codes-hidden", full, func(r *rig) {
			r.codes()
			r.fold("More choices")
			r.must(r.Check("Hide codes until I press one", true))
		}},
		{"codes-none", full, func(r *rig) { r.codes(); r.must(r.Type("Find a code", "zebra")) }},
		{"codes-unkept", func(r *rig) { r.memory.chain.fault = problem.New(problem.KeyringUnavailable) }, func(r *rig) {
			r.addPage()
			r.must(r.Type("Key", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EE"))
			r.must(r.Type("Who it is for", "Garden club"))
			r.must(r.Press("Add this code"))
			r.see("not kept yet")
		}},
		{"codes-large", full, func(r *rig) { r.codes(); r.fold("More choices"); r.must(r.Press("Show one at a time, very large")) }},
		{"code-details", full, details},
		{"code-removed", full, func(r *rig) { details(r); r.must(r.Press("Remove")); r.see(`button "Undo"`) }},
		{"codes-removed", full, func(r *rig) {
			details(r)
			r.must(r.Press("Remove"))
			r.see("Undo")
			r.fold("More choices")
			r.must(r.Press("1 removed code"))
		}},
		{"code-share", full, func(r *rig) { details(r); r.must(r.Press("Use it in another app")) }},
		{"code-shared", full, func(r *rig) { details(r); r.must(r.Press("Use it in another app")); r.must(r.Press("Show it")) }},
		{"codes-add", nil, (*rig).addPage},
		{"codes-add-typing", nil, func(r *rig) {
			r.addPage()
			r.must(r.Type("Key", "JBSW Y3DP 0"))
			r.fold("More settings")
			r.must(r.Choose("Each time it is used"))
		}},
		{"codes-add-warned", nil, func(r *rig) {
			r.addPage()
			r.must(r.Type("Key", "otpauth://totp/Garden%20club:anna?secret=JBSWY3DPEHPK3PXP&issuer=Gardeners"))
			r.must(r.Press("Add this code"))
			r.see("Look at this first")
		}},
		{"codes-add-done", nil, func(r *rig) {
			r.addPage()
			r.must(r.Type("Key", "JBSW Y3DP EHPK 3PXP JBSW Y3DP EE"))
			r.must(r.Type("Who it is for", "Garden club"))
			r.must(r.Press("Add this code"))
			r.see("Added: Garden club")
		}},
		{"codes-files", file, func(r *rig) { r.addPage(); r.must(r.Press("Open a picture or a file")) }},
		{"codes-file-sealed", file, func(r *rig) { r.opens("codes.json"); r.see("Password of the file") }},
		{"codes-file-busy", file, func(r *rig) {
			r.opens("codes.json")
			r.see("Password of the file")
			r.memory.quick.hold()
			r.must(r.Type("Password of the file", "open sesame"))
			r.must(r.Press("Open it"))
			r.see("Opening the file")
		}},
		{"codes-found", full, func(r *rig) {
			r.scans("otpauth://totp/Gardeners:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEE&issuer=Garden%20club", "https://example.org", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXPJBSWY3DPEE&algorithm=MD5")
			r.see("codes found")
		}},
		{"codes-part-missing", nil, func(r *rig) { r.scans(two(r)[1]); r.see("Part 1 of 2 is missing") }},
		{"codes-report", having(plain("Garden club")...), func(r *rig) {
			again, odd := plain("Garden club")[0].key, timed("Old phone", "anna")
			odd.Algorithm = "MD5"
			r.scans(append(migration(r.t, 9, again, timed("Library", "anna")), string(odd.Address().Reveal()), "otpauth://totp/x?secret=")...)
			r.see(`button "Add 2 codes"`)
			r.must(r.Press("Add 2 codes"))
			r.see("2 codes added")
		}},
		{"codes-export", full, export("")},
		{"codes-export-password", full, export("A locked file for Aegis and other apps")},
		{"codes-export-plain", full, export("A list without a lock")},
		{"codes-export-done", full, func(r *rig) {
			export("A list without a lock")(r)
			r.must(r.Press("Save it without a lock"))
			r.see("The file is saved")
		}},
		{"codes-qr", full, export("QR codes for another phone")},
	}
}

// TestCodePages looks at every page of codes, as a phone and as a desktop draw it.
func TestCodePages(t *testing.T) {
	for _, tr := range codeTours() {
		for _, form := range uitest.FormFactors() {
			t.Run(tr.name+"/"+string(form), func(t *testing.T) {
				var before []func(*rig)
				if tr.before != nil {
					before = append(before, tr.before)
				}
				r := newRig(t, form, before...)
				tr.walk(r)
				r.picture(tr.name + "-" + string(form))
				if r.memory.quick.held.Load() {
					r.must(r.Press("Stop waiting")) // as long as it works there is no rest
				}
				r.page(tr.name, form)
				r.sound()
			})
		}
	}
}

// sound fails on what a member stumbles over who cannot see the page, or presses with a thumb.
func (r *rig) sound() {
	r.t.Helper()
	c := r.Window.Canvas()
	for _, p := range a11y.Problems(c) {
		r.t.Error(p)
	}
	a11y.Walk(c).Each(func(n *a11y.Node) {
		if n.Press != nil && (n.Size.Width < look.Target-0.5 || n.Size.Height < look.Target-0.5) {
			r.t.Errorf("%s is %v", n.Line(), n.Size)
		}
		if right := n.Pos.X + n.Size.Width; right > c.Size().Width+0.5 {
			r.t.Errorf("%s ends at %v", n.Line(), right)
		}
	})
	if out := r.settle(); !strings.Contains(out, `list "Your codes"`) { // where Tab goes on to rows that are not drawn yet
		for _, p := range uitest.TabOrder(c) {
			r.t.Error(p)
		}
	}
}
