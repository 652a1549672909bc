package kratos

import (
	"strconv"
	"sync"

	"vestibule/app/secret"
)

// ends is what has to be ended with a conversation: the session it has opened so far, and the door it waits at. It is kept
// beside the steps, because a member may go back to one that knows nothing of either. Safe for concurrent use.
type ends struct {
	mu     sync.Mutex
	tokens map[string]secret.Bytes
	doors  map[string]func()
	doubts map[string]bool
	gone   map[string]bool
}

func newEnds() *ends {
	return &ends{tokens: map[string]secret.Bytes{}, doors: map[string]func(){}, doubts: map[string]bool{}, gone: map[string]bool{}}
}

// opened notes the session of a conversation, and gives the one it had opened before, where that is another. That is the
// caller's to end and to clear.
func (e *ends) opened(root string, token secret.Bytes) (before secret.Bytes) {
	e.mu.Lock()
	defer e.mu.Unlock()
	had := e.tokens[root]
	if had.Equal(token) && !had.Empty() {
		return secret.Bytes{}
	}
	e.tokens[root] = token.Clone()
	return had
}

// waits notes a door that is open for a conversation; the one before is closed.
func (e *ends) waits(root string, shut func()) {
	e.mu.Lock()
	before := e.doors[root]
	e.doors[root] = shut
	e.mu.Unlock()
	if before != nil {
		before()
	}
}

// over forgets a conversation: its door is closed, and the session that it had opened is the caller's.
func (e *ends) over(root string) (token secret.Bytes) {
	e.mu.Lock()
	token, shut := e.tokens[root], e.doors[root]
	delete(e.tokens, root)
	delete(e.doors, root)
	e.mu.Unlock()
	if shut != nil {
		shut()
	}
	return token
}

// give notes that a conversation was given up: nothing of it is answered any more.
func (e *ends) give(root string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.gone[root] = true
}

// given reports whether a conversation was given up.
func (e *ends) given(root string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.gone[root]
}

// doubt notes that an answer to a step may have counted.
func (e *ends) doubt(at place) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.doubts[at.root()] = true
}

// doubted reports whether an earlier answer to the step may have counted, once.
func (e *ends) doubted(at place) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	was := e.doubts[at.root()]
	delete(e.doubts, at.root())
	return was
}

// root names one step of a conversation.
func (at place) root() string { return at.Root + " " + strconv.Itoa(at.Number) }
