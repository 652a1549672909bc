package plan

import "reflect"

// WithHandle gives a step with another handle: for a plan made of several servers, whose conversations must tell where they
// began. Every step is a struct with its Head at the top, so one way does for all of them.
func WithHandle(step Step, handle Handle) Step {
	out := reflect.New(reflect.TypeOf(step)).Elem()
	out.Set(reflect.ValueOf(step))
	head := out.FieldByName("Head").Addr().Interface().(*Head)
	head.Handle = handle
	return out.Interface().(Step)
}
