package kdf

import (
	"context"
	"encoding/hex"
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vestibule/app/secret"
)

func typed(s string) secret.Bytes { return secret.Of([]byte(s)) }

func TestVectors(t *testing.T) {
	argon := func(passes, memory, lanes uint32) Params {
		return Params{Function: Argon2id, Passes: passes, Memory: memory, Lanes: lanes}
	}
	scrypt := func(n, r, p uint32) Params { return Params{Function: Scrypt, N: n, R: r, Lanes: p} }
	for name, c := range map[string]struct {
		Params
		password, salt, want string
	}{
		// The reference implementation of RFC 9106 (phc-winner-argon2, src/test.c, version 0x13). The vectors of the RFC itself
		// have a secret and associated data, which nobody's files use and x/crypto does not take.
		"argon2id 64 MiB":       {argon(2, 1<<16, 1), "password", "somesalt", "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"},
		"argon2id 256 KiB":      {argon(2, 1<<8, 1), "password", "somesalt", "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"},
		"argon2id 2 lanes":      {argon(2, 1<<8, 2), "password", "somesalt", "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"},
		"argon2id 1 pass":       {argon(1, 1<<16, 1), "password", "somesalt", "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"},
		"argon2id other word":   {argon(2, 1<<16, 1), "differentpassword", "somesalt", "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde"},
		"argon2id other salt":   {argon(2, 1<<16, 1), "password", "diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"},
		"scrypt, empty":         {scrypt(16, 1, 1), "", "", "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"},
		"scrypt, RFC 7914, 12a": {scrypt(1024, 8, 16), "password", "NaCl", "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"},
		"scrypt, RFC 7914, 12b": {scrypt(16384, 8, 1), "pleaseletmein", "SodiumChloride", "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"},
		"pbkdf2, RFC 6070, 1":   {Params{Function: PBKDF2SHA1, Iterations: 1}, "password", "salt", "0c60c80f961f0e71f3a9b524af6012062fe037a6"},
		"pbkdf2, RFC 6070, 3":   {Params{Function: PBKDF2SHA1, Iterations: 4096}, "password", "salt", "4b007901b765489abead49d926f721d065a429c1"},
		"pbkdf2, RFC 6070, 5": {Params{Function: PBKDF2SHA1, Iterations: 4096}, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt",
			"3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"},
		"pbkdf2, RFC 6070, 6": {Params{Function: PBKDF2SHA1, Iterations: 4096}, "pass\x00word", "sa\x00lt", "56fa6aa75548099dcc37d7f03425e0c3"},
		"pbkdf2, RFC 7914, 11": {Params{Function: PBKDF2SHA256, Iterations: 1}, "passwd", "salt",
			"55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"},
		"pbkdf2 with SHA-512": {Params{Function: PBKDF2SHA512, Iterations: 1}, "password", "salt",
			"867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce"},
	} {
		t.Run(name, func(t *testing.T) {
			want, err := hex.DecodeString(c.want)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Native{}.Derive(t.Context(), c.Params, typed(c.password), []byte(c.salt), len(want), Usual)
			if err != nil || !got.Equal(secret.Of(want)) {
				t.Fatalf("%x, %v", got.Reveal(), err)
			}
		})
	}
}

