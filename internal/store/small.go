package store

import (
	"encoding/binary"
	"encoding/json"
)

// Beside the undo slot its bucket keeps some small things of the journal itself.
const (
	smallForgotten = "f" // the last commit that removed words or put others in their place
	smallLost      = "l" // what that was, as a list of lost
	smallRewritten = "w" // the commit as which the file was last written anew
	smallRecovery  = "r" // the recipient of the recovery key
)

func (tx *Tx) small(key string) (uint64, error) {
	body, err := tx.get(bUndo, []byte(key))
	if err != nil || body == nil {
		return 0, err
	}
	if len(body) != 8 {
		return 0, tx.damage("bucket %c: number of %d bytes", bUndo, len(body))
	}
	return binary.BigEndian.Uint64(body), nil
}

func (tx *Tx) setSmall(key string, n uint64) error {
	return tx.put(bUndo, []byte(key), binary.BigEndian.AppendUint64(nil, n))
}

// lost is something that was forgotten: an entry by its number, or what stood under a name
// on a shelf. One that names neither may be anything.
type lost struct {
	Commit uint64 `json:"commit"` // as of which it is in no view
	Number uint64 `json:"number,omitempty"`
	Shelf  Shelf  `json:"shelf,omitempty"`
	Name   string `json:"name,omitempty"`
}

// mostLost is how many are told apart; of those before it is only known that they were.
const mostLost = 64

// forget notes that from this commit on something is in no view any more whose sealed
// bytes are still in the file, and in older snapshots.
func (tx *Tx) forget(what lost) error {
	if tx.moving { // a migration moves words, and nobody asked it to forget
		return nil
	}
	list, err := tx.losses()
	if err != nil {
		return err
	}
	what.Commit = tx.head.Commit + 1
	if list = append(list, what); len(list) > mostLost {
		list = append([]lost{{Commit: list[mostLost/2-1].Commit}}, list[mostLost/2:]...)
	}
	b, err := json.Marshal(list)
	if err != nil {
		return err
	}
	if err := tx.put(bUndo, []byte(smallLost), b); err != nil {
		return err
	}
	return tx.setSmall(smallForgotten, what.Commit)
}

// losses are the things that were forgotten, the first of them first.
func (tx *Tx) losses() (list []lost, err error) {
	body, err := tx.get(bUndo, []byte(smallLost))
	if err != nil {
		return nil, err
	}
	if body != nil {
		if json.Unmarshal(body, &list) != nil {
			return nil, tx.damage("bucket %c: list", bUndo)
		}
		return list, nil
	}
	if at, err := tx.small(smallForgotten); err != nil || at != 0 { // kept by an earlier version
		return []lost{{Commit: at}}, err
	}
	return nil, nil
}

// holds says that the journal, a snapshot, has words that were forgotten since.
func (tx *Tx) holds(l lost) (bool, error) {
	switch {
	case tx.head.Commit >= l.Commit:
		return false, nil
	case l.Number != 0:
		body, err := tx.get(bEntries, number(l.Number))
		if err != nil || body == nil {
			return false, err
		}
		was, err := decodeLine(body)
		return err == nil && !was.stub(), err
	case l.Shelf != 0:
		_, ok, err := tx.latest(l.Shelf, l.Name)
		return ok, err
	}
	return true, nil
}

// unforgotten says that such bytes are in the file still.
func (tx *Tx) unforgotten() (bool, error) {
	forgotten, err := tx.small(smallForgotten)
	if err != nil || forgotten == 0 {
		return false, err
	}
	rewritten, err := tx.small(smallRewritten)
	return forgotten > rewritten, err
}

// rewritten notes that the file is about to be written anew without what was
// forgotten, unless that still waits in the undo slot: then it is to be written anew
// once more.
func (tx *Tx) rewritten() error {
	forgotten, err := tx.small(smallForgotten)
	if err != nil {
		return err
	}
	if waits, err := tx.undoneSince(forgotten); err != nil || waits {
		return err
	}
	return tx.setSmall(smallRewritten, tx.head.Commit+1)
}

// undoneSince says that the undo slot was filled by a commit, which was not the first.
func (tx *Tx) undoneSince(commit uint64) (bool, error) {
	if _, ok, err := tx.Undo(); err != nil || !ok || commit == 0 {
		return false, err
	}
	plain, err := tx.key.Open(bUndo, []byte(undoKey), tx.bucket(bUndo).Get([]byte(undoKey)))
	if err != nil {
		return false, tx.damage("undo slot")
	}
	return binary.BigEndian.Uint64(plain) == commit, nil
}

// Recovery is the recipient of the recovery key, or "". It is sealed, so that nobody
// can exchange it: a new data key is wrapped to it.
func (tx *Tx) Recovery() (recipient string, err error) {
	body, err := tx.get(bUndo, []byte(smallRecovery))
	return string(body), err
}

// SetRecovery keeps the recipient of the recovery key; with "" there is none.
func (tx *Tx) SetRecovery(recipient string) error {
	if recipient == "" {
		return tx.remove(bUndo, []byte(smallRecovery))
	}
	return tx.put(bUndo, []byte(smallRecovery), []byte(recipient))
}
