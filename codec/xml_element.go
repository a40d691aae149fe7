package codec

// toElement goes on to the next start tag.
func (s *xmlScanner) toElement() error {
	for {
		event, err := s.next()
		if err != nil || event == xmlBegin {
			return err
		}
	}
}

// skip reads to the end of the element at hand.
func (s *xmlScanner) skip() error {
	for depth := 1; depth > 0; {
		event, err := s.next()
		switch {
		case err != nil:
			return err
		case event == xmlBegin:
			depth++
		case event == xmlEnd:
			depth--
		}
	}
	return nil
}

// textContent is the text of the element at hand, which may have no elements in it.
func (s *xmlScanner) textContent() (string, error) {
	text, child, err := s.content()
	if err == nil && child != "" {
		err = s.misfit("text, not the element " + child)
	}
	return text, err
}

// misfit says that what was read last is no value of its member.
func (s *xmlScanner) misfit(expected string) error {
	return &Error{Offset: int64(s.pos), Expected: expected, Err: ErrValue}
}
