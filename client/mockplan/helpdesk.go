package mockplan

import (
	"net/http"
	"time"

	"vestibule/app/plan"
	"vestibule/app/problem"
	"vestibule/client/rest/wire"
)

// packet is what a member wanted a person to know.
type packet struct {
	At        time.Time         `json:"at"`
	Member    string            `json:"member,omitempty"` // whose session it came in; empty: nobody was signed in
	Reference string            `json:"reference"`
	Lines     []wire.PacketLine `json:"lines"`
}

// mostPackets is how many packets are kept.
const mostPackets = 100

// postSupport takes a packet, from whoever is there: who cannot sign in needs it most. What is wrong with the session is told
// all the same.
func (p *Plan) postSupport(w http.ResponseWriter, r *http.Request) {
	body, trouble := readBody(w, r)
	defer clear(body)
	var taken wire.PacketTaken
	now := p.locked(func() {
		if trouble == nil {
			taken, trouble = p.takePacket(r, body)
		}
	})
	if trouble != nil {
		writeProblem(w, trouble, nil, now)
		return
	}
	writeJSON(w, http.StatusOK, jsonType, taken)
}

func (p *Plan) takePacket(r *http.Request, body []byte) (wire.PacketTaken, *problem.Problem) {
	in := packet{At: p.now(), Reference: p.reference()}
	var whose *member
	if r.Header.Get("Authorization") != "" {
		switch s, trouble := p.signedIn(r); {
		case trouble == nil:
			whose, in.Member = s.member, s.member.Username
		case trouble.Code != problem.ProviderUnlinked: // they need it, too
			return wire.PacketTaken{}, trouble
		}
	}
	if _, fails := p.faults.use("support.upload_fails", whose); fails {
		trouble := problem.New(problem.PacketNotSent)
		trouble.Status = http.StatusServiceUnavailable
		return wire.PacketTaken{}, trouble
	}
	lines, err := wire.ReadPacket(body)
	if err != nil {
		return wire.PacketTaken{}, problem.Of(err)
	}
	for _, l := range lines {
		in.Lines = append(in.Lines, wire.PacketLine(l))
	}
	p.packets = last(append(p.packets, in), mostPackets)
	return wire.PacketTaken{Reference: in.Reference, ServerTime: p.now()}, nil
}

// getPackets shows behind the stage what was sent, newest last.
func (p *Plan) getPackets(w http.ResponseWriter, _ *http.Request) {
	out := struct {
		ServerTime time.Time `json:"server_time"`
		Packets    []packet  `json:"packets"`
	}{Packets: []packet{}}
	out.ServerTime = p.locked(func() { out.Packets = append(out.Packets, p.packets...) })
	writeJSON(w, http.StatusOK, jsonType, out)
}

// closedHours is what a line that nobody answers now says.
const closedHours = "Closed now. Every day, 7 am to 9 pm"

// support is how a person is reached; with the knob support.closed, by nobody at this hour but the nurse and the relay.
func (p *Plan) support() plan.Support {
	s := support()
	if _, closed := p.faults.on("support.closed", nil); closed {
		for i, l := range s.Lines {
			if l.For != "relay" {
				s.Lines[i].Hours = closedHours
			}
		}
	}
	return s
}
