// Package clock knows civil days, zones and moments, and says what time it is.
//
// A Day is a date on somebody's calendar and belongs to no zone. A Moment is an
// instant together with the zone in which it was lived, so that a journal read
// years later, and elsewhere, still says "half past nine in the evening". The two
// meet only through a zone that the caller names: nothing here guesses one but
// DeviceZone.
//
// Promises. Now is the program's only look at the wall clock; everyone else is
// handed the time. Days are counted as a calendar counts them, so a change of the
// clocks makes no day longer than one. The start of a day is never put earlier
// than the day itself, also where a change of the clocks falls on midnight.
// The zone tables are carried along (zones.bin), so that a machine without them counts
// the same.
//
// A build with the tag fakeclock takes Now from $RECOVER_NOW, for tests. No other
// build contains that name.
package clock
