package webapi

import (
	"time"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"
)

// A request of the recorded hosts is a body with the URI parameters of its action.
type (
	verify struct {
		_ struct{} `clr:"SaasuLike.Models" name:"Verify2FAOptInRequest"`
		file
		verify2FAOptInRequest
	}
	optIn struct {
		_ struct{} `clr:"SaasuLike.Models" name:"OptInTo2FARequest"`
		file
		optInTo2FARequest
	}
	optOut struct {
		_ struct{} `clr:"SaasuLike.Models" name:"OptOutFrom2FARequest"`
		file
		optOutFrom2FARequest
	}
	verifyModel struct {
		_ struct{} `clr:"SaasuLike.Models" name:"Verify2FAOptInRequest"`
		fileQuery
		verify2FAOptInRequest
	}
	verifyChallenge struct {
		_ struct{} `clr:"SaasuLike.Models" name:"Verify2FAOptInRequest"`
		fileOnly
		verify2FAOptInRequest
	}

	posting struct {
		_ struct{} `clr:"SaasuLike.Models" name:"Verify2FAOptInRequest"`
		verify2FAOptInRequest
		ID string // of the convention route; the action takes no interest in it
	}

	nothing  struct{}
	text     string
	number   int32
	textList []*string
	contacts []*contact
)

type file struct {
	FileId      int32  `dto:"ignore"`
	WsAccessKey string `dto:"ignore"`
}

func (f *file) URI(parameter func(string, any)) {
	parameter("FileId", &f.FileId)
	parameter("WsAccessKey?", &f.WsAccessKey)
}

type fileOnly struct {
	FileId int32 `dto:"ignore"`
}

func (f *fileOnly) URI(parameter func(string, any)) { parameter("FileId", &f.FileId) }

type fileQuery struct {
	FileId      *int32  `dto:"ignore"`
	WsAccessKey *string `dto:"ignore"`
}

func (f *fileQuery) FromURI(member func(string, any)) {
	member("FileId", &f.FileId)
	member("WsAccessKey", &f.WsAccessKey)
}

// anyID is the id of the convention route, in which the action takes no interest.
type anyID struct {
	ID string
}

func (a *anyID) URI(parameter func(string, any)) { parameter("id?", &a.ID) }

func (p *posting) URI(parameter func(string, any)) { parameter("id?", &p.ID) }

type thing struct {
	ID int32
}

func (t *thing) URI(parameter func(string, any)) { parameter("id", &t.ID) }

type echoPath struct {
	ID   int32
	Name string
}

func (p *echoPath) URI(parameter func(string, any)) {
	p.Name = "none"
	parameter("id", &p.ID)
	parameter("name?", &p.Name)
}

type echoQuery struct {
	ID     int32
	Name   *string
	Flag   bool
	At     *time.Time
	Colour Colour
	IDs    []int32
	Amount *decimal.Decimal
	GUID   *uuid.UUID
}

func (q *echoQuery) URI(parameter func(string, any)) {
	q.Name = ref("dflt")
	parameter("id", &q.ID)
	parameter("name?", &q.Name)
	parameter("flag?", &q.Flag)
	parameter("at?", &q.At)
	parameter("colour?", &q.Colour)
	parameter("ids?", &q.IDs)
	parameter("amount?", &q.Amount)
	parameter("guid?", &q.GUID)
}

type queryValid struct {
	ID     int32
	At     *time.Time
	Colour Colour
}

func (q *queryValid) URI(parameter func(string, any)) {
	parameter("id", &q.ID)
	parameter("at?", &q.At)
	parameter("colour?", &q.Colour)
}
