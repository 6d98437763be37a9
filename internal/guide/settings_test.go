package guide_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recover-journal/recover/internal/guide"
)

func settings(t *testing.T, src string) (guide.Settings, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	return guide.ReadSettings(file)
}

func TestReadSettings(t *testing.T) {
	got, err := settings(t, "# mine\ncountry: nz # here\nplain: yes\nmasked: false\nlang: xx\ncolour: never\npager: less -R\neditor: vim\nprompts: /own\nany-editor: on\n")
	want := guide.Settings{"country": "NZ", "plain": "true", "masked": "false", "lang": "xx", "colour": "never", "pager": "less -R", "editor": "vim", "prompts": "/own", "any-editor": "true"}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("%v\n%s", err, d)
	}
	for _, src := range []string{"", "\n", "# only a comment\n", "country:\n", "{}\n", "---\n"} {
		if got, err := settings(t, src); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v", src, got, err)
		}
	}
	if got, err := guide.ReadSettings(filepath.Join(t.TempDir(), "none")); err != nil || len(got) != 0 {
		t.Errorf("no file: %v, %v", got, err)
	}
}

// NO is a country, and not a no.
func TestNorway(t *testing.T) {
	b, err := guide.SetSetting("f", nil, guide.Country, "NO")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := settings(t, string(b)); err != nil || got[guide.Country] != "NO" {
		t.Errorf("%q: %v %v", b, got, err)
	}
	if got, err := settings(t, "country: no\n"); err != nil || got[guide.Country] != "NO" {
		t.Errorf("%v %v", got, err)
	}
}

func TestSettingFaults(t *testing.T) {
	for _, c := range []struct {
		src, code, key, near string
		line                 int
	}{
		{"plain: true\ncontry: NZ\n", "unknown", "contry", "country", 2},
		{"secret-thing-of-mine: x\n", "unknown", "secret-thing-of-mine", "", 1},
		{"country: Atlantis\n", "value", "country", "", 1},
		{"plain: perhaps\n", "value", "plain", "", 1},
		{"lang: ../en\n", "value", "lang", "", 1},
		{"colour: always\n", "value", "colour", "", 1},
		{"plain: [true]\n", "value", "plain", "", 1},
		{"plain: true\nplain: false\n", "twice", "plain", "", 2},
		{"country: [\n", "shape", "", "", 1},
		{"- plain\n", "shape", "", "", 1},
		{"plain\n", "shape", "", "", 1},
	} {
		_, err := settings(t, c.src)
		var f *guide.SettingFault
		if !errors.As(err, &f) {
			t.Errorf("%q: %v", c.src, err)
			continue
		}
		if f.Code != c.code || f.Key != c.key || f.Near != c.near || f.Line < 1 || f.Code != "shape" && f.Line != c.line {
			t.Errorf("%q: %+v", c.src, f)
		}
	}
}

// A person's comments stay, and so does all that was not meant. Blank lines may go.
func TestSetSetting(t *testing.T) {
	const mine = "# what I chose\n\n# for the lines\ncountry: NZ # here\n# for the reader\nplain: true\ncontry: xx\n"
	for _, c := range []struct{ key, value, want string }{
		{"country", "IE", strings.Replace(mine, "NZ", "IE", 1)},
		{"masked", "true", mine + "masked: true\n"},
		{"contry", "", strings.Replace(mine, "contry: xx\n", "", 1)},
		{"pager", "", mine},
	} {
		got, err := guide.SetSetting("f", []byte(mine), c.key, c.value)
		if d := cmp.Diff(c.want, string(got)); d != "" || err != nil {
			t.Errorf("%s %s: %v\n%s", c.key, c.value, err, d)
		}
	}
	for _, c := range []struct{ src, key, value, want string }{
		{"", "plain", "true", "plain: true\n"},
		{"# only this\n", "plain", "true", "# only this\n\nplain: true\n"},
		{"plain: true\n", "plain", "", ""},
		{"{plain: true}\n", "country", "NZ", "plain: true\ncountry: NZ\n"},
	} {
		got, err := guide.SetSetting("f", []byte(c.src), c.key, c.value)
		if d := cmp.Diff(c.want, string(got)); d != "" || err != nil {
			t.Errorf("%q %s %s: %v\n%s", c.src, c.key, c.value, err, d)
		}
	}
	if _, err := guide.SetSetting("f", []byte("a: ["), "plain", "true"); err == nil {
		t.Error("a broken file was written over")
	}
}
