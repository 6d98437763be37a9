package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"
)

// cheap is a cost for tests; nothing but a test asks for it.
var cheap = Cost{Log2: 8}

func TestSealAndOpen(t *testing.T) {
	k := NewKey()
	for _, n := range []int{0, 1, 100, 254, 255, 256, 257, 511, 512, 5000} {
		for _, plain := range [][]byte{bytes.Repeat([]byte("x"), n), make([]byte, n), bytes.Repeat([]byte{padMarker}, n)} {
			sealed := k.Seal('e', []byte("key"), plain)
			got, err := k.Open('e', []byte("key"), sealed)
			if err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%d bytes came back as %d, %v", n, len(got), err)
			}
			if (len(sealed)-overhead)%padTo != 0 || len(sealed) > n+overhead+padTo {
				t.Errorf("%d bytes sealed are %d", n, len(sealed))
			}
			if n > 16 && bytes.Contains(sealed, plain) {
				t.Error("the text stands in the sealed bytes")
			}
		}
	}
}

// An Opener opens as its key does, however long the record before was.
func TestOpener(t *testing.T) {
	k := NewKey()
	o := k.Opener()
	for _, n := range []int{600, 3, 0, 5000, 255} {
		plain := bytes.Repeat([]byte("x"), n)
		sealed := k.Seal('e', []byte("key"), plain)
		if got, err := o.Open('e', []byte("key"), sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes came back as %d, %v", n, len(got), err)
		}
		for _, bad := range [][]byte{nil, sealed[1:], append([]byte{2}, sealed[1:]...)} {
			if _, err := o.Open('e', []byte("key"), bad); !errors.Is(err, ErrTampered) {
				t.Error(err)
			}
		}
		if _, err := o.Open('e', []byte("kez"), sealed); !errors.Is(err, ErrTampered) {
			t.Error(err)
		}
	}
}

