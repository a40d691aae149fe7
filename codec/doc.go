/*
Package codec spells shapes the way .NET does: a struct of package dto, or of your own, becomes the bytes that a
ServiceStack or ASP.NET Web API host would send, and what their clients send becomes the struct again.

Start with [JSON], [JSV], [XML], [CSV], [JSONL] (ServiceStack), [JsonNet] and [XmlSerializer] (Web API) or
[SystemTextJSON]; each takes its options once and returns a [Codec] that is safe to share. [Bind], [Fill], [AppendQuery]
and [AppendURL] do query strings, paths and forms. Which format a request asks for is none of this package's business.

# Declaring a class

A Go struct is a .NET class. Its blank field carries what the class says of itself, an embedded struct is its base class,
and a member needs a tag only where it differs from the rule:

	type ResetPassword struct {
		_ struct{} `clr:"WebService.ServiceModel"`
		BaseRequest
		EmailAddress string
		Password     string `dto:"secret"`
	}

Tags of the blank field:

	clr:"Ns"        CLR namespace
	name:"X"        CLR name, where the Go type is called otherwise
	contract:""     a [DataContract], with its name or ""
	xmlns:"uri"     contract namespace
	assembly:"A"    assembly, for __type
	reference:""    [DataContract(IsReference = true)]
	csv:""          [Csv(CsvBehavior.FirstEnumerable)]: the rows of CSV are those of the first list, as in a [DataContract]
	struct:""       a CLR struct, which JSON writes by its String method
	abstract:""     an abstract class
	noctor:""       no constructor without parameters: neither kind of XML takes it; with "plain": DataContract XML does
	xmlroot:"x"     name of the root in XmlSerializer XML, xmlrootns:"uri" its namespace
	entry:""        an entry of an ordered dictionary, which is a slice of structs Key and Value
	pair:""         a KeyValuePair

A blank field of type [0]T with the tag arg is a generic argument, of type *T with the tag known a known type.

Options of a member's dto tag, separated by commas:

	ignore or -              no member at all; stands alone
	name=X                   DataMember.Name
	clr=X                    the .NET name where Go cannot spell it
	order=1                  DataMember.Order
	omitdefault              DataMember.EmitDefaultValue = false
	required                 DataMember.IsRequired, which XML and Json.NET demand; JSON and JSV do not
	secret                   errors never show its value
	nomember                 without [DataMember] in a [DataContract] class
	getter, gettext          getter only; gettext: a collection of that kind, which XML reads into
	private, privateset      a private member, which JSON, JSV and DataContract XML know; a setter that is not public
	isfield, override        a field, not a property; a property that overrides one of the base class
	field=m_X                the field behind it, by whose name DataContract XML knows it
	array                    a CLR array, not a list
	notext, nocsv            not in JSON, JSV and CSV; not in CSV
	noxml, noplain           not in DataContract XML; not in XmlSerializer XML
	nonet, nosystem          not in Json.NET's JSON; not in System.Text.Json's
	json=X, rank=1           JsonProperty.PropertyName and Order
	xml=X, xmlorder=1        XmlElement.ElementName and Order
	attr, item=X, flat       [XmlAttribute]; [XmlArrayItem] and its name; a list without an element around it
	default=X                [DefaultValue], as JSON spells it

Members are of the Go type that comes closest: int is a CLR int, int64 a long, uint8 a byte, float64 a double, *T a nullable
value, []T a list, map[K]V a dictionary. The others:

	decimal            decimal.Decimal of github.com/shopspring/decimal
	Guid               uuid.UUID of github.com/google/uuid
	DateTime           time.Time
	DateTimeOffset     [DateTimeOffset], with [DateOnly], [TimeOnly], [TimeSpan], [Char] and [URI] for the types of these names
	object             any

An enum is a named integer with the method

	Enum() (names []string, values []int64, flags bool)

and, where it has them, EnumMembers and XMLEnum (its texts in the same order) and ContractTags (the tags of a class).
A method ShouldSerializeX() bool decides whether member X is written; SetDefaults() stands for the constructor. A type with
MarshalText and UnmarshalText is a scalar of its own.

# What becomes of a value

	                JSON                      JSV                     DataContract XML          XmlSerializer   Json.NET
	null            left out                  left out                i:nil="true"              left out (1)    null
	bool            true                      True                    true                      true            true
	number          12, 1.10, 1E+21           same                    same, INF                 same, INF       1.0, 1.10
	string          "a\nb"                    a b, "a,b", "a""b"      escaped                   escaped         "a\nb"
	time.Time       "\/Date(981173106000)\/"  2001-02-03T04:05:06Z    2001-02-03T04:05:06Z      as DataContract "2001-02-03T04:05:06Z"
	TimeSpan        "PT1M30S"                 PT1M30S                 PT1M30S                   PT1M30S         "00:01:30"
	GUID            "0123...cdef" (32)        0123...cdef (32)        with dashes               with dashes     with dashes
	enum, flags     "Green", 5                Green, 5                Green, A C                Green, A C      2, 5
	[]byte          "AQID"                    AQID                    AQID                      AQID            "AQID"
	list            [1,2]                     [1,2]                   <int>1</int>...           <int>1</int>... [1,2]
	map             {"k":"v"}                 {k:v}                   <KeyValueOf...>           not possible    {"k":"v"}
	base class      after the class           after the class         before the class          before          after

(1) A nullable value is xsi:nil="true". A fraction of a second has seven digits in JSV, elsewhere as many as it needs. CSV
cells, query strings and forms are JSV, the last two without the quotes of a text and the brackets of a list; JSON Lines are
JSON. System.Text.Json writes ISO 8601 times, camelCase names and escapes all but plain ASCII.

A string that is "" is null; a *string tells the two apart. A slice, map or pointer is null when it is nil. A time.Time
carries its CLR Kind by its location: [time.UTC], [Unspecified], or any other for Local.

# What is read

The readers are as lenient as the originals with documents that are complete: missing quotes, odd separators, text behind
the end, names in any case, numbers in strings; a value that a member cannot take leaves the member alone (JSON and JSV,
unless [TextOptions.Strict]). They differ on purpose in four things: a document that ends inside a string, an object or a
list is refused; nesting is bounded, by 64 unless the options say otherwise; a type's name in a document is never obeyed;
JSV over several lines, as ServiceStack's documents show it, means what it looks like. XML with a document type, a
processing instruction or an entity that XML does not define is refused. Time is linear in the size of a document.

Errors are of type [*Error] (of [JsonNet], [*ReadErrors]; of [Bind], [*BindError]) and name format, offset and member, never
the value of a member marked secret. Those of writing name the member too.
*/
package codec
