package screen

import "golang.org/x/sys/unix"

// Cooked says whether the terminal echoes, reads by line and makes signals of keys,
// as a shell expects it.
func (s *Screen) Cooked() bool {
	s.t.Helper()
	mode, err := unix.IoctlGetTermios(int(s.terminal.Fd()), unix.TCGETS)
	if err != nil {
		s.t.Fatal(err)
	}
	const all = unix.ECHO | unix.ICANON | unix.ISIG
	return mode.Lflag&all == all
}

// Echoes says whether the terminal shows what is typed by itself.
func (s *Screen) Echoes() bool {
	s.t.Helper()
	mode, err := unix.IoctlGetTermios(int(s.terminal.Fd()), unix.TCGETS)
	if err != nil {
		s.t.Fatal(err)
	}
	return mode.Lflag&unix.ECHO != 0
}
