package vault

import "bytes"

// Recognise reports whether data begins as a vault file or a backup does, of whatever version.
func Recognise(data []byte) bool { return bytes.HasPrefix(data, []byte(magic)) }
