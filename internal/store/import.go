package store

// StartAnew takes every fact away, so that those of another journal may be taken in
// whole. It is for a journal that is not in use yet: whoever calls it has made sure.
func (tx *Tx) StartAnew() error {
	list, err := tx.numbered(bFacts)
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := tx.remove(bFacts, append([]byte(nil), r.key...)); err != nil {
			return err
		}
	}
	tx.head.tally(bFacts).Next = firstEntry
	return nil
}
