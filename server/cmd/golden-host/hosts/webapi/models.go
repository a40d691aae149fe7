package webapi

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"github.com/causeway-gateway/causeway/codec"
)

// The models of the recorded hosts, as goldens/webapi/types.md declares them.
type (
	link struct {
		_      struct{} `clr:"SaasuLike.Models" name:"Link"`
		Rel    *string  `dto:"clr=rel"`
		Href   *string  `dto:"clr=href"`
		Method *string  `dto:"clr=method"`
		Title  *string  `dto:"clr=title"`
	}

	baseModel struct {
		_     struct{} `clr:"SaasuLike.Models" name:"BaseModel"`
		Links []*link  `dto:"clr=_links"`
	}

	baseResponseModel struct {
		_ struct{} `clr:"SaasuLike.Models" name:"BaseResponseModel"`
		baseModel
		StatusMessage *string
	}

	verify2FAOptInRequest struct {
		_              struct{} `clr:"SaasuLike.Models" name:"Verify2FAOptInRequest"`
		ProviderUserId int32    `dto:"required"`
		Otp            *string
	}

	optInTo2FARequest struct {
		_            struct{} `clr:"SaasuLike.Models" name:"OptInTo2FARequest"`
		MobileNumber *string
	}

	optInTo2FAResult struct {
		_ struct{} `clr:"SaasuLike.Models" name:"OptInTo2FAResult"`
		baseModel
		ProviderUserId int32
	}

	optOutFrom2FARequest struct {
		_   struct{} `clr:"SaasuLike.Models" name:"OptOutFrom2FARequest"`
		Otp *string
	}

	resetPasswordRequest struct {
		_        struct{} `clr:"SaasuLike.Models" name:"ResetPasswordRequest"`
		Username *string
	}

	oauthPassword struct {
		_                struct{} `clr:"SaasuLike.Models" name:"OAuthPasswordCredentialsGrantRequest"`
		GrantType        *string  `dto:"clr=grant_type"`
		Username         *string  `dto:"clr=username"`
		Password         *string  `dto:"clr=password"`
		Scope            *string  `dto:"clr=scope"`
		VerificationCode *string  `dto:"clr=verification_code"`
	}

	oauthRefresh struct {
		_            struct{} `clr:"SaasuLike.Models" name:"OAuthRefreshRequest"`
		GrantType    *string  `dto:"clr=grant_type"`
		RefreshToken *string  `dto:"clr=refresh_token"`
		Scope        *string  `dto:"clr=scope"`
	}

	oauthGrant struct {
		_            struct{} `clr:"SaasuLike.Models" name:"OAuthGrantResponse"`
		AccessToken  string   `dto:"clr=access_token"`
		TokenType    string   `dto:"clr=token_type"`
		ExpiresIn    int32    `dto:"clr=expires_in"`
		RefreshToken string   `dto:"clr=refresh_token"`
		Scope        string   `dto:"clr=scope"`
	}

	oauthError struct {
		_           struct{} `clr:"SaasuLike.Models" name:"OAuthError"`
		Error       string   `dto:"clr=error"`
		Description string   `dto:"clr=error_description"`
	}

	contact struct {
		_      struct{} `clr:"SaasuLike.Models" name:"Contact"`
		Name   *string
		Code   *string
		Rank   int32
		Digits *string
		Email  *string
		Tags   array[*string] `dto:"array"`
		Home   *address
		Others []*address
	}

	address struct {
		_      struct{} `clr:"SaasuLike.Models" name:"Address"`
		Street *string
		No     *int32
	}

	contractReq struct {
		_          struct{} `clr:"SaasuLike.Models" name:"ContractReq" contract:""`
		Id         int32    `dto:"required"`
		Name       *string  `dto:"name=full_name,xml=Name"`
		NotAMember *string  `dto:"nomember"`
	}

	node struct {
		_    struct{} `clr:"SaasuLike.Models" name:"Node"`
		Id   int32
		Next *node
	}

	everything struct {
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
		Colour    Colour
		Perm      perm
		NInt      *int32
		NBool     *bool
		NDecimal  *decimal.Decimal
		NDateTime *time.Time
		NGuid     *uuid.UUID
		NColour   *Colour
		Strings   []*string
		Ints      array[int32] `dto:"array"`
		Dates     []time.Time
		Link      *link
		Links     []*link
	}
)

// An array is what .NET calls one, not a list.
type array[T any] []T

// ContractTags are those of the class.
func (array[T]) ContractTags() string { return `array:""` }

// Colour is an enum; messages tell its name.
type Colour int32

// Enum names the values of an enum for the codecs.
func (Colour) Enum() ([]string, []int64, bool) {
	return []string{"Red", "Green", "Blue"}, []int64{0, 2, 5}, false
}

// ContractTags are those of the class.
func (Colour) ContractTags() string { return `clr:"SaasuLike.Models" name:"Colour"` }

type perm int32

// Enum names the flags of an enum for the codecs.
func (perm) Enum() ([]string, []int64, bool) {
	return []string{"None", "Read", "Write", "Exec"}, []int64{0, 1, 2, 4}, true
}

// ContractTags are those of the class.
func (perm) ContractTags() string { return `clr:"SaasuLike.Models" name:"Perm"` }

func ref[T any](v T) *T { return &v }
