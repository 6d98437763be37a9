//go:build !linux

package cli

// onNetwork and openSwap are known on Linux only.
func onNetwork(string) bool { return false }

func openSwap() bool { return false }