// A record opens in its own place only, and not after any bit of it was changed.
func TestPlace(t *testing.T) {
	k := NewKey()
	sealed := k.Seal('e', []byte("key"), []byte("text"))
	other := NewKey()
	raw := append(slices.Clone(k.Bytes()[:dataSize]), other.k.id[:]...)
	moved, err := ParseKey(raw)
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() ([]byte, error){
		"bucket":        func() ([]byte, error) { return k.Open('f', []byte("key"), sealed) },
		"key":           func() ([]byte, error) { return k.Open('e', []byte("kez"), sealed) },
		"shifted":       func() ([]byte, error) { return k.Open('k', []byte("ey"), sealed) },
		"journal":       func() ([]byte, error) { return moved.Open('e', []byte("key"), sealed) },
		"data key":      func() ([]byte, error) { return k.Rotated().Open('e', []byte("key"), sealed) },
		"head for it":   func() ([]byte, error) { return k.OpenHead('e', []byte("key"), sealed) },
		"cut":           func() ([]byte, error) { return k.Open('e', []byte("key"), sealed[:len(sealed)-1]) },
		"cut to blocks": func() ([]byte, error) { return k.Open('e', []byte("key"), sealed[:overhead]) },
		"nothing":       func() ([]byte, error) { return k.Open('e', []byte("key"), nil) },
	} {
		if got, err := open(); !errors.Is(err, ErrTampered) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for i := range sealed {
		bad := slices.Clone(sealed)
		bad[i] ^= 1 << (i % 8)
		if _, err := k.Open('e', []byte("key"), bad); !errors.Is(err, ErrTampered) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
}

func TestNames(t *testing.T) {
	k := NewKey()
	again := k.Name("a")
	if k.Name("a") == k.Name("b") || k.Name("a") != again || k.Name("a") == NewKey().Name("a") {
		t.Error("names are not hidden one by one")
	}
	if k.Rotated().Journal() != k.Journal() || k.Rotated().Check() == k.Check() {
		t.Error("rotation keeps the journal and changes the key")
	}
}

func TestWraps(t *testing.T) {
	k := NewKey()
	rec, err := NewRecovery()
	if err != nil {
		t.Fatal(err)
	}
	var w Wraps
	if w.Passphrase, err = k.WrapPassphrase("four words make one", cheap); err != nil {
		t.Fatal(err)
	}
	if w.Recovery, err = k.WrapRecovery(rec.Recipient); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"four words make one", rec.Secret, " " + strings.ToLower(rec.Secret) + "\n"} {
		got, err := w.Unlock(secret)
		if err != nil || !bytes.Equal(got.Bytes(), k.Bytes()) {
			t.Errorf("unlock: %v", err)
		}
	}
	stranger, _ := NewRecovery()
	mistyped := rec.Secret[:len(rec.Secret)-1] + "Q"
	if mistyped == rec.Secret {
		mistyped = rec.Secret[:len(rec.Secret)-1] + "P"
	}
	for _, secret := range []string{"four words make two", "", stranger.Secret, mistyped, "AGE-SECRET-KEY-1"} {
		_, err := w.Unlock(secret)
		if !errors.Is(err, ErrKey) || errors.Is(err, ErrTampered) || len(secret) > 4 && strings.Contains(err.Error(), secret) {
			t.Errorf("a wrong secret: %v", err)
		}
	}
	if _, err := (Wraps{}).Unlock("four words make one"); !errors.Is(err, ErrKey) {
		t.Errorf("nothing to unlock: %v", err)
	}
	if _, err := k.WrapRecovery(rec.Secret); !errors.Is(err, ErrKey) || strings.Contains(err.Error(), rec.Secret) {
		t.Errorf("secret given as recipient: %v", err)
	}
}

// A damaged wrapping is told from a wrong passphrase wherever age can tell.
func TestDamagedWraps(t *testing.T) {
	k := NewKey()
	rec, _ := NewRecovery()
	w := Wraps{}
	w.Passphrase, _ = k.WrapPassphrase("four words make one", cheap)
	w.Recovery, _ = k.WrapRecovery(rec.Recipient)
	body := bytes.LastIndex(w.Passphrase, []byte("\n--- ")) // the header's own seal starts here
	for at := body; at < len(w.Passphrase); at++ {
		bad := slices.Clone(w.Passphrase)
		bad[at] ^= 1
		if _, err := (Wraps{Passphrase: bad}).Unlock("four words make one"); !errors.Is(err, ErrTampered) {
			t.Errorf("byte %d: %v", at, err)
		}
	}
	for n := range w.Recovery {
		if _, err := (Wraps{Recovery: w.Recovery[:n]}).Unlock(rec.Secret); err == nil {
			t.Errorf("cut to %d bytes and taken", n)
		}
	}
	dear := bytes.Replace(w.Passphrase, []byte(" 8\n"), []byte(" 21\n"), 1)
	if _, err := (Wraps{Passphrase: dear}).Unlock("four words make one"); !errors.Is(err, ErrTampered) {
		t.Errorf("work factor 21: %v", err)
	}
}

// The wrapped keys are ordinary age files: the stock library opens them.
func TestStockAge(t *testing.T) {
	k := NewKey()
	rec, _ := NewRecovery()
	byPass, _ := k.WrapPassphrase("four words make one", cheap)
	byKey, _ := k.WrapRecovery(rec.Recipient)
	pass, _ := age.NewScryptIdentity("four words make one")
	key, _ := age.ParseX25519Identity(rec.Secret)
	for _, c := range []struct {
		file []byte
		id   age.Identity
	}{{byPass, pass}, {byKey, key}} {
		r, err := age.Decrypt(bytes.NewReader(c.file), c.id)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || !bytes.Equal(b, k.Bytes()) {
			t.Errorf("%d bytes, %v", len(b), err)
		}
	}
}

// What production pays: one derivation at age's default cost.
func TestDefaultCost(t *testing.T) {
	if testing.Short() {
		t.Skip("half a second and 260 MiB")
	}
	wrapped, err := NewKey().WrapPassphrase("four words make one", Cost{})
	if err != nil || !bytes.Contains(wrapped, []byte(" 18\n")) {
		t.Errorf("%.80q, %v", wrapped, err)
	}
}

func TestBackupCut(t *testing.T) {
	var out bytes.Buffer
	rec, _ := NewRecovery()
	w, err := EncryptRecipient(&out, rec.Recipient)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(bytes.Repeat([]byte("line\n"), 40_000))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < out.Len(); n += 997 {
		r, err := Decrypt(bytes.NewReader(out.Bytes()[:n]), rec.Secret)
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if !errors.Is(err, ErrTampered) {
			t.Fatalf("cut to %d: %v", n, err)
		}
	}
}

func TestKeyFile(t *testing.T) {
	k := NewKey()
	file := k.KeyFile()
	got, err := ParseKeyFile(file)
	if err != nil || !bytes.Equal(got.Bytes(), k.Bytes()) {
		t.Fatal(err)
	}
	for i := range file[:len(file)-1] {
		bad := slices.Clone(file)
		bad[i] ^= 1
		if got, err := ParseKeyFile(bad); err == nil && bytes.Equal(got.Bytes(), k.Bytes()) == false {
			t.Errorf("byte %d changed and taken", i)
		}
		if _, err := ParseKeyFile(file[:i]); !errors.Is(err, ErrTampered) {
			t.Errorf("cut to %d: %v", i, err)
		}
	}
}

// No verb shows a key.
func TestKeyStaysQuiet(t *testing.T) {
	k := NewKey()
	for _, f := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		if s := fmt.Sprintf(f, k) + fmt.Sprintf(f, []Key{k}); strings.Contains(strings.ReplaceAll(s, "seal.Key", ""), "0") {
			t.Errorf("%s: %s", f, s)
		}
	}
}