func TestWhatCannotBeDerivedIsRefused(t *testing.T) {
	for name, p := range map[string]Params{
		"no function":         {},
		"another function":    {Function: "bcrypt", Iterations: 10},
		"argon2id, no passes": {Function: Argon2id, Memory: 1 << 16, Lanes: 1},
		"argon2id, no lanes":  {Function: Argon2id, Memory: 1 << 16, Passes: 1},
		"argon2id, 256 lanes": {Function: Argon2id, Memory: 1 << 16, Passes: 1, Lanes: 256},
		"argon2id, no memory": {Function: Argon2id, Memory: 7, Passes: 1, Lanes: 1},
		"scrypt, N 1":         {Function: Scrypt, N: 1, R: 8, Lanes: 1},
		"scrypt, N 3":         {Function: Scrypt, N: 3, R: 8, Lanes: 1},
		"scrypt, r 0":         {Function: Scrypt, N: 16, Lanes: 1},
		"scrypt, r·p 2^30":    {Function: Scrypt, N: 2, R: 1 << 15, Lanes: 1 << 15},
		"pbkdf2, none":        {Function: PBKDF2SHA1},
	} {
		if _, err := (Native{}).Derive(t.Context(), p, typed("x"), nil, 32, Limits{math.MaxUint64, math.MaxInt64}); !errors.Is(err, ErrParams) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, size := range []int{-1, 0, 3, longestKey + 1} {
		if err := Passphrase.Check(size, Usual); !errors.Is(err, ErrParams) {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

func TestWhatHonestFilesAskIsWithinTheLimits(t *testing.T) {
	for name, p := range map[string]Params{
		"ours":         Passphrase,
		"Aegis":        {Function: Scrypt, N: 1 << 15, R: 8, Lanes: 1},
		"OWASP scrypt": {Function: Scrypt, N: 1 << 17, R: 8, Lanes: 1},
		"Proton":       {Function: Argon2id, Memory: 19 << 10, Passes: 2, Lanes: 1},
		"Stratum":      {Function: Argon2id, Memory: 64 << 10, Passes: 3, Lanes: 4},
		"OTPClient":    {Function: Argon2id, Memory: 128 << 10, Passes: 4, Lanes: 4},
		"2FAS":         {Function: PBKDF2SHA256, Iterations: 10_000},
		"Bitwarden":    {Function: PBKDF2SHA256, Iterations: 600_000},
	} {
		if err := p.Check(64, Usual); err != nil {
			t.Errorf("%s: %v of %+v", name, err, p.Cost(64))
		}
	}
	ente := Params{Function: Argon2id, Memory: 1 << 20, Passes: 4, Lanes: 1}
	var cost *Cost
	if err := ente.Check(32, Usual); !errors.As(err, &cost) || cost.Memory != 1<<30 || cost.Work < 5*time.Second {
		t.Error(err, cost)
	}
	if err := ente.Check(32, Agreed); err != nil {
		t.Error("Ente after the member agreed:", err)
	}
}

// Whatever is asked, nothing is derived beyond the limits, and no figure wraps around.
func TestNothingHostileFitsTheLimits(t *testing.T) {
	for name, p := range map[string]Params{
		"all memory":   {Function: Argon2id, Memory: math.MaxUint32, Passes: 1, Lanes: 1},
		"all day":      {Function: Argon2id, Memory: 8 << 10, Passes: math.MaxUint32, Lanes: 1},
		"scrypt wraps": {Function: Scrypt, N: 1 << 31, R: math.MaxUint32 >> 3, Lanes: 1},
		"scrypt r":     {Function: Scrypt, N: 2, R: 1 << 29, Lanes: 1},
		"iterations":   {Function: PBKDF2SHA512, Iterations: math.MaxUint32},
	} {
		var cost *Cost
		if _, err := (Native{}).Derive(t.Context(), p, typed("x"), nil, 32, Agreed); !errors.As(err, &cost) {
			t.Errorf("%s: %v", name, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		any32 := rapid.Uint32()
		p := Params{Function: rapid.SampledFrom([]Function{Argon2id, Scrypt, PBKDF2SHA1}).Draw(t, "function"), Memory: any32.Draw(t, "memory"),
			Passes: any32.Draw(t, "passes"), Lanes: any32.Draw(t, "lanes"), N: 1 << rapid.Uint32Range(0, 31).Draw(t, "n"), R: any32.Draw(t, "r"),
			Iterations: any32.Draw(t, "iterations")}
		if p.Check(32, Usual) != nil {
			return
		}
		if p.Function == Argon2id && float64(p.Memory)*1024 > float64(Usual.Memory) || p.Function == Scrypt && 128*float64(p.N)*float64(p.R) > float64(Usual.Memory) {
			t.Fatalf("%+v passes", p)
		}
	})
}

func TestAnEndedContextDerivesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if key, err := (Native{}).Derive(ctx, Passphrase, typed("x"), nil, 32, Usual); !errors.Is(err, context.Canceled) || !key.Empty() {
		t.Fatal(err)
	}
}

func TestThePasswordStaysTheCallers(t *testing.T) {
	p := typed("hunter2")
	if _, err := (Native{}).Derive(t.Context(), Params{Function: PBKDF2SHA1, Iterations: 1}, p, nil, 20, Usual); err != nil || p.Len() != 7 {
		t.Fatal(err, p.Len())
	}
}

func BenchmarkPassphrase(b *testing.B) {
	for b.Loop() {
		if _, err := (Native{}).Derive(b.Context(), Passphrase, typed("correct horse"), []byte("0123456789abcdef"), 32, Usual); err != nil {
			b.Fatal(err)
		}
	}
}
