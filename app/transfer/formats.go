package transfer

// formats is every format, the ones that are told apart by the most first.
var formats = []func(source) (File, bool){}
