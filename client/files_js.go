//go:build js

package client
