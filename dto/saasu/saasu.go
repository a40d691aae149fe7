// Package saasu mirrors the shapes that Saasu's help pages document, member for member.
//
// Shapes have no XML namespace: Saasu writes them with XmlSerializer. A shape's [Parameters] are those of the URI,
// which the same pages list; they are no part of a body.
package saasu

// Parameters are the URI parameters of every operation on a file, and no members of its body. WsAccessKey is for calls that carry no bearer token.
type Parameters struct {
	FileId      int32  `dto:"ignore"`
	WsAccessKey string `dto:"ignore"`
}

// URI names the parameters and where their values go, for the dialect that reads them; a question mark makes one optional.
func (p *Parameters) URI(parameter func(name string, value any)) {
	parameter("FileId", &p.FileId)
	parameter("WsAccessKey?", &p.WsAccessKey)
}

// Link is a possible next step.
type Link struct {
	Rel    string `dto:"clr=rel"`
	Href   string `dto:"clr=href"`
	Method string `dto:"clr=method"`
	Title  string `dto:"clr=title"`
}

// BaseModel is the base of every response. Its links come before a response's own members in XML, and after them in JSON.
type BaseModel struct {
	Links []Link `dto:"clr=_links"`
}

// BaseResponseModel is the answer of operations that have nothing to tell but how they went.
type BaseResponseModel struct {
	BaseModel
	StatusMessage string
}

// OptInTo2FARequest asks for a one time password by SMS, to prove that the Australian mobile is the caller's.
type OptInTo2FARequest struct {
	Parameters
	MobileNumber string
}

// OptInTo2FAResult names the registration that [Verify2FAOptInRequest] confirms.
type OptInTo2FAResult struct {
	ProviderUserId int32
}

// Verify2FAOptInRequest turns two factor authentication on.
type Verify2FAOptInRequest struct {
	Parameters
	ProviderUserId int32  `dto:"required"`
	Otp            string `dto:"secret"`
}

// OptOutFrom2FARequest turns two factor authentication off. No page documents its body; clients send an empty object.
type OptOutFrom2FARequest struct {
	Parameters
	Otp string `dto:"secret"`
}

// ResetPasswordRequest asks for a new password by mail.
type ResetPasswordRequest struct {
	Username string
}
