package codec_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/causeway-gateway/causeway/codec"
)

// A base class in a CLR namespace of its own, and a class that derives from it.
type (
	Envelope struct {
		_           struct{} `clr:"Shop.Base"`
		Description string
		Successful  bool
	}
	Receipt struct {
		_ struct{} `clr:"Shop"`
		Envelope
		OrderId int
		Lines   []string
	}
)

func exampleReceipt() *Receipt {
	return &Receipt{Envelope: Envelope{Successful: true}, OrderId: 7, Lines: []string{"2 x 3\"", "tea"}}
}

func show(c codec.Codec, v any) {
	text, err := c.Append(nil, v)
	fmt.Println(string(text), err)
}

func ExampleJSON() {
	show(codec.JSON(codec.TextOptions{Case: codec.CamelCase}), exampleReceipt())
	// Output: {"orderId":7,"lines":["2 x 3\"","tea"],"successful":true} <nil>
}

func ExampleJSV() {
	show(codec.JSV(codec.TextOptions{}), exampleReceipt())
	// Output: {OrderId:7,Lines:["2 x 3""",tea],Successful:True} <nil>
}

func ExampleXML() {
	show(codec.XML(codec.XMLOptions{OmitDeclaration: true}), &Receipt{OrderId: 7})
	// Output: <Receipt xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/Shop"><Description i:nil="true" xmlns="http://schemas.datacontract.org/2004/07/Shop.Base" /><Successful xmlns="http://schemas.datacontract.org/2004/07/Shop.Base">false</Successful><Lines xmlns:d2p1="http://schemas.microsoft.com/2003/10/Serialization/Arrays" i:nil="true" /><OrderId>7</OrderId></Receipt> <nil>
}

func ExampleCSV() {
	text, _ := codec.CSV(codec.TextOptions{}).Append(nil, []Receipt{*exampleReceipt()})
	fmt.Print(strings.ReplaceAll(string(text), "\r\n", "\n"))
	// Output:
	// OrderId,Lines,Description,Successful
	// 7,"[""2 x 3"""""",tea]",,True
}

func ExampleJSONL() {
	text, _ := codec.JSONL(codec.TextOptions{}).Append(nil, []Receipt{{OrderId: 1}, {OrderId: 2}})
	fmt.Print(string(text))
	// Output:
	// {"OrderId":1,"Successful":false}
	// {"OrderId":2,"Successful":false}
}

func ExampleXmlSerializer() {
	show(codec.XmlSerializer(codec.XmlSerializerOptions{}), exampleReceipt())
	// Output: <Receipt xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Successful>true</Successful><OrderId>7</OrderId><Lines><string>2 x 3"</string><string>tea</string></Lines></Receipt> <nil>
}

func ExampleJsonNet() {
	show(codec.JsonNet(codec.JsonNetOptions{}), exampleReceipt())
	// Output: {"OrderId":7,"Lines":["2 x 3\"","tea"],"Description":null,"Successful":true} <nil>
}

func ExampleSystemTextJSON() {
	show(codec.SystemTextJSON(codec.TextOptions{}), exampleReceipt())
	// Output: {"orderId":7,"lines":["2 x 3\u0022","tea"],"successful":true} <nil>
}

func ExampleBind() {
	var r Receipt
	err := codec.Bind(&r, []codec.Pair{{Name: "orderid", Value: "x"}, {Name: "lines", Value: "a,b"}, {Name: "successful", Value: "on"}}, codec.TextOptions{})
	var bad *codec.BindError
	fmt.Println(errors.As(err, &bad), bad.Fields[0].Message)
	fmt.Println(r.Lines, r.Successful)
	// Output:
	// true 'x' is an Invalid value for 'orderid'
	// [a b] true
}

func ExampleAppendQuery() {
	query, _ := codec.AppendQuery(nil, exampleReceipt())
	fmt.Println(string(query))
	// Output: orderId=7&lines=2+x+3%22,tea&successful=True
}

func ExampleAppendURL() {
	url, _ := codec.AppendURL(nil, exampleReceipt(), "GET /orders/{OrderId}", "POST /orders")
	fmt.Println(string(url))
	// Output: /orders/7?lines=%5B%222%20x%203%22%22%22%2Ctea%5D&successful=True
}

// A Celsius is a scalar of its own: it says how it is spelled, and every format can carry it.
type Celsius struct{ Degrees int }

func (c Celsius) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%d C", c.Degrees), nil }

func (c *Celsius) UnmarshalText(text []byte) error {
	_, err := fmt.Sscanf(string(text), "%d C", &c.Degrees)
	return err
}

func Example_customScalar() {
	type Reading struct {
		_    struct{} `clr:"Weather"`
		Temp Celsius
	}
	show(codec.JSV(codec.TextOptions{}), &Reading{Temp: Celsius{21}})
	var r Reading
	fmt.Println(codec.JSON(codec.TextOptions{}).Decode([]byte(`{"temp":"-4 C"}`), &r), r.Temp.Degrees)
	// Output:
	// {Temp:21 C} <nil>
	// <nil> -4
}

func ExampleTextOptions_Scope() {
	o := codec.TextOptions{Case: codec.CamelCase}.Scope("inv,epcn")
	show(codec.JSON(o), &Receipt{})
	// Output: {"OrderId":0,"Lines":null,"Description":null,"Successful":false} <nil>
}
