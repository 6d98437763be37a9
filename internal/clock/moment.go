package clock

import "time"

// Moment is an instant with the zone in which it was lived. Offset is seconds east
// of UTC at that instant, kept beside the zone's name since the rules of a zone
// change by law and the moment must not.
type Moment struct {
	UTC    time.Time `json:"utc"`
	Offset int       `json:"offset"`
	Zone   string    `json:"zone"`
}

// At is the instant t as lived in zone, to the millisecond.
func At(t time.Time, zone *time.Location) Moment {
	_, offset := t.In(zone).Zone()
	return Moment{UTC: t.UTC().Truncate(time.Millisecond), Offset: offset, Zone: zone.String()}
}

// Time is the instant with its offset, for showing and for RFC 3339.
func (m Moment) Time() time.Time { return m.UTC.In(time.FixedZone("", m.Offset)) }

// IsZero says that there is no moment.
func (m Moment) IsZero() bool { return m.UTC.IsZero() }
