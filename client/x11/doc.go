// Package x11 asks an X server for the picture that another program has copied.
//
// Come here for what is on the clipboard of a Linux desktop besides text, which Fyne reads by itself. It speaks the few
// requests of the X protocol that this takes, over a connection of its own (X Window System Protocol, version 11; Inter-Client
// Communication Conventions Manual 2.0, section 2), because the libraries at hand need files that only a developer's machine
// has, wait without an end for a program that hangs, and give up on pictures that travel in parts. A Wayland desktop answers
// through XWayland. It shows no window and knows nothing of pictures.
package x11
