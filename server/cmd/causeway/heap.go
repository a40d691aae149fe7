package main

// untouched is how much of the heap is set aside for nothing. The collector runs when the heap has doubled, and the heap of this program is so small
// that it would run every few hundred requests; this makes it half as often. What is never touched takes no memory.
const untouched = 4 << 20

// setAside returns what the program has to keep while it serves: nothing where the operator has told the collector himself when to run.
func setAside(env environment) []byte {
	if env.getenv("GOGC") != "" || env.getenv("GOMEMLIMIT") != "" {
		return nil
	}
	return make([]byte, untouched)
}
