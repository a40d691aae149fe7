package account

// Place is the place of a subject that is no account among the counts of a purpose.
func (c *Core) Place(p Purpose, subject string) string {
	return place(p, c.pepper.Hash("attempts", c.system, string(p), subject))
}
