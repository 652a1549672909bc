package uitest

import (
	"bytes"
	"fmt"
	"runtime"
	"time"
)

// patience is how long a program may take to come to rest, on the slowest machine.
const patience = time.Minute

// Rest runs the queue until nothing waits on it and no goroutine is at work that one of the starters has begun: packages with
// a dot behind, such as "vestibule/ui.". It looks now and then only, because looking stops every goroutine, the garbage
// collector's too. The error, after a minute, tells what is still at work.
func (q *Queue) Rest(starters ...string) error {
	looks, deadline := time.NewTicker(time.Millisecond/2), time.Now().Add(patience)
	defer looks.Stop()
	for q.Run(); AtWork(starters...) || q.Run() > 0; q.Run() { // in this order: who works may still post
		if time.Now().After(deadline) {
			return fmt.Errorf("the program does not come to rest:\n%s", goroutines())
		}
		<-looks.C
	}
	return nil
}

// AtWork reports whether a goroutine that one of the starters has begun is still running. It stops
// every goroutine for a moment.
func AtWork(starters ...string) bool {
	stacks := goroutines()
	for _, by := range starters {
		if bytes.Contains(stacks, []byte("created by "+by)) {
			return true
		}
	}
	return false
}

func goroutines() []byte {
	stacks := make([]byte, 1<<20)
	return stacks[:runtime.Stack(stacks, true)]
}
