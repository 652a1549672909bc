package plantest_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"vestibule/app/plan"
	"vestibule/client/plantest"
)

var update = flag.Bool("update", false, "write the README's table of what each kind of plan can")

// capabilities is everything that is asked for, in the order of the table.
var capabilities = []plan.Capability{plan.CanSignIn, plan.CanTrustDevice, plan.CanShareDevice, plan.CanFindUsername, plan.CanRecoverPassword,
	plan.CanUnlock, plan.CanReplace, plan.CanRegister, plan.CanActivate, plan.CanReactivate, plan.CanCheckStatus, plan.CanResume, plan.CanBind,
	plan.CanApprove, plan.CanSecurity, plan.CanContacts, plan.CanConfirmContact, plan.CanChangePassword, plan.CanRecoveryCodes, plan.CanSessions,
	plan.CanActivity, plan.CanNotMe, plan.CanFreeze, plan.CanRecords, plan.CanStatus, plan.CanHelpdesk,
	plan.CanActFor, plan.CanGiveAccess, plan.CanAskAccess, plan.CanUploadPaper, plan.CanDo, plan.CanHandOff}

// TestServersTableIsWhatTheServersSay holds the README's table to the documents of real servers.
func TestServersTableIsWhatTheServersSay(t *testing.T) {
	plantest.Lane(t, "servers")
	k, o := plantest.StartKratos(t, plantest.Default), plantest.StartOpenID(t)
	kinds := []struct {
		name  string
		world plantest.World
	}{
		{"our own API", plantest.NewMock(t)}, {"Kratos", k}, {"Kratos and services", composed{k, plantest.StartServices(t, k.Address), k.Door}},
		{"OpenID", o}, {"OpenID and services", composed{o, plantest.StartServices(t, o.Address), o.Door}}, {"SMART on FHIR", o.SMART()},
	}
	var names []string
	var says []plan.Document
	known := map[plan.Capability]bool{}
	for _, kind := range kinds {
		d := kind.world.Plan(t).Document
		names, says = append(names, kind.name), append(says, d)
		for c := range d.Capabilities {
			known[c] = true
		}
	}
	for c := range known {
		if !slices.Contains(capabilities, c) {
			t.Errorf("the table has no line for %s", c)
		}
	}
	heldTo(t, table(names, says))
}

// table writes what each can.
func table(names []string, says []plan.Document) string {
	var out strings.Builder
	fmt.Fprintf(&out, "\n| | %s |\n|---|%s\n", strings.Join(names, " | "), strings.Repeat("---|", len(names)))
	for _, c := range capabilities {
		line := []string{string(c)}
		for _, d := range says {
			line = append(line, map[plan.How]string{plan.No: "no", plan.InApp: "app", plan.InBrowser: "browser"}[d.Can(c).How])
		}
		fmt.Fprintf(&out, "| %s |\n", strings.Join(line, " | "))
	}
	return out.String()
}

// heldTo compares the README's table; with -update it is written anew.
func heldTo(t *testing.T, want string) {
	t.Helper()
	const path, begins, ends = "../../README.md", "<!-- capabilities begin -->", "<!-- capabilities end -->"
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(raw), begins)
	got, after, closed := strings.Cut(rest, ends)
	switch {
	case !found || !closed:
		t.Error("README.md has no place for the table of capabilities")
	case *update:
		if err := os.WriteFile(path, []byte(before+begins+want+ends+after), 0o644); err != nil {
			t.Error(err)
		}
	case got != want:
		t.Errorf("README.md does not say what the servers do; make it with -update:\n%s", want)
	}
}
