package keys

import "golang.org/x/sys/unix"

const (
	getTermios = unix.TCGETS
	setTermios = unix.TCSETS
	setFlushed = unix.TCSETSF // and forgets what was typed and not read
)
