package store

import "encoding/binary"

// Beside the undo slot its bucket keeps some small things of the journal itself.
const (
	smallForgotten = "f" // the last commit that removed words or put others in their place
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

// forget notes that from this commit on something is in no view any more whose sealed
// bytes are still in the file, and in older snapshots.
func (tx *Tx) forget() error {
	if tx.moving { // a migration moves words, and nobody asked it to forget
		return nil
	}
	return tx.setSmall(smallForgotten, tx.head.Commit+1)
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
