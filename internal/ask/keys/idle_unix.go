//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package keys

import "io"

// Watch has Read and Next watch for nobody being there, until it is given nil.
func (k *Reader) Watch(idle *Idle) { k.idle = idle }

// Written says that lines of the open question were typed before: it is half answered,
// and is never locked.
func (k *Reader) Written(half bool) { k.written = half }

// await waits for a byte. asked says that there is none, but that the question was left
// for a while and drawn anew.
func (k *Reader) await() (asked bool, err error) {
	if k.idle != nil && !k.halfTyped() {
		k.idle.Touch()
		for !k.readable(k.glance) {
			if k.over() {
				return false, io.EOF
			}
			if k.idle.Over() {
				return true, k.lock()
			}
		}
		return false, nil
	}
	if !k.readable(-1) {
		return false, io.EOF
	}
	return false, nil
}

// halfTyped says that something was typed which is kept nowhere yet.
func (k *Reader) halfTyped() bool {
	return k.written || string(k.line.text) != k.given || len(k.raw) > 0 || k.paste != nil
}

// lock leaves the open question for what Lock does, and draws it anew.
func (k *Reader) lock() error {
	open := k.question
	k.question = question{}
	held, idle := k.line, k.idle
	k.line, k.idle = line{}, nil // nobody watches the secret that opens it again
	err := idle.Lock()
	k.question, k.line, k.idle = open, held, idle
	if err != nil {
		return err
	}
	return k.redraw()
}
