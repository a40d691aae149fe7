package services

import "context"

// A File came with a request: a part of a multipart form that has a file name, IHttpFile in .NET.
type File struct {
	Field       string // the part's own name
	Name        string // as the client calls it, from its last slash on; it may be anything, and is no path to write to
	ContentType string // as the client says it; empty where it does not
	Data        []byte
}

// FilesKey is where a dialect attaches the list of [File] that [Files] finds in a context.
type FilesKey struct{}

// Files are those that came with the request, in the order in which they were sent. They count towards the host's limit for bodies.
func Files(ctx context.Context) []File {
	files, _ := ctx.Value(FilesKey{}).([]File)
	return files
}
