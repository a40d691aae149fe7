package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

// demonstrate adds what is missing of the demonstration data and prints how to try it.
func (g *gateway) demonstrate(ctx context.Context, out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Causeway's demonstration. Everything below is kept in %s; delete that folder to start anew.\n", g.config.Data)
	fmt.Fprintf(&b, "Mails and texts are files in %s. \"%s code SECRET\" prints the current code of an authenticator.\n", g.config.Notify.Folder, program())
	b.WriteString("\n")
	if g.shared != "" {
		fmt.Fprintf(&b, "All systems at http://%s by the name in Host\n", g.shared)
	}
	if g.admin != "" {
		fmt.Fprintf(&b, "Health at http://%s (/healthz, /readyz, /metrics)\n", g.admin)
	}
	for _, r := range g.systems {
		lines, err := r.demo(ctx, r.opened)
		if err != nil {
			return fmt.Errorf("seed %s: %w", r.system.name, err)
		}
		fmt.Fprintf(&b, "\n%s at %s (Host: %s)\n", r.config.Issuer, r.base, strings.Join(r.config.Hosts, ", "))
		for _, line := range lines {
			b.WriteString(line.text())
		}
	}
	b.WriteString("\nPress Ctrl-C to stop.\n")
	_, err := io.WriteString(out, b.String())
	return err
}

// text is a line as a person reads it: what it shows, and below it the command to copy. Commands are not indented, because some hold lines of a body.
func (l demoLine) text() string {
	if l.command == "" {
		return "  " + l.title + "\n"
	}
	ours := strings.NewReplacer("$(causeway ", "$("+program()+" ", "$(.build/causeway ", "$("+program()+" ")
	return "\n# " + l.title + "\n" + ours.Replace(l.command) + "\n"
}

// program is how a person in another terminal reaches this program.
func program() string {
	path, err := os.Executable()
	if err != nil {
		return "causeway"
	}
	return path
}
