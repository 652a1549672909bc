package profile

import (
	"slices"
	"sync"

	"vestibule/app/plan"
)

// The bounds of what is kept for one person: with what the maps take it is less than 48 KB.
const (
	// mostLists is how many kinds of entries are kept, those put last.
	mostLists = 4
	// longestList and longestDrafts are in bytes: each list, and all drafts with their places, each of which takes draftFrame
	// besides.
	longestList   = 8 << 10
	longestDrafts = 10 << 10
	draftFrame    = 64
)

// Cache keeps in memory what was fetched and typed for each person, so that a switch shows something at once. Its zero is ready
// and empty. It is safe for concurrent use and must not be copied.
//
// What is put under one key is given for that key alone. It is kept as bytes, which Drop and Clear erase; the strings that came
// in and go out are Go's, and nobody can erase those: they are gone when nothing holds them any more and the memory is used
// anew.
type Cache struct {
	mu    sync.Mutex
	lines map[Key]*line
}

// line is what is kept for one person.
type line struct {
	lists  []list // the one put last at the end
	drafts []draft
}

type list struct {
	kind plan.RecordKind
	data []byte
	more bool
}

type draft struct {
	where string
	text  []byte
}

// Kept is a list as it was kept.
type Kept struct {
	Records []plan.Record
	// More reports that the list was longer: what did not fit, its oldest, was left out.
	More bool
}

// Put keeps a list, newest first, in place of the one of its kind. What belongs to an answer is put only while its turn holds
// (Desk.Holds), or what was dropped would be there again. At most 8 KB of it are kept, from the front; a list of which not even
// the first entry fits is not kept, and neither is one of nobody.
func (c *Cache) Put(key Key, kind plan.RecordKind, records []plan.Record) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !key.whole() {
		return
	}
	l := c.line(key)
	defer c.tidy(key)
	l.removeList(kind)
	data, fit := pack(records, longestList)
	if fit == 0 && len(records) > 0 {
		return
	}
	l.lists = append(l.lists, list{kind, data, fit < len(records)})
	if len(l.lists) > mostLists {
		l.removeList(l.lists[0].kind)
	}
}

// DropList erases one list of a person: it is not to be seen now.
func (c *Cache) DropList(key Key, kind plan.RecordKind) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.lines[key]; l != nil {
		l.removeList(kind)
		c.tidy(key)
	}
}

// List gives what was put last; false: there is nothing. An empty list is something. The slice is the caller's.
func (c *Cache) List(key Key, kind plan.RecordKind) (Kept, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.lines[key]
	if l == nil {
		return Kept{}, false
	}
	at := slices.IndexFunc(l.lists, func(o list) bool { return o.kind == kind })
	if at < 0 {
		return Kept{}, false
	}
	return Kept{unpack(l.lists[at].data), l.lists[at].more}, true
}

// PutDraft keeps what was typed at a place of a person's pages; an empty text takes it away. It reports whether it is kept: all
// drafts of a person take at most 10 KB, and one that does not fit leaves the one before it as it was. It is not for
// passwords and codes, which are never drafts.
func (c *Cache) PutDraft(key Key, where, text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !key.whole() {
		return false
	}
	l := c.line(key)
	defer c.tidy(key)
	if text != "" && l.draftSize(where)+draftFrame+len(where)+len(text) > longestDrafts {
		return false
	}
	l.removeDraft(where)
	if text != "" {
		l.drafts = append(l.drafts, draft{where, []byte(text)})
	}
	return true
}

// Draft gives what was typed at a place; empty: nothing.
func (c *Cache) Draft(key Key, where string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.lines[key]; l != nil {
		for _, d := range l.drafts {
			if d.where == where {
				return string(d.text)
			}
		}
	}
	return ""
}

// Drop erases everything of one person: their grant has ended.
func (c *Cache) Drop(key Key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.lines[key]; l != nil {
		l.clear()
		delete(c.lines, key)
	}
}

// Clear erases everything: a lock, a sign-out.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, l := range c.lines {
		l.clear()
	}
	c.lines = nil
}

// line gives the line of a person, which is made where there is none.
func (c *Cache) line(key Key) *line {
	if c.lines == nil {
		c.lines = map[Key]*line{}
	}
	if c.lines[key] == nil {
		c.lines[key] = &line{}
	}
	return c.lines[key]
}

// tidy takes away a line in which there is nothing.
func (c *Cache) tidy(key Key) {
	if l := c.lines[key]; len(l.lists)+len(l.drafts) == 0 {
		delete(c.lines, key)
	}
}

func (l *line) clear() {
	for _, o := range l.lists {
		clear(o.data)
	}
	for _, d := range l.drafts {
		clear(d.text)
	}
	*l = line{}
}

func (l *line) removeList(kind plan.RecordKind) {
	l.lists = slices.DeleteFunc(l.lists, func(o list) bool {
		if o.kind == kind {
			clear(o.data)
		}
		return o.kind == kind
	})
}

func (l *line) removeDraft(where string) {
	l.drafts = slices.DeleteFunc(l.drafts, func(d draft) bool {
		if d.where == where {
			clear(d.text)
		}
		return d.where == where
	})
}

// draftSize is what the drafts of all other places take.
func (l *line) draftSize(where string) (n int) {
	for _, d := range l.drafts {
		if d.where != where {
			n += draftFrame + len(d.where) + len(d.text)
		}
	}
	return n
}
