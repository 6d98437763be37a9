//go:build !unix

package store

import "testing"

// children: elsewhere only damaged files are read by a child; nobody can be killed or
// starved of disk there by signals and limits.
func children() map[string]func(*testing.T, string) {
	return map[string]func(*testing.T, string){"damage": childReadsDamaged}
}
