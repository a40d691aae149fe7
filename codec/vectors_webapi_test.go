package codec_test

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// The classes of the recorded Web API vectors, as goldens/webapi/types.md declares them in C#.

type WebLink struct {
	_        struct{} `clr:"SaasuLike.Models" name:"Link"`
	M_rel    *string  `dto:"clr=rel"`
	M_href   *string  `dto:"clr=href"`
	M_method *string  `dto:"clr=method"`
	M_title  *string  `dto:"clr=title"`
}

type WebBaseModel struct {
	_       struct{}   `clr:"SaasuLike.Models" name:"BaseModel"`
	M_links []*WebLink `dto:"clr=_links"`
}

type WebBaseResponseModel struct {
	_ struct{} `clr:"SaasuLike.Models" name:"BaseResponseModel"`
	WebBaseModel
	StatusMessage *string
}

type WebVerify2FAOptInRequest struct {
	_              struct{} `clr:"SaasuLike.Models" name:"Verify2FAOptInRequest"`
	ProviderUserId int32    `dto:"required"`
	Otp            *string  `dto:"required"`
}

type WebOptInTo2FARequest struct {
	_            struct{} `clr:"SaasuLike.Models" name:"OptInTo2FARequest"`
	MobileNumber *string  `dto:"required"`
}

type WebOptInTo2FAResult struct {
	_ struct{} `clr:"SaasuLike.Models" name:"OptInTo2FAResult"`
	WebBaseModel
	ProviderUserId int32
}

type WebOptOutFrom2FARequest struct {
	_   struct{} `clr:"SaasuLike.Models" name:"OptOutFrom2FARequest"`
	Otp *string
}

type WebResetPasswordRequest struct {
	_        struct{} `clr:"SaasuLike.Models" name:"ResetPasswordRequest"`
	Username *string  `dto:"required"`
}

type WebOAuthPasswordCredentialsGrantRequest struct {
	_                   struct{} `clr:"SaasuLike.Models" name:"OAuthPasswordCredentialsGrantRequest"`
	M_grant_type        *string  `dto:"clr=grant_type,required"`
	M_username          *string  `dto:"clr=username,required"`
	M_password          *string  `dto:"clr=password,required"`
	M_scope             *string  `dto:"clr=scope"`
	M_verification_code *string  `dto:"clr=verification_code"`
}

type WebOAuthRefreshRequest struct {
	_               struct{} `clr:"SaasuLike.Models" name:"OAuthRefreshRequest"`
	M_grant_type    *string  `dto:"clr=grant_type,required"`
	M_refresh_token *string  `dto:"clr=refresh_token,required"`
	M_scope         *string  `dto:"clr=scope"`
}

type WebOAuthGrantResponse struct {
	_               struct{} `clr:"SaasuLike.Models" name:"OAuthGrantResponse"`
	M_access_token  *string  `dto:"clr=access_token"`
	M_token_type    *string  `dto:"clr=token_type"`
	M_expires_in    int32    `dto:"clr=expires_in"`
	M_refresh_token *string  `dto:"clr=refresh_token"`
	M_scope         *string  `dto:"clr=scope"`
}

type WebOAuthError struct {
	_                   struct{} `clr:"SaasuLike.Models" name:"OAuthError"`
	M_error             *string  `dto:"clr=error"`
	M_error_description *string  `dto:"clr=error_description"`
}

type WebFileQuery struct {
	_           struct{} `clr:"SaasuLike.Models" name:"FileQuery"`
	FileId      *int32   `dto:"required"`
	WsAccessKey *string
}

type WebContact struct {
	_      struct{} `clr:"SaasuLike.Models" name:"Contact"`
	Name   *string  `dto:"required"`
	Code   *string
	Rank   int32
	Digits *string
	Email  *string
	Tags   Array[*string] `dto:"array"`
	Home   *WebAddress
	Others []*WebAddress
}

type WebAddress struct {
	_      struct{} `clr:"SaasuLike.Models" name:"Address"`
	Street *string  `dto:"required"`
	No     *int32   `dto:"required"`
}

