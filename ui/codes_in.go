package ui

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"vestibule/app/otp"
	"vestibule/app/problem"
	"vestibule/app/secret"
	"vestibule/app/transfer"
	"vestibule/app/vault"
	"vestibule/assets"
	"vestibule/ui/control"
	"vestibule/ui/wizard"
)

// This file is codes on their way in, from a file or from pictures: what was found and what would become of each is shown
// before anything is kept.

// incoming is what was found, until it is added or left. Its secrets are erased then.
type incoming struct {
	p       *codesPage
	from    string // in words: "a file of Aegis"
	entries []transfer.Entry
	batch   otp.Batch // the parts of a migration, until they are all there
	plan    transfer.Report
	notice  *wizard.Notice
	judged  int // how often plan was made
	busy    bool
}

// all gives what was found, the parts of a migration among it.
func (in *incoming) all() []transfer.Entry {
	list := slices.Clone(in.entries)
	for _, item := range in.batch.Entries() {
		list = append(list, transfer.Entry{Key: item.Key, Reason: item.Reason, Warnings: item.Warnings})
	}
	return list
}

// clear erases what was found.
func (in *incoming) clear() {
	clearEntries(in.entries)
	in.entries, in.plan = nil, nil
	in.batch.Clear()
}

func clearEntries(list []transfer.Entry) {
	for _, e := range list {
		e.Clear()
	}
}

// judge says what becomes of each entry in a vault, at the place where it says that it belongs, else at this one. It is no work
// for the UI thread where there are thousands.
func judge(entries []transfer.Entry, v *vault.Vault, place vault.Place) transfer.Report {
	for i := range entries {
		if entries[i].Place == (vault.Place{}) {
			entries[i].Place = place
		}
	}
	return transfer.Plan(entries, func(e transfer.Entry) bool { return v.Has(e.Place, e.Key) })
}

// review shows what was found and what would become of it.
func (in *incoming) review(plan transfer.Report) {
	in.plan = plan
	in.judged++
	if in.p.found != in {
		in.p.hold(in.clear)
		in.p.found = in
	}
	in.p.put(in.page)
}

func (in *incoming) page() wizard.Page {
	say, plan := in.p.u.say, in.plan
	page := wizard.Page{Key: "codes in " + strconv.Itoa(in.judged), Title: say.Count("codes.in.title", len(plan)), Lead: say.Say("codes.in.lead", assets.Facts{"from": in.from}),
		Back: in.p.showAdd, Notice: in.notice, Body: func() fyne.CanvasObject { return in.p.lines(plan, false) }}
	if in.busy {
		page.Busy, page.Back = say.Say("codes.in.busy"), nil
		return page
	}
	if missing := in.batch.Missing(); len(missing) > 0 {
		in.p.u.pasteInto = in.paste
		page.Notice = in.stillMissing(missing)
		page.Others = in.others()
	}
	if n := len(plan.Stored()); n > 0 {
		page.Next = &wizard.Action{Label: say.Count("codes.in.next", n), Do: in.take}
	} else {
		page.Lead = say.Say("codes.in.nothing", assets.Facts{"from": in.from})
		page.Next = &wizard.Action{Label: say.Say("codes.report.next"), Do: in.p.backToList}
	}
	return page
}

// others are the ways to the next part of a migration.
func (in *incoming) others() []wizard.Action {
	say := in.p.u.say
	list := []wizard.Action{{Label: say.Say("codes.in.more"), Do: in.p.pickFile}}
	if in.p.canPaste() {
		list = append(list, wizard.Action{Label: say.Say("codes.in.more.paste"), Do: func() { in.paste(in.p.u.cfg.Paste) }})
	}
	return list
}

// stillMissing says it, after what else there is to say.
func (in *incoming) stillMissing(parts []int) *wizard.Notice {
	missing := in.missing(parts)
	if in.notice == nil {
		return missing
	}
	n := *in.notice
	n.Detail = strings.TrimSpace(n.Detail + " " + missing.Title + ".")
	return &n
}

// missing says which parts of a migration are still to come. What is there can be added without them.
func (in *incoming) missing(parts []int) *wizard.Notice {
	say := in.p.u.say
	numbers := make([]string, len(parts))
	for i, n := range parts {
		numbers[i] = strconv.Itoa(n)
	}
	key := "codes.in.missing"
	if len(parts) > 1 {
		key = "codes.in.missing.more"
	}
	return &wizard.Notice{Tone: wizard.Warning, Title: say.Say(key, assets.Facts{"parts": strings.Join(numbers, ", "), "of": strconv.Itoa(in.batch.Size())}),
		Detail: say.Say("codes.in.missing.detail")}
}

