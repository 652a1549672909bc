package transfer

import (
	"errors"

	"vestibule/app/kdf"
	"vestibule/app/problem"
)

// Trouble gives the problem in an error of this package, so that every door says the same words about it.
func Trouble(err error) *problem.Problem {
	var cost *kdf.Cost
	if errors.As(err, &cost) {
		return problem.New(problem.FileTooCostly).Because(err)
	}
	for _, t := range []struct {
		of   error
		code problem.Code
	}{
		{ErrUnknown, problem.FileUnknown}, {ErrPassword, problem.FilePassword}, {ErrBroken, problem.FileBroken},
		{ErrTooLarge, problem.FileTooLarge}, {ErrUnsupported, problem.FileUnsupported},
	} {
		if errors.Is(err, t.of) {
			return problem.New(t.code).Because(err)
		}
	}
	return problem.Of(err)
}
