package codec_test

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// Classes of the recorded serializer vectors, as goldens/codec/types.md declares them in C#: reading, and the documented hosts.

type Lenient struct {
	_     struct{} `clr:"Codec" assembly:"Codec"`
	Id    int32
	Name  *string
	Flag  bool
	N     *int32
	Tags  []*string
	Ints  []int32
	Inner *Item
	Items []*Item
	Map   Dict[*string, *string]
}

type Wide struct {
	_      struct{} `clr:"Codec" assembly:"Codec"`
	B      uint8
	Sb     int8
	S      int16
	U      uint32
	L      int64
	Ul     uint64
	F      float32
	D      float64
	M      decimal.Decimal
	C      codec.Char
	G      uuid.UUID
	When   time.Time
	WhenN  *time.Time
	Dto    codec.DateTimeOffset
	Span   codec.TimeSpan
	Color  Color
	ColorN *Color
	Perm   Perm
	Day    Day
	Bytes  []byte
	Arr    Array[*string] `dto:"array"`
	IntArr Array[int32]   `dto:"array"`
	Bn     *bool
	Dn     *float64
}

type Dates struct {
	_ struct{} `clr:"Codec" assembly:"Codec"`
	D codec.DateOnly
	T codec.TimeOnly
	U *codec.URI
}

type CtorDefaults struct {
	_     struct{} `clr:"Codec" assembly:"Codec"`
	Id    int32
	Name  *string
	Flag  bool
	Tags  []*string
	Inner *Item
	N     *int32
}

func (c *CtorDefaults) SetDefaults() {
	c.Id, c.Name, c.Flag, c.N = 7, text("def"), true, number32(4)
	c.Tags, c.Inner = []*string{text("x")}, &Item{Id: 3}
}

type XLenient struct {
	_     struct{} `clr:"Codec" assembly:"Codec"`
	Id    int32
	Name  *string
	Flag  bool
	N     *int32
	Color Color
	Tags  []*string
	Items []*Item
	Inner *Item
	When  time.Time
	G     uuid.UUID
	D     float64
	M     decimal.Decimal
	Span  codec.TimeSpan
}

type XNode struct {
	_    struct{} `clr:"Codec" assembly:"Codec"`
	Name *string
	Next *XNode
}

type XmlD struct {
	_   struct{} `clr:"Codec" assembly:"Codec"`
	A   *string
	C   int32
	Z   *string
	Bo  bool
	Co  Color
	L   []*string
	N   *int32
	M   Dict[*string, *string]
	It  *Item
	Its []*Item
}

func (c *XmlD) SetDefaults() {
	c.A = text("ctor")
}

type MappedItem struct {
	_    struct{} `clr:"Mapped" assembly:"Codec" xmlns:"http://example.org/mapped"`
	Id   int32
	Tags []*string
}

type MappedHolder struct {
	_       struct{} `clr:"Mapped" assembly:"Codec" xmlns:"http://example.org/mapped"`
	M       *MappedItem
	Foreign *Item
	L       []*MappedItem
	F       []*Item
	D       Dict[*string, *Item]
}

type MappedDerived struct {
	_ struct{} `clr:"Mapped" assembly:"Codec" xmlns:"http://example.org/mapped"`
	BaseA
	Own *string
	It  *Item
	Mi  *MappedItem
}

type BaseRequest struct {
	_         struct{} `clr:"WebService.ServiceModel.Base" assembly:"Codec"`
	ApiKey    *string
	Latitude  *float64
	Longitude *float64
}

type BaseResponse struct {
	_              struct{} `clr:"WebService.ServiceModel.Base" assembly:"Codec"`
	Description    *string
	Heading        *string
	WasSuccessful  bool
	ResponseStatus *ResponseStatus
}

type BaseWithItem struct {
	_ struct{} `clr:"WebService.ServiceModel.Base" assembly:"Codec"`
	BaseResponse
	BaseItem  *LoginData
	BaseItems []*LoginData
}

type ResetPassword struct {
	_ struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	BaseRequest
	TemporaryPassword *string
	EmailAddress      *string
	Password          *string
	PasswordConfirm   *string
}

type ResetPasswordResponse struct {
	_ struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	BaseResponse
	SystemUserId int32
}

type UserLogin struct {
	_ struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	BaseRequest
	EmailAddress *string
	Password     *string
	UtcOffset    int32
	PushPlayerId *string
	RefreshToken *string
}

type UserLoginResponse struct {
	_ struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	BaseResponse
	Data *LoginData
}

type LoginData struct {
	_              struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	SystemUserId   int32
	RefreshToken   *string
	FriendlyName   *string
	VatValue       decimal.Decimal
	CanUplift      bool
	StockOperators []*Operator
}

type Operator struct {
	_    struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	Id   int32
	Name *string
}

type LoginWithItem struct {
	_ struct{} `clr:"WebService.ServiceModel" assembly:"Codec"`
	BaseWithItem
	Own *LoginData
}

type ResetTwoFactorAuthenticationRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" assembly:"Codec"`
	PutOperationTenanted
	TargetUserId *string
	CallerCode   *string
}

