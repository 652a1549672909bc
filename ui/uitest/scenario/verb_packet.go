package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// packetSays looks into the packets that the plan has taken, as the person at the other end does.
type packetSays struct {
	words   string // empty: there is none
	lacking bool
}

func (packetSays) asserts() {}

func (c packetSays) do(p *play) error {
	words, err := p.expand(c.words)
	if err != nil {
		return err
	}
	all, err := p.stage.Backstage().Packets(p.ctx)
	if err != nil {
		return err
	}
	if c.lacking && c.words != "" && len(all) == 0 {
		return fmt.Errorf("the plan has no packet at all")
	}
	var texts []string
	for _, packet := range all {
		texts = append(texts, packet.text())
	}
	found := slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, words) })
	if found == c.lacking {
		return fmt.Errorf("the plan has %d packets: %q", len(texts), texts)
	}
	return nil
}

// text writes a packet one line under the other, the plan's own reference last.
func (t Taken) text() string {
	var b strings.Builder
	for _, l := range t.Lines {
		b.WriteString(l.Label + ": " + l.Text + "\n")
	}
	return b.String() + t.Reference
}

func readPacket(r *reader) command {
	if r.maybe("nothing") {
		return packetSays{lacking: true}
	}
	lacking := r.maybe("without")
	return packetSays{r.quoted("what stands in a packet"), lacking}
}
