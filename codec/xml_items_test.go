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
		{&VDateTimeOffset{}, `<VDateTimeOffset><V>` + strings.ReplaceAll(dates, "a:", "") + `</V></VDateTimeOffset>`, ``},
		{&VTimeSpan{}, `<VTimeSpan><V>P13M</V></VTimeSpan>`, `{"V":"P395D"}`},
		{&VTimeSpan{}, `<VTimeSpan><V>PT1.12345678S</V></VTimeSpan>`, `{"V":"PT1.1234567S"}`},
		{&VTimeSpan{}, `<VTimeSpan><V>PT1.S</V></VTimeSpan>`, `{"V":"PT1S"}`},
		{&VGuid{}, `<VGuid><V>{0x01234567,0x89ab,0xcdef,{0x1,0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}</V></VGuid>`, `{"V":"0123456789abcdef0123456789abcdef"}`},
		{&VGuid{}, `<VGuid><V>{0x01234567,0x89ab,0xcdef,0x1,{0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}</V></VGuid>`, ``},
		{&Ser{}, `<Ser><_x003C_Id_x003E_k__BackingField>1</_x003C_Id_x003E_k__BackingField><name>n</name><secret>2</secret></Ser>`, `{"Id":1}`},
		{&Ser{}, `<Ser><_x003C_Id_x003E_k__BackingField>1</_x003C_Id_x003E_k__BackingField><name>n</name></Ser>`, ``}, // has no secret
		{&Pairs{}, `<Pairs><Kvp i:nil="true"/></Pairs>`, ``},                                                          // a struct
		{&Pairs{}, `<Pairs><Kvps i:nil="true"/></Pairs>`, `{"Kvp":{"Value":0}}`},
		{&VString{}, `<VString><V i:nil=" true "/></VString>`, `{}`},
		{&Holder{}, `<Holder><Inner i:type=""><Id>1</Id></Inner></Holder>`, `{"Inner":{"Id":1}}`},
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

// TestXmlSerializerNilAndTypes reads members of a class with xsi:nil, which counts for items and nullable values alone,
// and with an xsi:type, which has to name the class.
func TestXmlSerializerNilAndTypes(t *testing.T) {
	for text, want := range map[string]string{
		`<Inner xsi:nil="true"/>`:                           `{"Inner":{"Id":0}}`,
		`<Inner xsi:nil="true"><Id>1</Id></Inner>`:          `{"Inner":{"Id":1}}`,
		`<Inner xsi:type="Item"><Id>1</Id></Inner>`:         `{"Inner":{"Id":1}}`,
		`<Inner xsi:type="Bogus"><Id>1</Id></Inner>`:        ``,
		`<Inner xsi:type=""><Id>1</Id></Inner>`:             ``,
		`<After>a</After><Inner xsi:type="Holder"></Inner>`: ``,
	} {
		var got Holder
		document := `<Holder xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + text + `</Holder>`
		err := codec.XmlSerializer(codec.XmlSerializerOptions{}).Decode([]byte(document), &got)
		if want == "" {
			if !errors.Is(err, codec.ErrMalformed) {
				t.Errorf("XmlSerializer %s: %v, want %v", text, err, codec.ErrMalformed)
			}
			continue
		}
		if json, _ := codec.JSON(codec.TextOptions{}).Append(nil, &got); string(json) != want || err != nil {
			t.Errorf("XmlSerializer %s = %s, %v, want %s", text, json, err, want)
		}
	}
}
