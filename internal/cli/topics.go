package cli

import (
	"github.com/recover-journal/recover/internal/guide"
	"github.com/recover-journal/recover/internal/store"
)

// topic is a page of help. It opens no journal; own content that does not load is no
// reason to show nothing.
func (o *options) topic(id string) error {
	o.prepareAnyway()
	t := o.filledTopic(id)
	if o.json {
		return writeJSON(o.env.Out, topicOut(t))
	}
	p := o.out()
	p.heading(t.Short)
	for _, s := range t.Text {
		p.blank()
		p.text(s)
	}
	p.blank()
	p.pairs("", t.Rows)
	for _, s := range t.After {
		p.blank()
		p.text(s)
	}
	p.blank()
	p.text(o.words().Say("footer.help"))
	return nil
}

// filledTopic is a topic with the places of this device.
func (o *options) filledTopic(id string) guide.Topic {
	t, _ := o.words().Topic(id)
	pairs := o.places()
	for i := range t.Rows {
		t.Rows[i][1] = guide.Fill(t.Rows[i][1], pairs...)
	}
	return t
}

// places are the pairs that name where everything lies.
func (o *options) places() []string {
	p, err := o.paths()
	if err != nil {
		return nil
	}
	return []string{"journal", p.journal, "snapshots", store.SnapshotFolder(p.journal), "settings", p.settings, "state", p.state, "keys", p.keys}
}

// topicJSON is `recover help TOPIC --json`.
type topicJSON struct {
	ID    string    `json:"id"`
	Short string    `json:"short"`
	Text  []string  `json:"text"`
	Rows  []rowJSON `json:"rows"`
	After []string  `json:"after"`
}

type rowJSON struct {
	Name string `json:"name"`
	Says string `json:"says"`
}

func topicOut(t guide.Topic) topicJSON {
	j := topicJSON{t.ID, t.Short, append([]string{}, t.Text...), []rowJSON{}, append([]string{}, t.After...)}
	for _, r := range t.Rows {
		j.Rows = append(j.Rows, rowJSON{r[0], r[1]})
	}
	return j
}
