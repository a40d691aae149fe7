package codec_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/causeway-gateway/causeway/codec"
)

// TestXMLLikeTheOriginal reads what DataContractSerializer reads, and refuses what it refuses. Want is the value in JSON,
// or nothing for a refusal.
func TestXMLLikeTheOriginal(t *testing.T) {
	const dates = `<a:DateTime>2001-02-03T04:05:06</a:DateTime><a:OffsetMinutes>60</a:OffsetMinutes>`
	for _, tt := range []struct {
		into       any
		text, want string
	}{
		{&Lists{}, `<Lists><IntArray xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><b:int>1</b:int><q/></IntArray></Lists>`, ``},
		{&Lists{}, `<Lists><Ints xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><b:int>1</b:int><q/></Ints></Lists>`, `{"Ints":[1]}`},
		{&Lists{}, `<Lists><Items i:type="x"/></Lists>`, ``},
		{&Lists{}, `<Lists><Items i:type="ArrayOfItem"/></Lists>`, `{"Items":[]}`},
		{&VColor{}, `<VColor><V i:type="x">Green</V></VColor>`, ``},
		{&VPerm{}, "<VPerm><V>Read\nWrite</V></VPerm>", ``},
		{&VPerm{}, "<VPerm><V>Read  Write</V></VPerm>", `{"V":3}`},
		{&VULong{}, `<VULong><V>1,0.0e1</V></VULong>`, `{"V":100}`},
		{&VUInt{}, `<VUInt><V>-0</V></VUInt>`, `{"V":0}`},
		{&VDateTimeOffset{}, `<VDateTimeOffset><V xmlns:a="http://schemas.datacontract.org/2004/07/System">` + dates + `</V></VDateTimeOffset>`,
			`{"V":"\/Date(981169506000+0100)\/"}`},
		{&ObjectHolder{}, `<ObjectHolder><O> </O></ObjectHolder>`, `{"O":{},"After":0}`},
		{&ObjectHolder{}, `<ObjectHolder><O>x</O></ObjectHolder>`, ``},
		{&DcCtor{A: text("ctor"), N: 5}, `<DcCtor><N>6</N></DcCtor>`, `{"N":6}`},
		{&Maps{}, `<Maps><StrStr xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><b:KeyValueOfstringstring>` +
			`<b:Key i:nil="true"/><b:Value>v</b:Value></b:KeyValueOfstringstring></StrStr></Maps>`, ``},
	} {
		document := strings.Replace(tt.text, ">", ` xmlns="http://schemas.datacontract.org/2004/07/Codec" `+
			`xmlns:i="http://www.w3.org/2001/XMLSchema-instance">`, 1)
		err := codec.XML(codec.XMLOptions{}).Decode([]byte(document), tt.into)
		if tt.want == "" {
			if !errors.Is(err, codec.ErrValue) {
				t.Errorf("XML %s: %v, want %v", tt.text, err, codec.ErrValue)
			}
			continue
		}
		if got, _ := codec.JSON(codec.TextOptions{}).Append(nil, tt.into); string(got) != tt.want || err != nil {
			t.Errorf("XML %s = %s, %v, want %s", tt.text, got, err, tt.want)
		}
	}
}
