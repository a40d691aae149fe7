package notify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// File returns a sender that writes each message into a readable file of its own; the names sort by time. A repeat replaces the file.
func File(folder string) Sender {
	return func(_ context.Context, m Message) error {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		text := fmt.Sprintf("To: %s\nSubject: %s\nChannel: %s\nSystem: %s\nMessage-ID: %s\n\n%s\n", line(m.To), line(m.Subject), m.Channel, m.System, m.ID, m.Text)
		return writeWhole(filepath.Join(folder, fileName(m)), text)
	}
}

// writeWhole never leaves half a file under the name.
func writeWhole(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".message-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func fileName(m Message) string {
	return plain(m.ID) + "-" + plain(m.System) + "-" + plain(m.Channel) + "-" + plain(m.To) + ".txt"
}

// plain keeps of a text what is harmless in a file name.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', strings.ContainsRune("@.+_-", r):
			return r
		}
		return '_'
	}, s[:min(len(s), 64)])
}
