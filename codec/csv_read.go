package codec

import (
	"reflect"
	"strings"

	"github.com/causeway-gateway/causeway/codec/internal/plan"
)

func (c *csvCodec) Decode(data []byte, v any) error {
	t, rv, err := target(v)
	if err != nil {
		return err
	}
	text := strings.TrimPrefix(string(data), bom)
	lines, err := csvLines(text)
	if err == nil {
		r := csvReader{o: &c.o}
		err = r.document(t, rv, lines)
	}
	return named(behind(err, data, text), "csv")
}

// A csvLine is a row and where it begins.
type csvLine struct {
	text string
	at   int
}

type csvReader struct{ o *TextOptions }

// document reads rows into a list, or the first row into an object: the rows into its first list where its class has them in that.
func (r *csvReader) document(t *plan.Type, v reflect.Value, lines []csvLine) error {
	switch {
	case t.Kind == plan.List:
		return r.rows(t, v, lines)
	case t.Kind != plan.Object:
		return &Error{Offset: 0, Expected: "a list or an object", Err: ErrUnsupported}
	}
	if inner, ok := firstList(t); ok {
		return r.rows(inner.Type, inner.Value(v), lines)
	}
	if len(lines) == 0 {
		return nil
	}
	return r.first(t, v, lines)
}

// first reads the first row. The others have to be readable, too.
func (r *csvReader) first(t *plan.Type, v reflect.Value, lines []csvLine) error {
	names, err := header(lines[0])
	if err != nil {
		return err
	}
	for i, line := range lines[1:] {
		if i > 0 {
			v = t.New().Elem()
		}
		if err := r.row(t, v, names, line); err != nil {
			return err
		}
	}
	return nil
}

func firstList(t *plan.Type) (*plan.Member, bool) {
	if !t.Class.FirstList {
		return nil, false
	}
	for _, m := range t.Class.Members {
		if m.Type.Kind == plan.List && m.CLR != "ResponseStatus" {
			return m, true
		}
	}
	return nil, false
}

func (r *csvReader) rows(t *plan.Type, v reflect.Value, lines []csvLine) error {
	list := newList(t, v)
	if len(lines) == 0 {
		return list.store(v)
	}
	item := t.Elem.Base()
	switch {
	case item.Kind == plan.Map && item.Elem.Base().Kind == plan.String:
		return r.dictionaries(t, v, lines)
	case item.Kind != plan.Object && len(lines) > 1:
		return r.lines(t, v, lines)
	case item.Kind != plan.Object:
		return r.scalars(t, v, lines[0])
	}
	names, err := header(lines[0])
	if err != nil {
		return err
	}
	for i, line := range lines[1:] {
		at := list.grow()
		if at.Kind() == reflect.Pointer {
			at.Set(reflect.New(item.Go))
			at = at.Elem()
		}
		if err := r.row(item, at, names, line); err != nil {
			return locate(err, index(i))
		}
	}
	return list.store(v)
}

// scalars reads the cells of the only line as items.
func (r *csvReader) scalars(t *plan.Type, v reflect.Value, line csvLine) error {
	list := newList(t, v)
	at := line.at
	for i, cell := range csvCells(line.text) {
		if t.Elem.Base().Kind == plan.String && unquoteJSV(cell) == "" {
			return &Error{Offset: int64(at), Expected: "a text in each cell", Err: ErrMalformed, original: nullReference}
		}
		if err := r.cell(t.Elem, list.grow(), cell); err != nil {
			return locate(moved(err, at), index(i))
		}
		at += len(cell) + 1
	}
	return list.store(v)
}

// lines reads each line as one item: a text as it stands.
func (r *csvReader) lines(t *plan.Type, v reflect.Value, lines []csvLine) error {
	list := newList(t, v)
	for i, line := range lines {
		at := list.grow()
		if t.Elem.Base().Kind == plan.String {
			setKey(t.Elem, at, line.text, r.o)
			continue
		}
		if err := r.cell(t.Elem, at, line.text); err != nil {
			return locate(moved(err, line.at), index(i))
		}
	}
	return list.store(v)
}

// dictionaries reads each line behind the first as a map by the names in that, which keep their blanks.
func (r *csvReader) dictionaries(t *plan.Type, v reflect.Value, lines []csvLine) error {
	list := newList(t, v)
	names := csvCells(lines[0].text)
	for i, line := range lines[1:] {
		if err := r.dictionary(t.Elem, list.grow(), names, line); err != nil {
			return locate(err, index(i))
		}
	}
	return list.store(v)
}

func (r *csvReader) dictionary(t *plan.Type, v reflect.Value, names []string, line csvLine) error {
	cells := csvCells(line.text)
	if len(cells) < len(names) {
		return &Error{Offset: int64(line.at), Expected: "as many cells as names", Err: ErrMalformed, original: noSuchName}
	}
	entries := newEntries(t, v)
	for i, name := range names {
		key, value := entries.fresh()
		if err := r.cell(t.Key, key, name); err != nil {
			return moved(err, line.at)
		}
		if err := r.cell(t.Elem, value, cells[i]); err != nil {
			return locate(moved(err, line.at), name)
		}
		entries.add()
	}
	return entries.store(v)
}

