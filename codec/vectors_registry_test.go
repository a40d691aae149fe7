package codec_test

import (
	"reflect"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// goldenTypes are the Go types of the C# names that the vectors use.
var goldenTypes = sync.OnceValue(func() map[string]reflect.Type {
	types := map[string]reflect.Type{
		"bool": reflect.TypeFor[bool](), "int": reflect.TypeFor[int32](), "long": reflect.TypeFor[int64](),
		"double": reflect.TypeFor[float64](), "decimal": reflect.TypeFor[decimal.Decimal](),
		"char": reflect.TypeFor[codec.Char](), "string": reflect.TypeFor[*string](), "byte[]": reflect.TypeFor[[]byte](),
		"Guid": reflect.TypeFor[uuid.UUID](), "DateTime": reflect.TypeFor[time.Time](), "Uri": reflect.TypeFor[codec.URI](),
		"DateOnly": reflect.TypeFor[codec.DateOnly](), "TimeSpan": reflect.TypeFor[codec.TimeSpan](),
		"DateTimeOffset": reflect.TypeFor[codec.DateTimeOffset](), "Color": reflect.TypeFor[Color](),
		"ArgumentException": reflect.TypeFor[codec.Failure](),

		"int[]": reflect.TypeFor[Array[int32]](), "Item[]": reflect.TypeFor[Array[*Item]](), "HashSet<int>": reflect.TypeFor[Set[int32]](),
		"List<Animal>": reflect.TypeFor[[]codec.Of[Animal]](), "List<DateTime>": reflect.TypeFor[[]time.Time](),
		"List<DcNames>": reflect.TypeFor[[]*DcNames](), "List<Guid>": reflect.TypeFor[[]uuid.UUID](),
		"List<Holder>": reflect.TypeFor[[]*Holder](), "List<Item>": reflect.TypeFor[[]*Item](),
		"List<ItemPage>": reflect.TypeFor[[]*ItemPage](), "List<List<int>>": reflect.TypeFor[[][]int32](),
		"List<Lists>": reflect.TypeFor[[]*Lists](), "List<VDateTime>": reflect.TypeFor[[]*VDateTime](),
		"List<VDay>": reflect.TypeFor[[]*VDay](), "List<int>": reflect.TypeFor[[]int32](), "List<int?>": reflect.TypeFor[[]*int32](),
		"List<object>": reflect.TypeFor[[]any](), "List<string>": reflect.TypeFor[[]*string](),
		"List<Dictionary<string,object>>": reflect.TypeFor[[]Dict[string, any]](),
		"List<Dictionary<string,string>>": reflect.TypeFor[[]Dict[string, *string]](),
		"Dictionary<int,int>":             reflect.TypeFor[Dict[int32, int32]](),
		"Dictionary<string,Item>":         reflect.TypeFor[Dict[string, *Item]](),
		"Dictionary<string,List<string>>": reflect.TypeFor[Dict[string, []*string]](),
		"Dictionary<string,int>":          reflect.TypeFor[Dict[string, int32]](),
		"Dictionary<string,object>":       reflect.TypeFor[Dict[string, any]](),
		"Dictionary<string,string>":       reflect.TypeFor[Dict[string, *string]](),
		"Tuple<int,string>":               reflect.TypeFor[Tuple[int32, *string]](),

		"GenPair<Color,Perm>":                   reflect.TypeFor[GenPair[Color, Perm]](),
		"GenPair<Dictionary<string,Item>,bool>": reflect.TypeFor[GenPair[Dict[string, *Item], bool]](),
		"GenPair<Item,MappedItem>":              reflect.TypeFor[GenPair[*Item, *MappedItem]](),
		"GenPair<ResponseStatus,Item>":          reflect.TypeFor[GenPair[*ResponseStatus, *Item]](),
		"Paged<DcEmptyNs>":                      reflect.TypeFor[Paged[*DcEmptyNs]](),
		"Paged<Guid>":                           reflect.TypeFor[Paged[uuid.UUID]](), "Paged<Item>": reflect.TypeFor[Paged[*Item]](),
		"Paged<List<string>>": reflect.TypeFor[Paged[[]*string]](), "Paged<Outer.Inner>": reflect.TypeFor[Paged[*OuterInner]](),
		"Paged<byte[]>": reflect.TypeFor[Paged[[]byte]](), "Paged<int>": reflect.TypeFor[Paged[int32]](),
		"Paged<int?>": reflect.TypeFor[Paged[*int32]](), "Paged<string>": reflect.TypeFor[Paged[*string]](),
		"QueryResponse<Item>":       reflect.TypeFor[QueryResponse[*Item]](),
		"QueryResponse<MappedItem>": reflect.TypeFor[QueryResponse[*MappedItem]](),
		"StringList":                reflect.TypeFor[StringList](), "NameMap": reflect.TypeFor[NameMap](),
	}
	for _, rt := range goldenClasses() {
		types[rt.Name()] = rt
	}
	return types
})

// goldenClasses are the classes without type parameters.
func goldenClasses() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[VBool](), reflect.TypeFor[VByte](), reflect.TypeFor[VSByte](), reflect.TypeFor[VShort](),
		reflect.TypeFor[VUShort](), reflect.TypeFor[VInt](), reflect.TypeFor[VUInt](), reflect.TypeFor[VLong](),
		reflect.TypeFor[VULong](), reflect.TypeFor[VFloat](), reflect.TypeFor[VDouble](), reflect.TypeFor[VDecimal](),
		reflect.TypeFor[VChar](), reflect.TypeFor[VString](), reflect.TypeFor[VGuid](), reflect.TypeFor[VDateTime](),
		reflect.TypeFor[VDateTimeOffset](), reflect.TypeFor[VDateOnly](), reflect.TypeFor[VTimeOnly](),
		reflect.TypeFor[VTimeSpan](), reflect.TypeFor[VBytes](), reflect.TypeFor[VUri](), reflect.TypeFor[VColor](),
		reflect.TypeFor[VPerm](), reflect.TypeFor[VDay](), reflect.TypeFor[VGrade](), reflect.TypeFor[VSmall](),
		reflect.TypeFor[VHuge](), reflect.TypeFor[Scalars](), reflect.TypeFor[Nullables](),
		reflect.TypeFor[NullableDateOnlyTimeOnly](), reflect.TypeFor[Empty](), reflect.TypeFor[Item](), reflect.TypeFor[Holder](),
		reflect.TypeFor[Node](), reflect.TypeFor[Lists](), reflect.TypeFor[ScalarLists](), reflect.TypeFor[NullableLists](),
		reflect.TypeFor[InterfaceLists](), reflect.TypeFor[Matrix](), reflect.TypeFor[Maps](), reflect.TypeFor[KeyMaps](),
		reflect.TypeFor[ItemKeyMap](), reflect.TypeFor[Pairs](), reflect.TypeFor[Ignores](), reflect.TypeFor[Naming](),
		reflect.TypeFor[PointHolder](), reflect.TypeFor[Odd](), reflect.TypeFor[BaseA](), reflect.TypeFor[DerivedA](),
		reflect.TypeFor[DerivedB](), reflect.TypeFor[VirtBase](), reflect.TypeFor[VirtDerived](), reflect.TypeFor[BaseHolder](),
		reflect.TypeFor[DcPlain](), reflect.TypeFor[DcNames](), reflect.TypeFor[DcOrder](), reflect.TypeFor[DcEmit](),
		reflect.TypeFor[DcRequired](), reflect.TypeFor[DcExplicit](), reflect.TypeFor[DcEmptyNs](), reflect.TypeFor[DcBase](),
		reflect.TypeFor[DcDerived](), reflect.TypeFor[DcUnmarkedDerived](), reflect.TypeFor[DcOverPlain](),
		reflect.TypeFor[AliasNoDc](), reflect.TypeFor[DcCtor](), reflect.TypeFor[RefNode](), reflect.TypeFor[RefHolder](),
		reflect.TypeFor[OwnCollections](), reflect.TypeFor[ItemPage](), reflect.TypeFor[Wrapped](), reflect.TypeFor[Animal](),
		reflect.TypeFor[Dog](), reflect.TypeFor[Cat](), reflect.TypeFor[ObjectHolder](), reflect.TypeFor[PolyHolder](),
		reflect.TypeFor[ObjectLists](), reflect.TypeFor[KnownHolder](), reflect.TypeFor[KBase](), reflect.TypeFor[KDerived](),
		reflect.TypeFor[KHolder](), reflect.TypeFor[Lenient](), reflect.TypeFor[Wide](), reflect.TypeFor[Dates](),
		reflect.TypeFor[CtorDefaults](), reflect.TypeFor[XLenient](), reflect.TypeFor[XNode](), reflect.TypeFor[XmlD](),
		reflect.TypeFor[MappedItem](), reflect.TypeFor[MappedHolder](), reflect.TypeFor[MappedDerived](),
		reflect.TypeFor[BaseRequest](), reflect.TypeFor[BaseResponse](), reflect.TypeFor[BaseWithItem](),
		reflect.TypeFor[ResetPassword](), reflect.TypeFor[ResetPasswordResponse](), reflect.TypeFor[UserLogin](),
		reflect.TypeFor[UserLoginResponse](), reflect.TypeFor[LoginData](), reflect.TypeFor[Operator](),
		reflect.TypeFor[LoginWithItem](), reflect.TypeFor[ResetTwoFactorAuthenticationRequest](),
		reflect.TypeFor[ResetTwoFactorAuthenticationResponse](), reflect.TypeFor[GenerateTwoFactorAuthenticationKeyRequest](),
		reflect.TypeFor[GenerateTwoFactorAuthenticationKeyResponse](), reflect.TypeFor[GetProfileRequest](),
		reflect.TypeFor[GetProfileResponse](), reflect.TypeFor[PersonName](), reflect.TypeFor[Profile](), reflect.TypeFor[Sort](),
		reflect.TypeFor[SearchMetadata](), reflect.TypeFor[ResponseStatus](), reflect.TypeFor[ResponseError](),
		reflect.TypeFor[ErrorResponse](), reflect.TypeFor[EmptyResponse](), reflect.TypeFor[IdResponse](),
		reflect.TypeFor[StringResponse](), reflect.TypeFor[StringsResponse](), reflect.TypeFor[IntResponse](),
		reflect.TypeFor[BoolResponse](), reflect.TypeFor[Authenticate](), reflect.TypeFor[AuthenticateResponse](),
		reflect.TypeFor[GetterOnly](), reflect.TypeFor[WithFields](), reflect.TypeFor[Conditional](),
		reflect.TypeFor[ConditionalDyn](), reflect.TypeFor[Ser](), reflect.TypeFor[NoDefaultCtor](), reflect.TypeFor[Rec](),
		reflect.TypeFor[OuterInner](), reflect.TypeFor[Outer](), reflect.TypeFor[Point](), reflect.TypeFor[Square](),
		reflect.TypeFor[PutOperationUnTenanted](), reflect.TypeFor[PutOperationTenanted](),
		reflect.TypeFor[GetOperationTenanted](),
	}
}
