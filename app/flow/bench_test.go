package flow_test

import (
	"testing"

	"vestibule/app/flow"
)

// BenchmarkTransition is one event met by the machine: the middle of a sign-in, an answer and its reply by turns.
func BenchmarkTransition(b *testing.B) {
	asking := play("begin", "reply: credentials", "answer", "reply: code")
	answer := flow.Answer{Number: number(asking), Answer: fitting(code), Confirmed: true}
	waiting, _ := flow.Next(asking, answer)
	reply := flow.Reply{Request: awaited(waiting), Step: code, Problem: wrong}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%2 == 0 {
			flow.Next(asking, answer)
		} else {
			flow.Next(waiting, reply)
		}
	}
}
