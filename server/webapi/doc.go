// Package webapi speaks as ASP.NET Web API 2 does: JSON by Json.NET and plain XML by XmlSerializer, chosen by Accept alone.
//
// Start with [Dialect]; its zero value is Causeway's defaults, [Recorded] is the original's.
//
// A request is routed (404 where no operation has the path, or a parameter that its URI must name is missing; 405 with Allow for another verb),
// then its caller is judged (401), and only then its parameters and body are read (415, or the faults of its [ModelState] in a 400):
//
//	Negotiate  Route  Session  Authorize  Bind  ModelState  Invoke
//
// An operation's request is the body. Parameters of the URI are members that codecs ignore; the request names them with a method:
//
//	func (r *GetItem) URI(parameter func(name string, value any)) {
//		parameter("id", &r.ID)
//		parameter("page?", &r.Page) // optional
//	}
//
// FromURI in place of URI names the members of a model that the URI fills, as [FromUri] on a class does: none of them is required.
//
// A body that is empty, null or an xsi:nil element leaves the parameter null: the handler is called with a nil request, and no rule is run. Only a request
// with FromURI is there all the same, and the rules of its model are run.
//
// What a handler returns is written as it stands: a DTO, a string (a bare JSON string, in XML <string>), an [HTTPError], nothing (204).
// A [services.Error] is told as the family tells it: model errors where it blames members, else its message as a bare string (400),
// and the rest as an [HTTPError].
package webapi
