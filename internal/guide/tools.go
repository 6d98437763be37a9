package guide

// Coach is a sentence of the coach (CONTENT.md 10.2) by its keys, one in the other:
// "steps", "3", "more". The pairs fill what stands in braces, as in Say.
func (g *Guide) Coach(keys []string, pairs ...string) string {
	return g.tool("coach.yaml", keys, pairs)
}

// Urge is a sentence of the urge timer (CONTENT.md 7.1) by its key, filled as in Say.
func (g *Guide) Urge(key string, pairs ...string) string {
	return g.tool("urge.yaml", []string{key}, pairs)
}

// Config is what is said of a setting, by its key and then "short", "long" or "takes",
// filled as in Say.
func (g *Guide) Config(key, part string, pairs ...string) string {
	return g.tool("config.yaml", []string{key, part}, pairs)
}

func (g *Guide) tool(name string, keys, pairs []string) string {
	return Fill(orID(g.words(name).at(keys...).text(), keys[len(keys)-1]), pairs...)
}
