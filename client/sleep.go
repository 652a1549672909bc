package client

import "errors"

// ErrNoSleep is returned where nothing tells that the system is about to sleep. What must not be awake after that has to be
// noticed by the time that is missing.
var ErrNoSleep = errors.New("client: this system does not tell when it sleeps")
