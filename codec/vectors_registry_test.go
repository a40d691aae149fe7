package codec_test

import (
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// goldenTypes are the Go types of the C# names that vectors of these classes can use.
var goldenTypes = sync.OnceValue(func() map[string]reflect.Type {
	types := map[string]reflect.Type{
		"ArgumentException": reflect.TypeFor[codec.Failure](), "Exception": reflect.TypeFor[codec.Failure](),
		"Type": reflect.TypeFor[codec.TypeRef](),

		"List<Animal>": reflect.TypeFor[[]codec.Of[Animal]](), "List<IShape>": reflect.TypeFor[[]Shape](),
		"List<BaseA>": reflect.TypeFor[[]codec.Of[BaseA]](), "List<KBase>": reflect.TypeFor[[]codec.Of[KBase]](),
		"List<List<List<int>>>":                 reflect.TypeFor[[][][]int32](),
		"Dictionary<Guid,string>":               reflect.TypeFor[Dict[uuid.UUID, *string]](),
		"Dictionary<Color,string>":              reflect.TypeFor[Dict[Color, *string]](),
		"SortedDictionary<string,int>":          reflect.TypeFor[Sorted[*string, int32]](),
		"GenPair<Color,Perm>":                   reflect.TypeFor[GenPair[Color, Perm]](),
		"GenPair<Dictionary<string,Item>,bool>": reflect.TypeFor[GenPair[Dict[string, *Item], bool]](),
		"GenPair<Item,MappedItem>":              reflect.TypeFor[GenPair[*Item, *MappedItem]](),
		"GenPair<MappedItem,Item>":              reflect.TypeFor[GenPair[*MappedItem, *Item]](),
		"GenPair<ResponseStatus,Item>":          reflect.TypeFor[GenPair[*ResponseStatus, *Item]](),
		"StringList":                            reflect.TypeFor[StringList](), "NameMap": reflect.TypeFor[NameMap](),
		"TagList": reflect.TypeFor[TagList](), "Lookup": reflect.TypeFor[Lookup](),
	}
	for _, rt := range goldenClasses() {
		types[rt.Name()] = rt
	}
	scalarTypes(types)
	classTypes(types)
	return types
})

// scalarTypes adds the scalars, and the generic types over them.
func scalarTypes(types map[string]reflect.Type) {
	valueType[bool](types, "bool")
	valueType[uint8](types, "byte")
	valueType[int8](types, "sbyte")
	valueType[int16](types, "short")
	valueType[uint16](types, "ushort")
	valueType[int32](types, "int")
	valueType[uint32](types, "uint")
	valueType[int64](types, "long")
	valueType[uint64](types, "ulong")
	valueType[float32](types, "float")
	valueType[float64](types, "double")
	valueType[decimal.Decimal](types, "decimal")
	valueType[codec.Char](types, "char")
	valueType[uuid.UUID](types, "Guid")
	valueType[time.Time](types, "DateTime")
	valueType[codec.DateTimeOffset](types, "DateTimeOffset")
	valueType[codec.DateOnly](types, "DateOnly")
	valueType[codec.TimeOnly](types, "TimeOnly")
	valueType[codec.TimeSpan](types, "TimeSpan")
	valueType[Color](types, "Color")
	valueType[Perm](types, "Perm")
	valueType[Day](types, "Day")
	valueType[Grade](types, "Grade")
	valueType[Small](types, "Small")
	valueType[Huge](types, "Huge")
	valueType[Point](types, "Point")
	genericTypes[*string](types, "string")
	genericTypes[[]byte](types, "byte[]")
	genericTypes[codec.URI](types, "Uri")
	genericTypes[any](types, "object")
	delete(types, "object")
	delete(types, "List<byte>") // the Go type of byte[]
}

// valueType adds a type whose nullable is another one.
func valueType[T any](types map[string]reflect.Type, name string) {
	genericTypes[T](types, name)
	genericTypes[*T](types, name+"?")
}

// classTypes adds the generic types over classes and collections.
func classTypes(types map[string]reflect.Type) {
	genericTypes[*Item](types, "Item")
	genericTypes[*Holder](types, "Holder")
	genericTypes[*Node](types, "Node")
	genericTypes[*Lists](types, "Lists")
	genericTypes[*OuterInner](types, "Outer.Inner")
	genericTypes[*DcNames](types, "DcNames")
	genericTypes[*DcPlain](types, "DcPlain")
	genericTypes[*DcOrder](types, "DcOrder")
	genericTypes[*DcExplicit](types, "DcExplicit")
	genericTypes[*DcEmptyNs](types, "DcEmptyNs")
	genericTypes[*ItemPage](types, "ItemPage")
	genericTypes[*VDateTime](types, "VDateTime")
	genericTypes[*VDay](types, "VDay")
	genericTypes[*Scalars](types, "Scalars")
	genericTypes[*Nullables](types, "Nullables")
	genericTypes[*Naming](types, "Naming")
	genericTypes[*Rec](types, "Rec")
	genericTypes[*Empty](types, "Empty")
	genericTypes[*MappedItem](types, "MappedItem")
	genericTypes[*DerivedA](types, "DerivedA")
	genericTypes[*Lenient](types, "Lenient")
	genericTypes[*ResponseStatus](types, "ResponseStatus")
	genericTypes[*ResponseError](types, "ResponseError")
	genericTypes[*Operator](types, "Operator")
	genericTypes[*Profile](types, "Profile")
	genericTypes[[]*string](types, "List<string>")
	genericTypes[[]int32](types, "List<int>")
	genericTypes[[]*Item](types, "List<Item>")
	genericTypes[Array[*string]](types, "string[]")
	genericTypes[Array[int32]](types, "int[]")
	genericTypes[Dict[string, *string]](types, "Dictionary<string,string>")
	genericTypes[Dict[string, int32]](types, "Dictionary<string,int>")
	genericTypes[Dict[string, any]](types, "Dictionary<string,object>")
	genericTypes[Dict[string, *Item]](types, "Dictionary<string,Item>")
	genericTypes[Dict[int32, int32]](types, "Dictionary<int,int>")
	genericTypes[Kvp[string, int32]](types, "KeyValuePair<string,int>")
	genericTypes[Kvp[string, *string]](types, "KeyValuePair<string,string>")
	genericTypes[*Paged[*Item]](types, "Paged<Item>")
	genericTypes[*Paged[int32]](types, "Paged<int>")
	genericTypes[*GenPair[int32, *string]](types, "GenPair<int,string>")
	genericTypes[*Tuple[int32, *string]](types, "Tuple<int,string>")
}

// genericTypes adds T, whose C# name is name, and the generic types over it.
func genericTypes[T any](types map[string]reflect.Type, name string) {
	types[name] = classOf(reflect.TypeFor[T](), name)
	for _, row := range []struct {
		name string
		rt   reflect.Type
	}{
		{"%[]", reflect.TypeFor[Array[T]]()},
		{"List<%>", reflect.TypeFor[[]T]()},
		{"HashSet<%>", reflect.TypeFor[Set[T]]()},
		{"Queue<%>", reflect.TypeFor[Queue[T]]()},
		{"Stack<%>", reflect.TypeFor[Stack[T]]()},
		{"Dictionary<string,%>", reflect.TypeFor[Dict[string, T]]()},
		{"Dictionary<int,%>", reflect.TypeFor[Dict[int32, T]]()},
		{"KeyValuePair<string,%>", reflect.TypeFor[Kvp[string, T]]()},
		{"Tuple<int,%>", reflect.TypeFor[Tuple[int32, T]]()},
		{"Paged<%>", reflect.TypeFor[Paged[T]]()},
		{"QueryResponse<%>", reflect.TypeFor[QueryResponse[T]]()},
		{"GenPair<%,%>", reflect.TypeFor[GenPair[T, T]]()},
		{"GenPair<%,string>", reflect.TypeFor[GenPair[T, *string]]()},
		{"GenPair<string,%>", reflect.TypeFor[GenPair[*string, T]]()},
		{"GenPair<int,%>", reflect.TypeFor[GenPair[int32, T]]()},
		{"GenPair<%,int>", reflect.TypeFor[GenPair[T, int32]]()},
	} {
		if key := strings.ReplaceAll(row.name, "%", name); types[key] == nil {
			types[key] = row.rt
		}
	}
}

// classOf is the struct of a class, whose members are pointers to it; a nullable is the pointer itself.
func classOf(rt reflect.Type, name string) reflect.Type {
	if rt.Kind() == reflect.Pointer && rt.Elem().Kind() == reflect.Struct && !strings.HasSuffix(name, "?") {
		return rt.Elem()
	}
	return rt
}

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
		reflect.TypeFor[GetOperationTenanted](), reflect.TypeFor[ValueTupleHolder](),
	}
}
