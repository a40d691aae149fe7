package plan

// A Kind says what a value is on the wire, whatever Go type holds it.
type Kind uint8

// The kinds. Those before Object are scalars.
const (
	Invalid   Kind = iota
	Bool           // bool
	Int            // int8 to int64, Bits wide
	Uint           // uint8 to uint64, Bits wide
	Float          // float32, float64
	Decimal        // decimal.Decimal
	Character      // Char
	String         // string; "" is null
	GUID           // uuid.UUID
	Time           // time.Time, the CLR Kind by its location
	Offset         // DateTimeOffset
	Date           // DateOnly
	Clock          // TimeOnly
	Span           // TimeSpan
	Bytes          // []byte
	Address        // URI; "" is null
	Enum           // a named integer with an Enum method
	Text           // encoding.TextMarshaler and TextUnmarshaler
	TypeRef        // TypeName: a System.Type
	Exception      // Failure: a System.Exception
	Object         // a struct: a .NET class or struct
	List           // a slice or an array
	Map            // a Go map, or a slice of entries
	Pointer        // *T: a nullable value, or a reference to a class
	Any            // an interface: the value decides
	Derived        // Of[T]: T or a class derived from it
)

// Scalar reports whether values of kind k are one piece of text.
func (k Kind) Scalar() bool { return k > Invalid && k < Object }

// A Case is how the names of members are spelled in JSON and JSV.
type Case uint8

// The casings.
const (
	Declared Case = iota
	Pascal
	Camel
	Snake
	cases
)
