// Package servicestack makes a host answer as a ServiceStack host does: its URL forms, formats, binding, error bodies, batches and sign-in.
//
// Start with [Defaults] for a host of your own, or with [Recorded] for one that must answer byte for byte as ServiceStack 10.1.5 on .NET does.
// The difference is in the fields of [Dialect]. Contract: servicestack-http.md and servicestack-auth.md; recorded: fixtures/http and fixtures/auth.
//
// An operation that fails answers with its own response, as in .NET: declare its member ResponseStatus *dto.ResponseStatus (package
// dto/servicestack). The response GetTodoResponse of a request GetTodo shows nothing of a failure without it; one of another name is replaced by
// an ErrorResponse.
//
// One request runs through negotiate.go (which format is asked for), route.go (which operation), bind.go (the request DTO),
// the steps that all families share, and render.go or errors.go.
package servicestack

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/causeway-gateway/causeway/codec"
	"github.com/causeway-gateway/causeway/server"
	"github.com/causeway-gateway/causeway/services"
)

// A Dialect is how one ServiceStack host talks. Set its fields before the host is built and leave them alone afterwards.
type Dialect struct {
	// Title is the host's name on its pages. Empty is the host's own name.
	Title string

	// Default is the format of those who ask for none: a format's name, such as "json" or "html" (DefaultContentType).
	Default string

	// Text is how JSON, JSV, JSON Lines and CSV are written: casing, dates, nulls.
	Text codec.TextOptions

	// XML is how XML is read.
	XML codec.XMLOptions

	// JSV is the media type of JSV answers for clients that ask for JSV without naming one.
	JSV string

	// StrictAccept reads an Accept header as the original does: every header line is one entry that is not split on commas,
	// q is ignored, text/jsv is unknown, */* echoes whatever type the request has.
	StrictAccept bool

	// JSONP wraps an answer for ?callback=name (AllowJsonpRequests).
	JSONP bool

	// OverrideAny takes X-Http-Method-Override from any request, as the original does. Else only a POST may stand for another verb, so that
	// following a link changes nothing.
	OverrideAny bool

	// Aliases also serves the names that older generations used: /{format}/syncreply, /{format}/asynconeway.
	Aliases bool

	// Login is the page that browsers without credentials are sent to, such as "/login" (HtmlRedirect). Empty: they get 401 like everybody else.
	Login string

	// Redirects are paths of the host that lead to others of it, such as "/metadata/" to "/metadata" (RedirectPaths).
	Redirects map[string]string

	// Challenge is the WWW-Authenticate of a 401, such as `jwt realm="/auth/jwt"`. A host with an Identity has that of its first provider.
	Challenge string

	// Plain keeps to what the original leaves out: the length in an answer to HEAD, Retry-After outside of operations, pages for 403 and 404,
	// and the type of a body that is posted to /api/{Op}, which it reads as JSON.
	Plain bool

	// Mute answers failures from outside an operation with an empty 200, as a host with WriteErrorsToResponse = false does.
	Mute bool

	// Batch is the most requests that a batch may have. 0: as many as the body holds, as in the original.
	Batch int

	// Single names members that a request may give one value only: one that gives another in its URL or once more in its body is refused, where the
	// original takes one of them. It is for members that decide in whose name a call acts.
	Single []string

	// AnyProxy believes everybody about whether he came over TLS, as the original does, where the host has no Proxies of its own. Nobody is believed about
	// his address.
	AnyProxy bool

	// Compressed names the operations whose answers are compressed for clients that take it.
	Compressed []string

	// CORS says which other origins may call. Nil: none.
	CORS *CORS

	// Methods names the verbs that an operation answers, where they are not those of its routes; ANY is every verb.
	// It is looked at where the operation would run: a wrong verb is told after a wrong body.
	Methods map[string][]string

	// Filters run after validation and before the operation. Their errors are told as ErrorResponse, like those from outside an operation.
	// One gives an operation what its DTO has not from the wire, such as a header or the body as it came: it sets a member of x.DTO marked ignore.
	Filters []server.Step

	// Streams names the operations that take the body as it came, by one of the Filters (IRequiresRequestStream). Nothing of it is read into the DTO but a
	// form that a route of the host's own is called with.
	Streams []string

	// Service names the class that serves an operation, for the text of one error. Nil: the operation's name with "Service" behind it.
	Service func(operation string) string

	// Identity is how the host knows its callers. Nil: the host's Verify says who they are.
	Identity *Identity

	formats formats
	host    *server.Host
	calls   *sync.Pool              // of emptied calls
	singles map[string][]codec.Each // of Single, by operation
}

