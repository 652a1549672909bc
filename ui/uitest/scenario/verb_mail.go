package scenario

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
)

// Commands about what the plan sent, and what a member's mail program does with it.

var (
	linkIn = regexp.MustCompile(`https?://[^\s"<>]+[^\s"<>.,;:)]`)
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// link gives the newest link from a source.
func (p *play) link(from source) (string, error) {
	all, err := p.messages(from)
	if err != nil {
		return "", err
	}
	for _, m := range all {
		if found := linkIn.FindString(m.Body); found != "" {
			return found, nil
		}
	}
	return "", fmt.Errorf("no link was sent to %s by %s", from.member, from.channel)
}

// pasteLink copies the newest link out of a message and pastes it, where the driver can.
type pasteLink struct {
	from  source
	field string
}

func (c pasteLink) do(p *play) error {
	if err := p.awaits(c.field, "textbox"); err != nil { // before that, none may have been sent
		return err
	}
	text, err := p.link(c.from)
	if err != nil {
		return err
	}
	p.spend(Cost{Fields: 1, Taps: 1})
	hand, ok := p.app.(Paster)
	if !ok {
		return p.app.Type(c.field, text)
	}
	if err := p.app.Type(c.field, ""); err != nil { // what stands there is replaced
		return err
	}
	return hand.Paste(c.field, text)
}

// rememberLink keeps a link under a name.
type rememberLink struct {
	from source
	name string
}

func (c rememberLink) do(p *play) error {
	text, err := p.link(c.from)
	p.kept[c.name] = text
	return err
}

// visit opens a link as a mail program does: its page is fetched, and nothing else.
type visit struct{ link string }

func (c visit) do(p *play) error {
	link, err := p.expand(c.link)
	if err != nil {
		return err
	}
	p.visited = link
	p.mailPage, err = p.stage.Backstage().Visit(p.ctx, link)
	return err
}

// submit presses the button of the page that a link led to.
type submit struct{}

func (submit) do(p *play) (err error) {
	if p.visited == "" {
		return fmt.Errorf("no link was opened")
	}
	p.mailPage, err = p.stage.Backstage().SubmitForm(p.ctx, p.visited, p.mailPage)
	return err
}

// pageSays looks into the page that a link led to.
type pageSays struct{ words string }

func (pageSays) asserts() {}

func (c pageSays) do(p *play) error {
	text := spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(p.mailPage, " ")), " ")
	if !strings.Contains(text, c.words) {
		return fmt.Errorf("the page of the link says: %s", text)
	}
	return nil
}

// told looks for a notice: to somebody, with no code, that says the words.
type told struct {
	from  source
	words string
	not   bool
}

func (told) asserts() {}

func (c told) do(p *play) error {
	if c.not || p.app == nil {
		return c.look(p)
	}
	var why error
	if p.waitFor("", func(string) bool { why = c.look(p); return why == nil }) != nil { // it may be on its way
		return why
	}
	return nil
}

func (c told) look(p *play) error {
	all, err := p.messages(c.from)
	if err != nil {
		return err
	}
	var said []string
	for _, m := range all {
		said = append(said, fmt.Sprintf("%s: %s: %s", m.To, m.Subject, m.Body))
	}
	found := slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, c.words) })
	if found == c.not {
		return fmt.Errorf("%s was sent by %s: %q", c.from.member, c.from.channel, said)
	}
	return nil
}
