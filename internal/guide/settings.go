package guide

import (
	"errors"
	"io/fs"
	"os"

	"go.yaml.in/yaml/v3"
)

// Settings are what a person chose once for every command. None of them is a secret:
// the file lies in the clear.
type Settings struct {
	Country string `yaml:"country,omitempty"` // two letters, for help lines
	Lang    string `yaml:"lang,omitempty"`    // of the words; absent, the environment's
	Plain   bool   `yaml:"plain,omitempty"`   // ask line by line
	Masked  bool   `yaml:"masked,omitempty"`  // lists do not show what was written
	Prompts string `yaml:"prompts,omitempty"` // a folder of own content

	AnyEditor bool `yaml:"any-editor,omitempty"` // take an editor that may keep copies elsewhere
}

// ReadSettings reads the settings of a file. No file is no settings; an unknown key
// is an error (Faults) with its line.
func ReadSettings(file string) (s Settings, err error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	defer f.Close()
	d := yaml.NewDecoder(f)
	d.KnownFields(true)
	if err := d.Decode(&s); err != nil && err.Error() != "EOF" {
		return Settings{}, Faults{{File: file, What: err.Error()}}
	}
	return s, nil
}

// Bytes are the settings as a file holds them.
func (s Settings) Bytes() ([]byte, error) { return yaml.Marshal(s) }
