package clock

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Zone is the zone with the given IANA name. "Local" and the empty name are no
// zones: a journal must mean the same place on every machine.
func Zone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fmt.Errorf("zone: %q names no place", name)
	}
	zone, err := time.LoadLocation(name)
	if err != nil { // a machine without zone tables counts the same days
		return carriedZone(name)
	}
	return zone, nil
}

// carriedZone is a zone by the tables that the program carries.
func carriedZone(name string) (*time.Location, error) {
	t, ok := tables()[name]
	if !ok {
		return nil, fmt.Errorf("zone: %q is not known", name)
	}
	return time.LoadLocationFromTZData(name, t.bytes())
}

// DeviceZone is the IANA name of the zone that this machine is set to: $TZ, else
// what the system's own setting names, else UTC.
func DeviceZone() string {
	if tz, ok := os.LookupEnv("TZ"); ok {
		tz = strings.TrimPrefix(tz, ":")
		if _, err := Zone(tz); err == nil {
			return tz
		}
		return "UTC" // what Go, too, makes of an empty or unknown $TZ
	}
	if name := time.Local.String(); name != "Local" {
		return name
	}
	if link, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(link), "zoneinfo/"); ok {
			if _, err := Zone(name); err == nil {
				return name
			}
		}
	}
	if b, err := os.ReadFile("/etc/timezone"); err == nil {
		if name := strings.TrimSpace(string(b)); name != "" {
			if _, err := Zone(name); err == nil {
				return name
			}
		}
	}
	return "UTC"
}
