package store

// Facts are all facts in the order in which they were appended. None is missing: the
// head knows how many there are and which.
func (tx *Tx) Facts() ([][]byte, error) {
	list, err := tx.numbered(bFacts)
	if err != nil {
		return nil, err
	}
	facts := make([][]byte, len(list))
	for i, r := range list {
		if facts[i], err = tx.unseal(bFacts, r.key, r.sealed); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// AppendFacts adds facts at the end. A fact is never changed and never removed.
func (tx *Tx) AppendFacts(facts ...[]byte) error {
	for _, f := range facts {
		if _, err := tx.append(bFacts, f); err != nil {
			return err
		}
	}
	return nil
}

// Undo is what SetUndo put into the one undo slot, or nothing.
func (tx *Tx) Undo() (plain []byte, ok bool, err error) {
	body, err := tx.get(bUndo, []byte(undoKey))
	return body, body != nil, err
}

// SetUndo fills the undo slot; what was in it is gone.
func (tx *Tx) SetUndo(plain []byte) error { return tx.put(bUndo, []byte(undoKey), plain) }

// ClearUndo empties the undo slot.
func (tx *Tx) ClearUndo() error { return tx.remove(bUndo, []byte(undoKey)) }
