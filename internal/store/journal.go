package store

import (
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"time"

	"github.com/recover-journal/recover/internal/seal"
)

// Journal is a journal's place and its key. It holds no file and may be used by
// several goroutines, except while its key changes (Rewrite).
type Journal struct {
	path string
	key  seal.Key
	o    Options

	mu    sync.Mutex
	sight Sight
}

// Options are what a caller may choose about a Journal.
type Options struct {
	// Timeout is how long to wait for another window; zero is two seconds.
	Timeout time.Duration

	// OneHeader says that the person was told of ErrHeader and wants to go on with
	// the header page that is left.
	OneHeader bool

	// Older opens a journal of an earlier schema, too, as it is: to copy or to verify it.
	Older bool

	// Sight is what Journal.Sight gave the last time; with the zero Sight the file is
	// looked at whole when it is first opened.
	Sight Sight

	// Changed is told of the commit after each change that was kept.
	Changed func(commit uint64)

	// point is called at named places, for tests: to fail there, or to die.
	point func(string) error

	// steps come after those of the program, for tests.
	steps []migration

	// trusted says for tests that the file looks as it did, whatever it looks like.
	trusted bool
}

const defaultTimeout = 2 * time.Second

func (o Options) timeout() time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return defaultTimeout
}

func (o Options) at(name string) error {
	if o.point == nil {
		return nil
	}
	return o.point(name)
}

// Open names a journal and its key. It touches no file: what is wrong with either
// is said by View and Update.
func Open(path string, key seal.Key, o Options) *Journal {
	return &Journal{path: path, key: key, o: o, sight: o.Sight}
}

// Path is where the journal was said to be.
func (j *Journal) Path() string { return j.path }

// Key is the key that opens it.
func (j *Journal) Key() seal.Key { return j.key }

// View runs f over the journal as it is. f must not keep tx, nor open the journal for
// writing: it would wait for itself.
func (j *Journal) View(ctx context.Context, f func(tx *Tx) error) error {
	return j.run(ctx, false, f)
}

// Update runs f and keeps all that it did, or, with any error, nothing. When it
// returns nil, the change is on the disk. An f that changes nothing costs no write.
//
// After ErrDisk the change may or may not be there: the disk said no after it had
// taken bytes. Counter tells.
func (j *Journal) Update(ctx context.Context, f func(tx *Tx) error) error {
	return j.run(ctx, true, f)
}

func (j *Journal) run(ctx context.Context, write bool, f func(*Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s, err := open(ctx, j.path, write, j.Sight(), j.o)
	if err != nil {
		return j.doubt(err)
	}
	defer s.close()
	tx, err := s.begin(j.key)
	if err != nil {
		return j.doubt(err)
	}
	if err := f(tx); err != nil {
		return j.doubt(err)
	}
	j.see(s.sight)
	if !write {
		return j.doubt(tx.broken)
	}
	if err := s.commit(tx); err != nil {
		return j.doubt(err)
	}
	j.see(s.sight)
	if tx.changed && j.o.Changed != nil {
		j.o.Changed(tx.head.Commit)
	}
	return nil
}

// doubt has the file looked at whole the next time, after damage or a failed disk.
func (j *Journal) doubt(err error) error {
	if errors.Is(err, ErrDamaged) || errors.Is(err, ErrDisk) {
		j.see(Sight{})
	}
	return err
}

// Peek reads what a journal says without a key: enough to unlock it. It waits as long
// as Options say.
func Peek(ctx context.Context, path string, o Options) (h Header, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	s, err := openAt(ctx, path, false, func(Sight) depth { return onTheWay }, o)
	if err != nil {
		return Header{}, err
	}
	defer s.close()
	b, err := s.transaction()
	if err != nil {
		return Header{}, err
	}
	err = guard("clear bucket", func() error {
		h, err = readHeader(b.Bucket([]byte{bClear}), o.schema())
		return err
	})
	return h, err
}
