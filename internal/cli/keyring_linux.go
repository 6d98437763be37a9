package cli

import (
	"time"

	"golang.org/x/sys/unix"
)

// sessionKeyring is the kernel's own store of keys for a login. Every program of the
// session may read what is in it; the kernel takes a key away when its time is over.
type sessionKeyring struct{}

func systemKeyring() keyring { return sessionKeyring{} }

// ring is the keyring of the session, or of the user where the session has none: to add
// a key to a session without one would make a keyring that ends with this process.
func ring() (int, error) { return unix.KeyctlGetKeyringID(unix.KEY_SPEC_SESSION_KEYRING, false) }

// possessor alone may do anything with the key.
const possessor = 0x3f000000

func (sessionKeyring) keep(name string, secret []byte, d time.Duration) error {
	to, err := ring()
	if err != nil {
		return err
	}
	id, err := unix.AddKey("user", name, secret, to)
	if err != nil {
		return err
	}
	if _, err = unix.KeyctlInt(unix.KEYCTL_SET_TIMEOUT, id, int(d.Seconds()), 0, 0); err == nil {
		err = unix.KeyctlSetperm(id, possessor)
	}
	if err != nil { // never one that stays
		_, _ = unix.KeyctlInt(unix.KEYCTL_REVOKE, id, 0, 0, 0)
	}
	return err
}

func (sessionKeyring) recall(name string) []byte {
	in, err := ring()
	if err != nil {
		return nil
	}
	id, err := unix.KeyctlSearch(in, "user", name, 0)
	if err != nil {
		return nil
	}
	b := make([]byte, 256)
	n, err := unix.KeyctlBuffer(unix.KEYCTL_READ, id, b, 0)
	if err != nil || n > len(b) {
		return nil
	}
	return b[:n]
}

func (sessionKeyring) forget(name string) {
	in, err := ring()
	if err != nil {
		return
	}
	if id, err := unix.KeyctlSearch(in, "user", name, 0); err == nil {
		_, _ = unix.KeyctlInt(unix.KEYCTL_REVOKE, id, 0, 0, 0)
		_, _ = unix.KeyctlInt(unix.KEYCTL_UNLINK, id, in, 0, 0)
	}
}