// lines lists entries with what becomes of each, or became where that is done.
func (p *codesPage) lines(list transfer.Report, done bool) fyne.CanvasObject {
	say := p.u.say
	var rows []fyne.CanvasObject
	for _, line := range list[:min(len(list), mostRecords)] {
		rows = append(rows, readRow(say.entry(line.Entry), say.outcome(line, done)))
	}
	group := control.NewGroup(say.Say("codes.in.list"), rows...)
	if len(list) <= mostRecords {
		return group
	}
	return control.Column(16, group, control.NewSmall(say.Say("codes.in.first", assets.Facts{"n": strconv.Itoa(mostRecords), "all": strconv.Itoa(len(list))})))
}

// readRow is an entry of a list that is only read, so it does not look as if it could be pressed.
func readRow(name, about string) fyne.CanvasObject {
	parts := []fyne.CanvasObject{control.NewText(name).Bold()}
	if about != "" {
		parts = append(parts, control.NewText(about))
	}
	return control.Column(2, parts...)
}

// entry names an entry; where an address calls its issuer by two names, both are shown.
func (s say) entry(e transfer.Entry) string {
	name := s.whole(vault.Code{Issuer: e.Key.Issuer, Account: e.Key.Account})
	if e.Key.LabelIssuer == "" {
		return name
	}
	return s.Say("codes.in.issuers", assets.Facts{"name": name, "other": e.Key.LabelIssuer})
}

// outcome says what becomes of an entry, and what is to be known of it.
func (s say) outcome(line transfer.Line, done bool) string {
	var said []string
	switch line.Outcome {
	case transfer.Already:
		said = append(said, s.Say("codes.in.already"))
	case transfer.Kept:
		said = append(said, s.Say("codes.in.kept", assets.Facts{"reason": s.reason(line.Reason)}))
	case transfer.Lost:
		said = append(said, s.Say("codes.in.lost", assets.Facts{"reason": s.reason(line.Reason)}))
	case transfer.Added:
		if done {
			said = append(said, s.Say("codes.in.added"))
		}
	}
	if w := s.warnings(line.Warnings); w != "" {
		said = append(said, w)
	}
	return strings.Join(said, " ")
}

// taken is what came of adding everything.
type taken struct {
	from   string
	lines  transfer.Report
	ids    []vault.CodeID // of what was added
	stored int            // how many of them the vault has, after it was saved
	kept   *problem.Problem
}

// take adds everything and saves it, off the UI thread: ten thousand entries and a disk take a while.
func (in *incoming) take() {
	p, u, v, plan, at, own := in.p, in.p.u, in.p.u.vault, in.plan, in.p.u.codeTime(), in.p.u.account.Member
	first := v.Rest().Phase == vault.Fresh
	in.busy = true
	u.redraw()
	t := taken{from: in.from, lines: slices.Clone(plan)}
	u.work(func(context.Context) error {
		for _, e := range plan.Stored() {
			if own != "" && e.Place.Subject != own {
				e.Authenticator = "" // what somebody else has bound is not bound here: it goes with the leave for them (vault.ForgetPlace)
			}
			id, err := v.AddCode(vault.Code{Place: e.Place, Authenticator: e.Authenticator, Group: e.Group, Added: at, Unusable: e.Reason}, e.Key)
			if err == nil {
				t.ids = append(t.ids, id)
			} else if !errors.Is(err, vault.ErrAlready) {
				return err
			}
		}
		t.kept = problem.Of(v.Save(context.Background()))
		t.stored = stored(v, t.ids)
		return nil
	}, func(trouble *problem.Problem) {
		if u.codes != p {
			return
		}
		if trouble != nil {
			in.busy, in.notice = false, u.say.notice(trouble, ways{problem.TryAgain: in.take}, at)
			u.redraw()
			return
		}
		if t.kept == nil {
			u.keptOrNot(first, nil)
		}
		in.clear()
		for i := range t.lines {
			t.lines[i].Key.Secret = secret.Bytes{} // erased, and of no use to a report
		}
		p.found = nil
		p.report(t)
	})
}

// stored counts what a vault has of what was added: what is told is what is there.
func stored(v *vault.Vault, ids []vault.CodeID) (n int) {
	there := map[vault.CodeID]bool{}
	for _, c := range v.Codes() {
		there[c.ID] = true
	}
	for _, id := range ids {
		if there[id] {
			n++
		}
	}
	return n
}
