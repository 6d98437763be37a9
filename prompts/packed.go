package prompts

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// packed.bin is three parts behind their lengths (uint32, little-endian as all that
// follows): the structure and the letter's rules, each file as "name size\n" and its
// text, as flate; the table of the letter's model, which is 747 KB as it lies in its
// file, see model.go; and the words, see words.go.
const parts = 3

// modelName is the table, which is packed in a way of its own.
const modelName = "letter/model.bin"

// unpacked are the packed files but the table, read at the first that is asked for. A
// test holds that they can be read.
var unpacked = sync.OnceValue(func() map[string]string {
	b, err := io.ReadAll(flate.NewReader(bytes.NewReader(part(0))))
	if err != nil {
		panic(fmt.Sprintf("packed.bin: %v", err))
	}
	files, rest := map[string]string{}, string(b)
	for rest != "" {
		head, body, _ := strings.Cut(rest, "\n")
		name, number, _ := strings.Cut(head, " ")
		size, err := strconv.Atoi(number)
		if err != nil || size > len(body) {
			panic("packed.bin: a file is cut short")
		}
		files[name], rest = body[:size], body[size:]
	}
	return files
})

func part(i int) []byte {
	rest := packed
	for ; ; i-- {
		size := binary.LittleEndian.Uint32(rest)
		if i == 0 {
			return rest[4 : 4+size]
		}
		rest = rest[4+size:]
	}
}

// Pack is packed.bin for these files.
func Pack(files fs.FS) ([]byte, error) {
	var plain bytes.Buffer
	var table []byte
	var names []string
	var texts [][]byte
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isPacked(name) && !isWords(name) {
			return err
		}
		b, err := fs.ReadFile(files, name)
		switch {
		case name == modelName:
			table = fold(b)
		case isWords(name):
			names, texts = append(names, name), append(texts, b)
		default:
			fmt.Fprintf(&plain, "%s %d\n%s", name, len(b), b)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var z bytes.Buffer
	w, _ := flate.NewWriter(&z, flate.BestCompression) // there is this level
	w.Write(plain.Bytes())
	w.Close()
	var out []byte
	for _, b := range [parts][]byte{z.Bytes(), table, packWords(names, texts)} {
		out = append(binary.LittleEndian.AppendUint32(out, uint32(len(b))), b...)
	}
	return out, nil
}

func isPacked(name string) bool {
	folder, _, inside := strings.Cut(name, "/")
	if !inside {
		return name == "journey.yaml" || name == "evidence.yaml"
	}
	return slices.Contains([]string{"letter", "stages", "events"}, folder)
}

// isWords says that a file is among those that are packed one by one: the words of a
// language, what is to be noticed in it, the kinds of the log and the help lines. The one
// that nearly every command reads lies ready in the first language, where unpacking it
// would be felt most.
func isWords(name string) bool {
	folder, _, inside := strings.Cut(name, "/")
	return path.Ext(name) == ".yaml" && name != readyName &&
		(inside && (len(folder) == len("en") || folder == "safety" || folder == "log") || name == "resources.yaml")
}
