//go:build !linux

package main_test

func keyringWorks() bool { return false }
