package client

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"

	"vestibule/app/problem"
	"vestibule/app/vault"
	"vestibule/client/store"
)

// A vault's ID is the name of its file. Each has a name of its own by chance, and its key an account of the same name, so
// that to remove one vault never takes the key of another, in whatever folder that may be.

const (
	// first is the file, and firstAccount the account, of the only vault there was before there could be several.
	first        vault.HolderID = "vestibule" + store.Ending
	firstAccount                = "device-key"
	// evicted stands for what a browser has cleared.
	evicted vault.HolderID = "evicted"
)

// errHolder is the cause where an ID is no name of a vault's file.
var errHolder = errors.New("client: no such vault")

// fresh gives the ID of a vault that is not there yet.
func fresh() (vault.HolderID, error) {
	name := make([]byte, 8)
	if _, err := rand.Read(name); err != nil {
		return "", problem.New(problem.Unexpected).Because(err)
	}
	return vault.HolderID("vestibule-" + hex.EncodeToString(name) + store.Ending), nil
}

// accountOf gives the keychain's account of a vault's key.
func accountOf(id vault.HolderID) (string, error) {
	name, ours := strings.CutSuffix(string(id), store.Ending)
	switch {
	case id == evicted:
		return string(evicted), nil
	case id == first:
		return firstAccount, nil
	case !ours || name == "" || name != filepath.Base(name) || strings.ContainsAny(name, `/\:`):
		return "", problem.New(problem.Unexpected).Because(errHolder)
	}
	return firstAccount + "-" + strings.TrimPrefix(name, "vestibule-"), nil
}
