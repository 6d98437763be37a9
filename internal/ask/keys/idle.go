package keys

// Idle watches a question that nobody touches.
type Idle struct {
	// Touch is called when a wait for a key begins.
	Touch func()
	// Over is asked about once a second while a key is awaited and nothing is half typed.
	Over func() bool
	// Lock is called when Over said so. It may ask for a Secret. With an error the question
	// ends with that; else it is drawn once more, as after Ctrl-Z.
	Lock func() error
}
