//go:build unix

package main_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recover-journal/recover/internal/screen"
	"github.com/recover-journal/recover/internal/seal"
	"github.com/recover-journal/recover/internal/store"
)

// journals are the journal and the snapshots: every such file under a HOME.
func journals(t *testing.T, home string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(home, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".db") {
			list = append(list, name)
		}
		return err
	})
	if err != nil || len(list) < 2 {
		t.Fatalf("%v: %v", list, err)
	}
	return list
}

// opens says how many of the files a secret opens: a passphrase or recovery key, or the
// naked key.
func opens(t *testing.T, files []string, secret string, key seal.Key) (n int) {
	t.Helper()
	for _, file := range files {
		h, err := store.Peek(context.Background(), file, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		k := key
		if secret != "" {
			if k, err = h.Wraps.Unlock(secret); errors.Is(err, seal.ErrKey) {
				continue
			} else if err != nil {
				t.Fatal(err)
			}
		}
		err = store.Open(file, k, store.Options{}).View(context.Background(), (*store.Tx).Verify)
		if err == nil {
			n++
		} else if !errors.Is(err, seal.ErrKey) {
			t.Fatal(err)
		}
	}
	return n
}

func keyFileOf(t *testing.T, home string) seal.Key {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(home, ".config", "recover", "keys", "*"))
	if len(names) != 1 {
		t.Fatalf("key files: %v", names)
	}
	b, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.ParseKeyFile(b)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// What opened a journal before its seal was changed opens nothing under HOME after:
// neither the journal nor a snapshot. And what was written is all there.
func TestOldPassphraseOpensNothing(t *testing.T) {
	scrypt.Lock()
	defer scrypt.Unlock()
	home := begun(t, "start.json")
	folder := t.TempDir()
	one, two := filepath.Join(folder, "one"), filepath.Join(folder, "two")
	if err := errors.Join(os.WriteFile(one, []byte("first passphrase of all\n"), 0o600), os.WriteFile(two, []byte("second passphrase of all\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	want := must(t, home, "", "answers", "--json")
	t.Setenv("RECOVER_PASSPHRASE_FILE", "")
	naked := keyFileOf(t, home)
	must(t, home, "", "passphrase", "set", "--new-file", one)
	files := journals(t, home)
	if n := opens(t, files, "", naked); n != 0 {
		t.Errorf("the key of the key file opens %d of %d", n, len(files))
	}
	if keys, _ := filepath.Glob(filepath.Join(home, ".config", "recover", "keys", "*")); len(keys) != 0 {
		t.Errorf("key files: %v", keys)
	}
	if _, _, status := call(home, "", "status"); status != 5 {
		t.Errorf("status %d without a passphrase", status)
	}

	t.Setenv("RECOVER_PASSPHRASE_FILE", one)
	must(t, home, "", "passphrase", "change", "--new-file", two)
	files = journals(t, home)
	if n := opens(t, files[:2], "first passphrase of all", seal.Key{}); n != 0 {
		t.Errorf("the old passphrase opens %d", n)
	}
	if n := opens(t, files[:2], "second passphrase of all", seal.Key{}); n != 2 {
		t.Errorf("the new passphrase opens %d of 2", n)
	}

	t.Setenv("RECOVER_PASSPHRASE_FILE", two)
	h, err := store.Peek(context.Background(), files[0], store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	before, err := h.Wraps.Unlock("second passphrase of all")
	if err != nil {
		t.Fatal(err)
	}
	must(t, home, "", "passphrase", "rotate")
	if n := opens(t, journals(t, home), "", before); n != 0 {
		t.Errorf("the old data key opens %d", n)
	}
	must(t, home, "", "passphrase", "remove")
	t.Setenv("RECOVER_PASSPHRASE_FILE", "")
	files = journals(t, home)
	if n := opens(t, files, "", keyFileOf(t, home)); n != len(files) {
		t.Errorf("the key file opens %d of %d", n, len(files))
	}
	if got := must(t, home, "", "answers", "--json"); got != want {
		t.Error("other answers")
	}
}

// A recovery key is made at a terminal, shown once, typed back in part and taken off the
// screen; a new data key brings a new one, and the old one opens nothing.
func TestRecoveryKeyAgain(t *testing.T) {
	scrypt.Lock()
	defer scrypt.Unlock()
	home := begun(t, "start.json")
	const phrase = "a passphrase for the screen"
	run := func(args ...string) *screen.Screen {
		return screen.Start(t, screen.Options{Env: environment(home), Cols: 100, Rows: 40}, program, args...)
	}
	choose := func(s *screen.Screen, left bool) string {
		s.WaitFor("Passphrase for this")
		s.Type(phrase + "\r")
		s.WaitFor("same passphrase again")
		s.Type(phrase + "\r")
		s.WaitFor("last 6 characters")
		key := recoveryKey(t, s)
		s.Type("wrong!\r")
		s.WaitFor("not the last 6")
		s.Type(key[len(key)-6:] + "\r")
		if status := s.End(); status != 0 {
			t.Fatalf("status %d\n%s", status, s.Text())
		}
		if stands := strings.Contains(s.Text(), "AGE-SECRET-KEY"); stands != left || left != strings.Contains(s.Text(), "may still stand") {
			t.Errorf("the key stands on the screen: %t\n%s", stands, s.Text())
		}
		return key
	}
	lines := begun(t, "start.json") // in lines nothing is taken off
	choose(screen.Start(t, screen.Options{Env: environment(lines), Cols: 100, Rows: 40}, program, "passphrase", "set", "--plain"), true)
	first := choose(run("passphrase", "set"), false)
	if n := opens(t, journals(t, home), first, seal.Key{}); n != len(journals(t, home)) {
		t.Errorf("the recovery key opens %d", n)
	}
	// Left before the end is typed back: nothing has changed.
	s := run("passphrase", "rotate")
	s.WaitFor("Passphrase:")
	s.Type(phrase + "\r")
	s.WaitFor("last 6 characters")
	s.Type("\x03")
	if status := s.End(); status != 130 {
		t.Errorf("status %d", status)
	}
	if n := opens(t, journals(t, home), first, seal.Key{}); n != len(journals(t, home)) {
		t.Errorf("the recovery key opens %d after a rotation that was left", n)
	}
	s = run("passphrase", "rotate")
	s.WaitFor("Passphrase:")
	s.Type(phrase + "\r")
	s.WaitFor("last 6 characters")
	second := recoveryKey(t, s)
	s.Type(second[len(second)-6:] + "\r")
	if status := s.End(); status != 0 {
		t.Fatalf("status %d\n%s", status, s.Text())
	}
	files := journals(t, home)
	if n := opens(t, files, first, seal.Key{}); n != 0 {
		t.Errorf("the old recovery key opens %d", n)
	}
	if n := opens(t, files, second, seal.Key{}); n != len(files) {
		t.Errorf("the new recovery key opens %d of %d", n, len(files))
	}
	if err := noMark(home, phrase, first, second); err != nil {
		t.Error(err)
	}
}

// A file that was set aside cannot be sealed anew, since nothing reads it. A new
// passphrase is laid over its old seal, so that the old one opens nothing under HOME; and
// with both, every byte of it is there. The same again at the next change.
func TestOldPassphraseAside(t *testing.T) {
	home, secret := sealed(t)
	backup := filepath.Join(t.TempDir(), "backup.age")
	must(t, home, "", "backup", backup)
	file := journalOf(home)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bad := whole[:len(whole)/2]
	if err := os.WriteFile(file, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, home, "", "restore", backup, "--yes")
	aside := func() []string {
		list, err := filepath.Glob(filepath.Join(filepath.Dir(file), "snapshots", "aside-*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list := aside(); len(list) != 1 {
		t.Fatalf("set aside: %v", list)
	}
	if found := anywhere(t, home, batteryStaple); len(found) < 3 {
		t.Fatalf("before, it opens %v, so that proves nothing", found)
	}
	secrets := []string{batteryStaple}
	for i, phrase := range []string{"second passphrase of all", "third passphrase of all"} {
		next := filepath.Join(t.TempDir(), "next")
		if err := os.WriteFile(next, []byte(phrase), 0o600); err != nil {
			t.Fatal(err)
		}
		said := must(t, home, "", "passphrase", "change", "--new-file", next)
		if err := os.WriteFile(secret, []byte(phrase), 0o600); err != nil {
			t.Fatal(err)
		}
		secrets = append(secrets, phrase)
		list := aside()
		if len(list) != 1 || !strings.Contains(strings.Join(strings.Fields(said), ""), list[0]) {
			t.Fatalf("set aside: %v, and it says:\n%s", list, said)
		}
		b, err := os.ReadFile(list[0])
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, bad[4096:8192]) {
			t.Error("the old file is there to be read")
		}
		for _, old := range secrets[:len(secrets)-1] {
			if _, err := seal.Decrypt(bytes.NewReader(b), old); !errors.Is(err, seal.ErrKey) {
				t.Errorf("change %d: an old passphrase: %v", i, err)
			}
			if found := anywhere(t, home, old); len(found) != 0 {
				t.Errorf("change %d: an old passphrase opens %v", i, found)
			}
		}
		for j := len(secrets) - 1; j > 0; j-- {
			r, err := seal.Decrypt(bytes.NewReader(b), secrets[j])
			if err != nil {
				t.Fatal(err)
			}
			if b, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(b, bad) {
			t.Error("with every passphrase it is another file")
		}
	}
	must(t, home, "", "purge", "--yes")
	if list := aside(); len(list) != 0 {
		t.Errorf("after purge: %v", list)
	}
}

// anywhere looks at every file under a HOME, whatever it is: at its pages for wrapped
// keys, in use or not, and whether it is an age file. It says what a secret opens.
func anywhere(t *testing.T, home, secret string) (opened []string) {
	t.Helper()
	err := filepath.WalkDir(home, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if seal.IsSealed(bytes.NewReader(b)) {
			if _, err := seal.Decrypt(bytes.NewReader(b), secret); err == nil {
				opened = append(opened, name)
			}
		}
		wraps, _, err := store.Wrappings(name)
		for _, w := range wraps {
			if _, err := w.Unlock(secret); err == nil {
				opened = append(opened, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func journalOf(home string) string {
	return filepath.Join(home, ".local", "share", "recover", "journal.db")
}
