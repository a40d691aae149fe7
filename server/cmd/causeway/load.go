package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// configFile is read from the working folder where no other file is named.
const configFile = "causeway.toml"

// A mistake is something in the configuration that must be mended before the server can start.
type mistake struct {
	place string // file:line, variable or flag; empty where the trouble is that nothing is said
	key   string
	text  string
}

func (m mistake) Error() string {
	parts := slices.DeleteFunc([]string{m.place, m.key, m.text}, func(s string) bool { return s == "" })
	return strings.Join(parts, ": ")
}

// sources are where settings come from; load asks them in order, so that the later wins.
type sources struct {
	file   string // causeway.toml; empty: the one in the working folder, if there is one
	getenv func(string) string
	flags  map[string]string // by name, only those that were given
	demo   bool
}

// load puts a configuration together. The keys that somebody set are in given, with the place.
func (s sources) load() (c *config, given map[string]string, mistakes []mistake) {
	c, given = defaults(), make(map[string]string)
	c.Demo = s.demo
	mistakes = s.readFile(c, given)
	for _, set := range c.settings() {
		if text := s.getenv(set.env()); text != "" {
			mistakes = append(mistakes, set.take(text, set.env(), given)...)
		}
		if text, ok := s.flags[set.flag()]; ok {
			mistakes = append(mistakes, set.take(text, "--"+set.flag(), given)...)
		}
	}
	if s.demo {
		c.demonstrate(given, s.getenv)
	}
	return c, given, mistakes
}

func (s setting) take(text, place string, given map[string]string) []mistake {
	given[s.key] = place
	if err := s.parse(text); err != nil {
		return []mistake{{place, s.key, s.hide(err.Error())}}
	}
	return nil
}

// hide keeps the value of a secret out of a message.
func (s setting) hide(text string) string {
	if s.secret() {
		return "is not " + s.wants()
	}
	return text
}

// demonstrate sets what the demonstration needs and nobody set: a folder for everything, and listeners that clients find without a resolver.
func (c *config) demonstrate(given map[string]string, getenv func(string) string) {
	if given["data"] == "" {
		c.Data = ".data"
	}
	if given["keys"] == "" && getenv(new(keys).texts()[0].env()) == "" {
		c.Keys = c.Data + "/keys.toml"
	}
	if given["notify.folder"] == "" {
		c.Notify.Folder = c.Data + "/outbox"
	}
	if given["listen"] != "" {
		return
	}
	for name, system := range c.Systems {
		if given[name+".listen"] == "" {
			system.Listen = demoListeners[name]
		}
	}
}

func (s sources) readFile(c *config, given map[string]string) []mistake {
	path := s.file
	if path == "" {
		path = configFile
	}
	text, err := os.ReadFile(path)
	if err != nil {
		if s.file == "" && errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return []mistake{{place: path, text: "cannot be read: " + reason(err)}}
	}
	var tree map[string]any
	if _, err := toml.Decode(string(text), &tree); err != nil {
		return []mistake{syntax(path, err)}
	}
	return assignAll(c, given, path, string(text), tree)
}

// assignAll gives each key of a file to its setting, in the order of the file.
func assignAll(c *config, given map[string]string, path, text string, tree map[string]any) (mistakes []mistake) {
	values := make(map[string]any)
	flatten("", tree, values)
	lines := keyLines(text)
	names := slices.SortedFunc(maps.Keys(values), func(a, b string) int { return lines[a] - lines[b] })
	known := make(map[string]setting)
	for _, s := range c.settings() {
		known[s.key] = s
	}
	for _, key := range names {
		place := fmt.Sprintf("%s:%d", path, lines[key])
		s, ok := known[key]
		if !ok {
			mistakes = append(mistakes, mistake{place, key, "is not a key; \"causeway config\" prints them all"})
			continue
		}
		given[key] = place
		if err := s.assign(values[key]); err != nil {
			mistakes = append(mistakes, mistake{place, key, s.hide(err.Error())})
		}
	}
	return mistakes
}

func flatten(prefix string, tree map[string]any, into map[string]any) {
	for name, value := range tree {
		if section, ok := value.(map[string]any); ok {
			flatten(prefix+name+".", section, into)
			continue
		}
		into[prefix+name] = value
	}
}

// keyLines says on which line of a TOML text each key stands, by its full name. Tables within a line are not looked into.
func keyLines(text string) map[string]int {
	lines := make(map[string]int)
	section := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && !strings.Contains(line, "=") {
			section = bare(strings.Trim(strings.SplitN(line, "#", 2)[0], "[] \t")) + "."
			continue
		}
		if name, _, ok := strings.Cut(line, "="); ok && !strings.HasPrefix(line, "#") {
			lines[section+bare(name)] = i + 1
		}
	}
	return lines
}

// bare is a dotted TOML key without quotes and blanks.
func bare(key string) string {
	return strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "").Replace(key)
}

func syntax(path string, err error) mistake {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		m := mistake{place: fmt.Sprintf("%s:%d", path, parse.Position.Line), key: parse.LastKey, text: parse.Message}
		if (setting{key: m.key}).secret() {
			m.text = "is not written as TOML wants it" // the parser's text may quote the value
		}
		return m
	}
	return mistake{place: path, text: err.Error()}
}

// reason is an error of the file system without the path, which the message names already.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