func TestWeak(t *testing.T) {
	for pass, weak := range map[string]bool{
		"": true, "short": true, "elevenchars": true, "   padded    ": true, "three of us": true,
		"twelve chars": false, "a b c d": false, "пароль": true, "длинный пароль": false,
	} {
		if Weak(pass) != weak {
			t.Errorf("Weak(%q) = %t", pass, !weak)
		}
	}
}

func TestPhrase(t *testing.T) {
	list := make([]string, 1024)
	for i := range list {
		list[i] = fmt.Sprintf("word%04d", i)
	}
	count := make(map[string]int)
	const rounds = 4000
	for range rounds {
		p, err := Phrase(rand.Reader, list)
		if err != nil || Weak(p) {
			t.Fatal(p, err)
		}
		f := strings.Fields(p)
		if len(f) != 6 {
			t.Fatal(p)
		}
		for _, w := range f {
			count[w]++
		}
	}
	// Each word is expected 23 times; none may be missing or far too frequent.
	for _, w := range list {
		if n := count[w]; n < 3 || n > 60 {
			t.Errorf("%s came %d times of %d", w, n, rounds*6)
		}
	}
	if _, err := Phrase(strings.NewReader("short"), list); err == nil {
		t.Error("a phrase from too few random bytes")
	}
	if _, err := Phrase(rand.Reader, list[1:]); err == nil {
		t.Error("a phrase from a list on which a word is not ten bits")
	}
}

func FuzzOpen(f *testing.F) {
	k, _ := ParseKey(make([]byte, rawSize))
	f.Add(k.Seal('e', []byte("key"), []byte("text")))
	f.Add([]byte{})
	f.Add(make([]byte, overhead+padTo))
	f.Fuzz(func(t *testing.T, sealed []byte) {
		// Nobody guesses a tag: whatever opens was sealed here.
		if b, err := k.Open('e', []byte("key"), sealed); err == nil && string(b) != "text" {
			t.Errorf("opened as %q", b)
		} else if err != nil && !errors.Is(err, ErrTampered) {
			t.Error(err)
		}
	})
}

func FuzzKeyFile(f *testing.F) {
	f.Add(NewKey().KeyFile())
	f.Add([]byte(keyFileHead + "   "))
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, err := ParseKeyFile(b); err == nil && k.IsZero() {
			t.Error("no key and no error")
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	k, plain := NewKey(), make([]byte, 500)
	for b.Loop() {
		k.Seal('e', []byte("12345678"), plain)
	}
}

func BenchmarkOpen(b *testing.B) {
	k := NewKey()
	sealed := k.Seal('e', []byte("12345678"), make([]byte, 500))
	for b.Loop() {
		if _, err := k.Open('e', []byte("12345678"), sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnlock(b *testing.B) {
	k := NewKey()
	var w Wraps
	w.Passphrase, _ = k.WrapPassphrase("four words make one", Cost{})
	for b.Loop() {
		if _, err := w.Unlock("four words make one"); err != nil {
			b.Fatal(err)
		}
	}
}

// A backup goes to X25519 recipients, of which several may stand in a file with remarks,
// and to none whose secret Decrypt does not read.
func TestRecipients(t *testing.T) {
	t.Parallel()
	one, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := EncryptRecipient(&out, "# mine\n"+one.Recipient().String()+"\n\n  "+other.Recipient().String()+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "kept"); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	for _, id := range []*age.X25519Identity{one, other} {
		r, err := Decrypt(bytes.NewReader(out.Bytes()), id.String())
		if err != nil {
			t.Fatal(err)
		}
		if b, err := io.ReadAll(r); err != nil || string(b) != "kept" {
			t.Errorf("%q, %v", b, err)
		}
	}
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "# nobody\n", "age1x", hybrid.Recipient().String(), one.Recipient().String() + "\nage1x"} {
		if _, err := EncryptRecipient(io.Discard, bad); !errors.Is(err, ErrKey) {
			t.Errorf("%.12q: %v", bad, err)
		}
	}
}