type WebContractReq struct {
	_          struct{} `clr:"SaasuLike.Models" name:"ContractReq" contract:""`
	Id         int32    `dto:"required"`
	Name       *string  `dto:"name=full_name"`
	NotAMember *string  `dto:"nomember,nonet"`
}

type WebBoolBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"BoolBox"`
	V bool
}

type WebSByteBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"SByteBox"`
	V int8
}

type WebByteBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"ByteBox"`
	V uint8
}

type WebShortBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"ShortBox"`
	V int16
}

type WebUShortBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"UShortBox"`
	V uint16
}

type WebIntBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"IntBox"`
	V int32
}

type WebUIntBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"UIntBox"`
	V uint32
}

type WebLongBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"LongBox"`
	V int64
}

type WebULongBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"ULongBox"`
	V uint64
}

type WebFloatBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"FloatBox"`
	V float32
}

type WebDoubleBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"DoubleBox"`
	V float64
}

type WebDecimalBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"DecimalBox"`
	V decimal.Decimal
}

type WebCharBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"CharBox"`
	V codec.Char
}

type WebStringBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"StringBox"`
	V *string
}

type WebGuidBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"GuidBox"`
	V uuid.UUID
}

type WebDateTimeBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"DateTimeBox"`
	V time.Time
}

type WebTimeSpanBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"TimeSpanBox"`
	V codec.TimeSpan
}

type WebDateTimeOffsetBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"DateTimeOffsetBox"`
	V codec.DateTimeOffset
}

type WebBytesBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"BytesBox"`
	V []byte
}

type WebColourBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"ColourBox"`
	V WebColour
}

type WebPermBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"PermBox"`
	V WebPerm
}

type WebNamedBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NamedBox"`
	V WebNamed
}

type WebLongEnumBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"LongEnumBox"`
	V WebLongEnum
}

type WebUriBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"UriBox"`
	V *codec.URI
}

type WebObjectBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"ObjectBox"`
	V any
}

type WebNIntBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NIntBox"`
	V *int32
}

type WebNBoolBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NBoolBox"`
	V *bool
}

type WebNDateTimeBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NDateTimeBox"`
	V *time.Time
}

type WebNDecimalBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NDecimalBox"`
	V *decimal.Decimal
}

type WebNGuidBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NGuidBox"`
	V *uuid.UUID
}

type WebNColourBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NColourBox"`
	V *WebColour
}

type WebStringListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"StringListBox"`
	V []*string
}

type WebIntListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"IntListBox"`
	V []int32
}

type WebNIntListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"NIntListBox"`
	V []*int32
}

type WebIntArrayBox struct {
	_ struct{}     `clr:"SaasuLike.Models" name:"IntArrayBox"`
	V Array[int32] `dto:"array"`
}

type WebLinkListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"LinkListBox"`
	V []*WebLink
}

type WebListListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"ListListBox"`
	V [][]int32
}

type WebBytesListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"BytesListBox"`
	V [][]byte
}

type WebDictBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"DictBox"`
	V Dict[*string, *string]
}

type WebIntDictBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"IntDictBox"`
	V Dict[int32, int32]
}

type WebInitListBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"InitListBox"`
	V []*string
}

type WebGetOnlyListBox struct {
	_ struct{}  `clr:"SaasuLike.Models" name:"GetOnlyListBox"`
	V []*string `dto:"gettext"`
}

type WebNode struct {
	_    struct{} `clr:"SaasuLike.Models" name:"Node"`
	Id   int32
	Next *WebNode
}

type WebBaseThing struct {
	_  struct{} `clr:"SaasuLike.Models" name:"BaseThing"`
	B1 *string
	A1 int32
}

type WebDerivedThing struct {
	_ struct{} `clr:"SaasuLike.Models" name:"DerivedThing"`
	WebBaseThing
	Z *string
	A *string
}

type WebDerived2Thing struct {
	_ struct{} `clr:"SaasuLike.Models" name:"Derived2Thing"`
	WebDerivedThing
	M *string
}

type WebEmpty struct {
	_ struct{} `clr:"SaasuLike.Models" name:"Empty"`
}

type WebMixed struct {
	_             struct{} `clr:"SaasuLike.Models" name:"Mixed"`
	Field         *string  `dto:"isfield"`
	Prop          *string
	GetOnly       *string `dto:"getter,noplain"`
	PrivateSet    *string `dto:"privateset"`
	ReadOnlyField *string `dto:"getter,noplain,isfield"`
}

type WebMixed2 struct {
	_             struct{} `clr:"SaasuLike.Models" name:"Mixed2"`
	Field         *string  `dto:"isfield"`
	Prop          *string
	GetOnly       *string `dto:"getter,noplain"`
	ReadOnlyField *string `dto:"getter,noplain,isfield"`
}

type WebAttributed struct {
	_              struct{}  `clr:"SaasuLike.Models" name:"Attributed"`
	Attr           *string   `dto:"attr"`
	ElementRenamed *string   `dto:"xml=renamed"`
	JsonRenamed    *string   `dto:"json=json_name"`
	NoXml          *string   `dto:"noplain"`
	NoJson         *string   `dto:"nonet"`
	Arr            []*string `dto:"xml=Items,item=Item"`
	Flat           []*string `dto:"flat,xml=Flat"`
	WithDefault    int32     `dto:"default=5"`
	Maybe          *string
	Spec           int32
	SpecSpecified  bool `dto:"noplain"`
}

type WebContracted struct {
	_         struct{} `clr:"SaasuLike.Models" name:"Contracted" contract:""`
	B         *string  `dto:"name=b_name,order=2"`
	Z         *string  `dto:"order=1"`
	NoDefault *string  `dto:"omitdefault"`
	Out       *string  `dto:"nomember,nonet"`
}

type WebSerializableThing struct {
	_    struct{} `clr:"SaasuLike.Models" name:"SerializableThing"`
	Id   int32    `dto:"json=<Id>k__BackingField"`
	Name *string  `dto:"json=<Name>k__BackingField"`
}

type WebRooted struct {
	_ struct{} `clr:"SaasuLike.Models" name:"Rooted" xmlroot:"custom_root" xmlrootns:"urn:x"`
	A *string
}

type WebTyped struct {
	_ struct{} `clr:"SaasuLike.Models" name:"typed"`
	A *string
}

type WebPoint struct {
	_ struct{} `clr:"SaasuLike.Models" name:"Point" struct:""`
	X int32
	Y int32
}

type WebPointBox struct {
	_ struct{} `clr:"SaasuLike.Models" name:"PointBox"`
	P WebPoint
	N *WebPoint
}

type WebOrder struct {
	_ struct{} `clr:"SaasuLike.Models" name:"Order"`
	A *string  `dto:"rank=2"`
	B *string
	C *string `dto:"rank=1"`
	D *string `dto:"xmlorder=1"`
}

type WebOrder2 struct {
	_ struct{} `clr:"SaasuLike.Models" name:"Order2"`
	A *string  `dto:"xmlorder=2"`
	B *string  `dto:"xmlorder=1"`
}

type WebEverything struct {
	_         struct{} `clr:"SaasuLike.Models" name:"Everything"`
	Bool      bool
	SByte     int8
	Byte      uint8
	Short     int16
	UShort    uint16
	Int       int32
	UInt      uint32
	Long      int64
	ULong     uint64
	Float     float32
	Double    float64
	Decimal   decimal.Decimal
	Char      codec.Char
	String    *string
	Guid      uuid.UUID
	DateTime  time.Time
	Bytes     []byte
	Colour    WebColour
	Perm      WebPerm
	NInt      *int32
	NBool     *bool
	NDecimal  *decimal.Decimal
	NDateTime *time.Time
	NGuid     *uuid.UUID
	NColour   *WebColour
	Strings   []*string
	Ints      Array[int32] `dto:"array"`
	Dates     []time.Time
	Link      *WebLink
	Links     []*WebLink
}

// webClasses are the classes by their C# names.
func webClasses() map[string]any {
	return map[string]any{
		"Link":                                 WebLink{},
		"BaseModel":                            WebBaseModel{},
		"BaseResponseModel":                    WebBaseResponseModel{},
		"Verify2FAOptInRequest":                WebVerify2FAOptInRequest{},
		"OptInTo2FARequest":                    WebOptInTo2FARequest{},
		"OptInTo2FAResult":                     WebOptInTo2FAResult{},
		"OptOutFrom2FARequest":                 WebOptOutFrom2FARequest{},
		"ResetPasswordRequest":                 WebResetPasswordRequest{},
		"OAuthPasswordCredentialsGrantRequest": WebOAuthPasswordCredentialsGrantRequest{},
		"OAuthRefreshRequest":                  WebOAuthRefreshRequest{},
		"OAuthGrantResponse":                   WebOAuthGrantResponse{},
		"OAuthError":                           WebOAuthError{},
		"FileQuery":                            WebFileQuery{},
		"Contact":                              WebContact{},
		"Address":                              WebAddress{},
		"ContractReq":                          WebContractReq{},
		"BoolBox":                              WebBoolBox{},
		"SByteBox":                             WebSByteBox{},
		"ByteBox":                              WebByteBox{},
		"ShortBox":                             WebShortBox{},
		"UShortBox":                            WebUShortBox{},
		"IntBox":                               WebIntBox{},
		"UIntBox":                              WebUIntBox{},
		"LongBox":                              WebLongBox{},
		"ULongBox":                             WebULongBox{},
		"FloatBox":                             WebFloatBox{},
		"DoubleBox":                            WebDoubleBox{},
		"DecimalBox":                           WebDecimalBox{},
		"CharBox":                              WebCharBox{},
		"StringBox":                            WebStringBox{},
		"GuidBox":                              WebGuidBox{},
		"DateTimeBox":                          WebDateTimeBox{},
		"TimeSpanBox":                          WebTimeSpanBox{},
		"DateTimeOffsetBox":                    WebDateTimeOffsetBox{},
		"BytesBox":                             WebBytesBox{},
		"ColourBox":                            WebColourBox{},
		"PermBox":                              WebPermBox{},
		"NamedBox":                             WebNamedBox{},
		"LongEnumBox":                          WebLongEnumBox{},
		"UriBox":                               WebUriBox{},
		"ObjectBox":                            WebObjectBox{},
		"NIntBox":                              WebNIntBox{},
		"NBoolBox":                             WebNBoolBox{},
		"NDateTimeBox":                         WebNDateTimeBox{},
		"NDecimalBox":                          WebNDecimalBox{},
		"NGuidBox":                             WebNGuidBox{},
		"NColourBox":                           WebNColourBox{},
		"StringListBox":                        WebStringListBox{},
		"IntListBox":                           WebIntListBox{},
		"NIntListBox":                          WebNIntListBox{},
		"IntArrayBox":                          WebIntArrayBox{},
		"LinkListBox":                          WebLinkListBox{},
		"ListListBox":                          WebListListBox{},
		"BytesListBox":                         WebBytesListBox{},
		"DictBox":                              WebDictBox{},
		"IntDictBox":                           WebIntDictBox{},
		"InitListBox":                          WebInitListBox{},
		"GetOnlyListBox":                       WebGetOnlyListBox{},
		"Node":                                 WebNode{},
		"BaseThing":                            WebBaseThing{},
		"DerivedThing":                         WebDerivedThing{},
		"Derived2Thing":                        WebDerived2Thing{},
		"Empty":                                WebEmpty{},
		"Mixed":                                WebMixed{},
		"Mixed2":                               WebMixed2{},
		"Attributed":                           WebAttributed{},
		"Contracted":                           WebContracted{},
		"SerializableThing":                    WebSerializableThing{},
		"Rooted":                               WebRooted{},
		"Typed":                                WebTyped{},
		"Point":                                WebPoint{},
		"PointBox":                             WebPointBox{},
		"Order":                                WebOrder{},
		"Order2":                               WebOrder2{},
		"Everything":                           WebEverything{},
	}
}
