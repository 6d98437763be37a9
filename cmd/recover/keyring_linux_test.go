package main_test

import "golang.org/x/sys/unix"

// keyringWorks says whether the kernel lets a program use its keyring here: a container
// may not.
func keyringWorks() bool {
	in, err := unix.KeyctlGetKeyringID(unix.KEY_SPEC_SESSION_KEYRING, false)
	if err != nil {
		return false
	}
	id, err := unix.AddKey("user", "recover test", []byte("x"), in)
	if err != nil {
		return false
	}
	_, err = unix.KeyctlInt(unix.KEYCTL_UNLINK, id, in, 0, 0)
	return err == nil
}
