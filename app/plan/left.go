package plan

// Left is a conversation that rests while the page in which the program lives is left for another (the browser build).
type Left struct {
	Plan    Key
	Purpose Purpose
	Handle  Handle
	// Stay is that the member wants this device to take the session up again by itself; Shared, that the device is a shared one.
	Stay, Shared bool
}