// Defaults returns Causeway's own defaults: the original's answers without what hurts or surprises.
func Defaults() *Dialect {
	return &Dialect{
		Default:   "json",
		Text:      codec.TextOptions{Case: codec.CamelCase},
		XML:       codec.XMLOptions{Lenient: true},
		JSV:       "application/jsv",
		Aliases:   true,
		Batch:     1000,
		Challenge: `Bearer realm="/auth"`,
	}
}

// Recorded returns the options of a ServiceStack 10.1.5 host with nothing configured.
func Recorded() *Dialect {
	return &Dialect{
		Default:      "html",
		Text:         codec.TextOptions{Case: codec.CamelCase, MaxDepth: 1000},
		XML:          codec.XMLOptions{MaxDepth: 1000},
		JSV:          "application/jsv",
		StrictAccept: true,
		JSONP:        true,
		OverrideAny:  true,
		AnyProxy:     true,
		Login:        "/login",
		Redirects:    map[string]string{"/metadata/": "/metadata"},
		Challenge:    `credentials realm="/auth/credentials"`,
		Plain:        true,
	}
}

// Prepare implements [server.Dialect].
func (d *Dialect) Prepare(h *server.Host) error {
	d.host, d.calls = h, &sync.Pool{New: func() any { return new(call) }}
	h.Routes().Rule = rule
	d.prepareSingle(h)
	if err := d.checkCallers(h); err != nil {
		return err
	}
	var err error
	if d.formats, err = d.compile(); err != nil {
		return err
	}
	if d.Identity != nil {
		err = d.Identity.prepare(d, h)
	}
	return errors.Join(err, d.checkNames(h), d.CORS.check())
}

// checkNames refuses options that are about an operation or a member that the host does not have, and filters that do nothing: what they ask for
// would never be done.
func (d *Dialect) checkNames(h *server.Host) error {
	for _, name := range slices.Concat(d.Compressed, d.Streams, slices.Sorted(maps.Keys(d.Methods))) {
		if !slices.ContainsFunc(h.Operations, func(op services.Operation) bool { return op.Name == name }) {
			return fmt.Errorf("servicestack: Compressed, Streams or Methods name %s, which is no operation of the host", name)
		}
	}
	for _, name := range d.Single {
		if !slices.ContainsFunc(h.Operations, func(op services.Operation) bool { _, ok := codec.EachOf(op.NewRequest(), name); return ok }) {
			return fmt.Errorf("servicestack: Single names %s, which is a member of no request", name)
		}
	}
	for i, f := range d.Filters {
		if f.Run == nil {
			return fmt.Errorf("servicestack: filter %d (%q) has no Run", i, f.Name)
		}
	}
	return nil
}

// checkCallers refuses a host that demands callers and has no way to know one: everybody would be turned away.
func (d *Dialect) checkCallers(h *server.Host) error {
	if d.Identity != nil || h.Verify != nil {
		return nil
	}
	for _, op := range h.Operations {
		if op.Need.Kind != "" {
			return fmt.Errorf("%s: %s demands a caller (%s), and the host has neither an Identity nor a Verify", op.Source, op.Name, op.Need)
		}
	}
	return nil
}

// Steps implements [server.Dialect].
func (d *Dialect) Steps() []server.Step {
	steps := []server.Step{
		{Name: "Negotiate", Run: d.negotiate},
		{Name: "Route", Run: d.route},
		{Name: "Bind", Run: d.bind},
		{Name: "Session", Run: d.session},
		{Name: "Authorize", Run: d.authorize},
		{Name: "Validate", Run: d.validate},
	}
	if len(d.Single) > 0 {
		steps = append(steps, server.Step{Name: "Single", Run: d.single})
	}
	for _, f := range d.Filters {
		steps = append(steps, d.filter(f))
	}
	return append(steps, server.Step{Name: "Invoke", Run: d.invoke})
}

func (d *Dialect) service(operation string) string {
	if own := serviceOf(operation); d.Identity != nil && own != "" {
		return own
	}
	if d.Service != nil {
		return d.Service(operation)
	}
	return operation + "Service"
}
