package plan_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"vestibule/app/plan"
)

// known is what an attacker knows of the member of these tests.
var known = []string{"Tallowmere Health Plan", "tallowmere.example.org", "dana.reyes", "Dana Reyes"}

func TestSimplePasswordsAreRefusedWithAReason(t *testing.T) {
	rules := plan.PasswordRules{MinLen: 8, Blocklist: true}
	for why, list := range map[plan.Guess]string{
		plan.GuessName: "Plan1234 Tallowmere1 Tallowmere123 tallowmere! T4ll0wmere99 TALLOWMERE2024 Dana1987 danareyes dana.reyes1 Reyes2020! D4naR3yes1 " +
			"healthplan1 planplan9",
		plan.GuessCommon: "Password1 P@ssw0rd P@$$w0rd1 Passwort12 Welcome1 Welcome2024! letmein99 L3tm31n! iloveyou2 Sunshine1! Summer2024 Winter25! Monkey12 " +
			"dragon77 Football9 Baseball1! changeme1 Princess7 Trustno1! Admin123! Shadow12 January1",
		plan.GuessKeyboard: "qwerty12 Qwertyui asdfghjk zxcvbnm1 1qaz2wsx !QAZ2wsx qwertz99 azerty12 poiuytre !@#$%^&*",
		plan.GuessSequence: "12345678 87654321 abcdefgh abcd1234 Abcdef1!",
		plan.GuessRepeat:   "aaaaaaaa 11111111 abcabcabc xyxyxyxy aaaabbbb k7k7k7k7",
	} {
		for typed := range strings.FieldsSeq(list) {
			strength, got := plan.Judge([]byte(typed), known...)
			if strength != plan.Weak || got != why {
				t.Errorf("%s is %s, guessed by %q; want %q", typed, strength, got, why)
			}
			if rules.Guessed([]byte(typed), known...) != why || (plan.PasswordRules{}).Guessed([]byte(typed), known...) != "" {
				t.Errorf("%s is refused where the plan has no list, or not where it has", typed)
			}
		}
	}
}

func TestGoodPasswordsAreLeftAlone(t *testing.T) {
	for typed, want := range map[string]plan.Strength{
		"xK7#qP2m": plan.Fair, "vT9wrk4bnu": plan.Fair, "xK7#qP2mvT9w": plan.Good, "correct horse battery staple": plan.Strong,
		"lamp gravel tuesday otter": plan.Strong, "Übergänge im Nebel 7": plan.Strong, "bako-limu-tera-nofi-suda": plan.Strong,
		strings.Repeat("correct horse", 20): plan.Fair, strings.Repeat("x", 3000): plan.Weak, "": plan.Weak, "k7": plan.Weak,
	} {
		got, why := plan.Judge([]byte(typed), known...)
		if got != want || (why != "") != (want == plan.Weak) {
			t.Errorf("%.30q is %s (%s), want %s", typed, got, why, want)
		}
	}
	if why := (plan.PasswordRules{Blocklist: true}).Guessed([]byte("k7"), known...); why != "" {
		t.Errorf("a short one is left to the plan's bound, not %q", why)
	}
}

// TestPasswordsOfBreachesAreWeak holds the judgement to lists of what people really have; absent, nothing is tested.
func TestPasswordsOfBreachesAreWeak(t *testing.T) {
	file, err := os.Open("../../../shared/data/passwords/zxcvbn-passwords.txt")
	if err != nil {
		t.Skip("no list of passwords here")
	}
	defer func() { _ = file.Close() }()
	seen, weak := 0, 0
	for lines := bufio.NewScanner(file); lines.Scan() && seen < 5000; seen++ {
		word, _, _ := strings.Cut(lines.Text(), " ")
		if strength, _ := plan.Judge([]byte(word)); strength == plan.Weak {
			weak++
		} else if strength == plan.Strong {
			t.Errorf("%s is %s", word, strength)
		}
	}
	if weak*100 < seen*95 {
		t.Errorf("of %d passwords of breaches only %d are weak", seen, weak)
	}
}

func TestJudgingKeepsNothing(t *testing.T) {
	typed := []byte("Tallowmere123")
	plan.Judge(typed, known...)
	if string(typed) != "Tallowmere123" {
		t.Error("what was typed was changed")
	}
}
