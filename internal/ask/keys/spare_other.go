//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package keys

import (
	"errors"
	"os"
)

// Spared is no terminal of this system.
type Spared struct{}

// Spare is not done here.
func Spare(*os.File) (Spared, error) { return Spared{}, errors.ErrUnsupported }

// HandOut is not done here.
func (Spared) HandOut() error { return errors.ErrUnsupported }

// Back does nothing here.
func (Spared) Back() {}