type ResetTwoFactorAuthenticationResponse struct {
	_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" assembly:"Codec"`
	ResponseStatus *ResponseStatus
}

type GenerateTwoFactorAuthenticationKeyRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" assembly:"Codec"`
	PutOperationTenanted
}

type GenerateTwoFactorAuthenticationKeyResponse struct {
	_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" assembly:"Codec"`
	ResponseStatus *ResponseStatus
	TwoFactorUri   *string
}

type GetProfileRequest struct {
	_ struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" assembly:"Codec"`
	GetOperationTenanted
	Id *string
}

type GetProfileResponse struct {
	_              struct{} `clr:"Infrastructure.Api.Interfaces.ServiceOperations.UserAccounts" assembly:"Codec"`
	ResponseStatus *ResponseStatus
	Profile        *Profile
	Metadata       *SearchMetadata
}

type PersonName struct {
	_         struct{} `clr:"Application.Interfaces.Resources" assembly:"Codec"`
	FirstName *string
	LastName  *string
}

type Profile struct {
	_               struct{} `clr:"Application.Interfaces.Resources" assembly:"Codec"`
	IsAuthenticated bool
	Roles           []*string
	Name            *PersonName
	EmailAddress    *string
	LastLoginDate   *time.Time
	Id              *string
}

type Sort struct {
	_         struct{} `clr:"Application.Interfaces.Resources" assembly:"Codec"`
	By        *string
	Direction SortDirection
}

type SearchMetadata struct {
	_      struct{} `clr:"Application.Interfaces.Resources" assembly:"Codec"`
	Total  int32
	Limit  int32
	Sort   *Sort
	Fields []*string
}

type ResponseStatus struct {
	_          struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	ErrorCode  *string                `dto:"order=1"`
	Message    *string                `dto:"order=2"`
	StackTrace *string                `dto:"order=3"`
	Errors     []*ResponseError       `dto:"order=4"`
	Meta       Dict[*string, *string] `dto:"order=5"`
}

type ResponseError struct {
	_         struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	ErrorCode *string                `dto:"order=1"`
	FieldName *string                `dto:"order=2"`
	Message   *string                `dto:"order=3"`
	Meta      Dict[*string, *string] `dto:"order=4"`
}

type ErrorResponse struct {
	_              struct{}        `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	ResponseStatus *ResponseStatus `dto:"order=1"`
}

type EmptyResponse struct {
	_              struct{}        `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	ResponseStatus *ResponseStatus `dto:"order=1"`
}

type IdResponse struct {
	_              struct{}        `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	Id             *string         `dto:"order=1"`
	ResponseStatus *ResponseStatus `dto:"order=2"`
}

type StringResponse struct {
	_              struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	Result         *string                `dto:"order=1"`
	Meta           Dict[*string, *string] `dto:"order=2"`
	ResponseStatus *ResponseStatus        `dto:"order=3"`
}

type StringsResponse struct {
	_              struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	Results        []*string              `dto:"order=1"`
	Meta           Dict[*string, *string] `dto:"order=2"`
	ResponseStatus *ResponseStatus        `dto:"order=3"`
}

func (c *StringsResponse) SetDefaults() {
	c.Results = []*string{}
}

type IntResponse struct {
	_              struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	Result         int32                  `dto:"order=1"`
	Meta           Dict[*string, *string] `dto:"order=2"`
	ResponseStatus *ResponseStatus        `dto:"order=3"`
}

type BoolResponse struct {
	_              struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	Result         bool                   `dto:"order=1"`
	Meta           Dict[*string, *string] `dto:"order=2"`
	ResponseStatus *ResponseStatus        `dto:"order=3"`
}

type Authenticate struct {
	_                 struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	M_provider        *string                `dto:"clr=provider,order=1"`
	UserName          *string                `dto:"order=2"`
	Password          *string                `dto:"order=3"`
	RememberMe        *bool                  `dto:"order=4"`
	AccessToken       *string                `dto:"order=5"`
	AccessTokenSecret *string                `dto:"order=6"`
	ReturnUrl         *string                `dto:"order=7"`
	ErrorView         *string                `dto:"order=8"`
	Meta              Dict[*string, *string] `dto:"order=9"`
}

type AuthenticateResponse struct {
	_                  struct{}               `clr:"ServiceStack" assembly:"ServiceStack.Interfaces" xmlns:"http://schemas.servicestack.net/types" contract:""`
	UserId             *string                `dto:"order=1"`
	SessionId          *string                `dto:"order=2"`
	UserName           *string                `dto:"order=3"`
	DisplayName        *string                `dto:"order=4"`
	ReferrerUrl        *string                `dto:"order=5"`
	BearerToken        *string                `dto:"order=6"`
	RefreshToken       *string                `dto:"order=7"`
	RefreshTokenExpiry *time.Time             `dto:"order=8"`
	ProfileUrl         *string                `dto:"order=9"`
	Roles              []*string              `dto:"order=10"`
	Permissions        []*string              `dto:"order=11"`
	AuthProvider       *string                `dto:"order=12"`
	ResponseStatus     *ResponseStatus        `dto:"order=13"`
	Meta               Dict[*string, *string] `dto:"order=14"`
}
