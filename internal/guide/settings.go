package guide

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/recover-journal/recover/internal/journal"
)

// Settings are what a person chose once for every command, by their keys. None of them
// is a secret: the file lies in the clear. Every value is one that Value takes.
type Settings map[string]string

// The keys of settings.
const (
	Country   = "country"    // two letters, for help lines
	Lang      = "lang"       // of the words
	Plain     = "plain"      // ask line by line
	Colour    = "colour"     // "auto" or "never"
	Masked    = "masked"     // lists do not show what was written
	Pager     = "pager"      // a command line, or "none"
	Editor    = "editor"     // a command line
	AnyEditor = "any-editor" // take an editor that may keep copies elsewhere
	Prompts   = "prompts"    // a folder of own content
)

// SettingKeys are all keys, in the order in which they are shown.
func SettingKeys() []string {
	return []string{Country, Lang, Plain, Colour, Masked, Pager, Editor, AnyEditor, Prompts}
}

// On says that a setting of yes or no is set to yes.
func (s Settings) On(key string) bool { return s[key] == "true" }

// SettingFault is what is wrong with a file of settings, and where. It holds no value.
type SettingFault struct {
	File string
	Line int    // from 1, or 0
	Key  string // or ""
	Near string // the key that was meant, or ""
	Code string // "unknown", "value", "twice" or "shape"
}

// Error names the place.
func (f *SettingFault) Error() string {
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, f.Key, f.Code)
}

// NearSetting is the key that somebody meant, or "".
func NearSetting(key string) string {
	return journal.Near(strings.ToLower(key), SettingKeys())
}

// Value is a value as it is kept, or false where a setting does not take it. Whether
// there are words in a language depends on the content: see Speaks.
func Value(key, value string) (string, bool) {
	value = strings.TrimSpace(value)
	switch key {
	case Country:
		return strings.ToUpper(value), len(value) == 2 && strings.Trim(strings.ToUpper(value), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	case Lang:
		return strings.ToLower(value), isID(strings.ToLower(value))
	case Colour:
		return value, value == "auto" || value == "never"
	case Plain, Masked, AnyEditor:
		switch strings.ToLower(value) {
		case "true", "yes", "on":
			return "true", true
		case "false", "no", "off":
			return "false", true
		}
		return "", false
	}
	return value, value != "" && !strings.ContainsAny(value, "\x00\n\r\x1b")
}

// ReadSettings reads the settings of a file. No file is no settings. Its error is a
// *SettingFault, or says why the file could not be read.
func ReadSettings(file string) (Settings, error) {
	src, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return Settings{}, nil
	}
	if err != nil {
		return nil, err
	}
	_, root, err := settingsIn(file, src)
	if err != nil {
		return nil, err
	}
	s := Settings{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		f := &SettingFault{File: file, Line: key.Line, Key: key.Value}
		kept, ok := Value(key.Value, value.Value)
		_, twice := s[key.Value]
		switch {
		case !slices.Contains(SettingKeys(), key.Value):
			f.Code, f.Near = "unknown", NearSetting(key.Value)
			return nil, f
		case twice:
			f.Code = "twice"
			return nil, f
		case empty(value):
			continue
		case value.Kind != yaml.ScalarNode || !ok:
			f.Code = "value"
			return nil, f
		}
		s[key.Value] = kept
	}
	return s, nil
}

// settingsIn is the document in a file of settings, and the mapping in it.
func settingsIn(file string, src []byte) (doc, root *yaml.Node, err error) {
	f := &SettingFault{File: file, Line: 1, Code: "shape"}
	doc = &yaml.Node{}
	if err := yaml.Unmarshal(src, doc); err != nil {
		_, _ = fmt.Sscanf(err.Error(), "yaml: line %d:", &f.Line)
		return nil, nil, f
	}
	if doc.Kind == 0 { // nothing, or comments that belong to nothing
		root = &yaml.Node{Kind: yaml.MappingNode}
		doc = &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{root}, HeadComment: strings.TrimSpace(string(src))}
		return doc, root, nil
	}
	if root = doc.Content[0]; empty(root) {
		root.Kind, root.Tag, root.Value = yaml.MappingNode, "", ""
	}
	if root.Kind != yaml.MappingNode {
		f.Line = root.Line
		return nil, nil, f
	}
	return doc, root, nil
}

// SetSetting is a file of settings with another value for a key, or without it where the
// value is "". All else in it stays, the person's own comments too. file is its name, for
// faults.
func SetSetting(file string, src []byte, key, value string) ([]byte, error) {
	doc, root, err := settingsIn(file, src)
	if err != nil {
		return nil, err
	}
	at := -1
	for i := 0; i+1 < len(root.Content) && at < 0; i += 2 {
		if root.Content[i].Value == key {
			at = i
		}
	}
	switch {
	case value == "" && at < 0:
	case value == "":
		root.Content = slices.Delete(root.Content, at, at+2)
	case at < 0:
		root.Content = append(root.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, settingNode(key, value))
	default:
		n := settingNode(key, value)
		n.HeadComment, n.LineComment, n.FootComment = root.Content[at+1].HeadComment, root.Content[at+1].LineComment, root.Content[at+1].FootComment
		root.Content[at+1] = n
	}
	if len(root.Content) == 0 {
		return []byte(commentsOf(doc, root)), nil
	}
	root.Style = 0 // a flow mapping has no room for comments
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(doc); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

func settingNode(key, value string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: value}
	if value != "true" && value != "false" {
		n.Tag = "!!str" // NO is a country
	}
	return n
}

// commentsOf is what stands beside the settings in a file that has none any more.
func commentsOf(nodes ...*yaml.Node) (all string) {
	for _, n := range nodes {
		for _, c := range []string{n.HeadComment, n.LineComment, n.FootComment} {
			if c != "" {
				all += c + "\n"
			}
		}
	}
	return all
}
