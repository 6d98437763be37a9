//go:build !linux

package screen

// Cooked is looked at on Linux only.
func (s *Screen) Cooked() bool { return true }

// Echoes is looked at on Linux only; elsewhere it says what is hoped for.
func (s *Screen) Echoes() bool { return false }