// header reads the names of the columns. Each has to have one.
func header(line csvLine) ([]string, error) {
	cells := csvCells(line.text)
	for i, cell := range cells {
		name := unquoteJSV(cell)
		if name == "" {
			return nil, &Error{Offset: int64(line.at), Expected: "a name for each column", Err: ErrMalformed, original: nullReference}
		}
		cells[i] = strings.TrimSpace(name)
	}
	return cells, nil
}

func (r *csvReader) row(t *plan.Type, v reflect.Value, names []string, line csvLine) error {
	at := line.at
	for i, cell := range csvCells(line.text) {
		if i >= len(names) {
			return &Error{Offset: int64(at), Expected: "as many cells as names", Err: ErrMalformed, original: noSuchName}
		}
		if m := t.Class.Find(names[i]); m != nil {
			if err := r.cell(m.Type, m.Value(v), cell); err != nil {
				return located(moved(err, at), m, m.Wire())
			}
		}
		at += len(cell) + 1
	}
	return nil
}

// cell reads one cell as JSV; in a string member the quotes of a cell are all there is to undo.
func (r *csvReader) cell(t *plan.Type, v reflect.Value, cell string) error {
	if t.Kind == plan.Pointer && (cell == "" || cell == `""`) {
		v.SetZero()
		return nil
	}
	front := 0
	if t.Base().Kind != plan.String && strings.HasPrefix(cell, `"`) {
		cell, front = unquoteJSV(cell), 1
	}
	s := jsvSource{}
	s.reset(cell, r.o)
	s.depth, s.tok = 1, token{end: len(s.text), kind: bareToken}
	err := t.Read(&s, v)
	if e, ok := err.(*Error); ok && e.Err == ErrValue && e.original == "" { //nolint:errorlint // made by the source, never wrapped
		e.original = s.cellFault(t.Base())
	}
	return moved(err, front)
}

// cellFault is what the original says of the token at hand, which is a cell for a t or an item in it.
func (s *jsvSource) cellFault(t *plan.Type) string {
	if t.Kind != plan.List {
		return cellFault(t, s.plain(), false)
	}
	return cellFault(t.Elem.Base(), s.plain(), true)
}

// csvLines splits text at line breaks outside of quotes; empty lines are dropped. Ours: a text that ends within the
// quotes of a cell is malformed.
func csvLines(text string) ([]csvLine, error) {
	var lines []csvLine
	start, quoted, opened := 0, false, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (text[i] != '\n' || quoted) {
			if text[i] == '"' {
				if quoted = !quoted; quoted && (i == 0 || text[i-1] != '"') {
					opened = i
				}
			}
			continue
		}
		line := text[start:i]
		if i < len(text) {
			line = strings.TrimSuffix(line, "\r")
		}
		if line != "" {
			lines = append(lines, csvLine{line, start})
		}
		start = i + 1
	}
	if quoted && (opened == 0 || text[opened-1] == ',' || text[opened-1] == '\n') {
		return nil, &Error{Offset: int64(len(text)), Expected: "the end of a quoted cell", Err: ErrMalformed}
	}
	return lines, nil
}

// csvCells splits a line into cells. Whatever stands behind the end of one is taken for the comma.
func csvCells(line string) []string {
	var cells []string
	for i := 0; ; {
		end := cellEnd(line, i)
		cells = append(cells, line[i:end])
		if end >= len(line) {
			return cells
		}
		i = end + 1
	}
}

// cellEnd is where the cell at i ends: behind its quotes or brackets where it begins with some that are closed, or else
// at a comma. Ours: a text may begin with }, which the original writes without quotes and then reads as no cell.
func cellEnd(line string, i int) int {
	if i == len(line) {
		return i
	}
	end := 0
	switch line[i] {
	case '"':
		return quotedCell(line, i)
	case '{':
		end = bracketedCell(line, i, '}')
	case '[':
		end = bracketedCell(line, i, ']')
	}
	if end > 0 {
		return end
	}
	if n := strings.IndexByte(line[i:], ','); n >= 0 {
		return i + n
	}
	return len(line)
}

// quotedCell is where the quotes that open at i end; doubled ones stand for themselves.
func quotedCell(line string, i int) int {
	for i++; i < len(line); i++ {
		if line[i] != '"' {
			continue
		}
		if i++; i == len(line) || line[i] != '"' {
			return i
		}
	}
	return len(line)
}

// bracketedCell is where the bracket that opens at i is closed, or 0.
func bracketedCell(line string, i int, closing byte) int {
	quoted, depth := false, 0
	for at := i; at < len(line); at++ {
		switch c := line[at]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == line[i]:
			depth++
		case c == closing:
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return 0
}
