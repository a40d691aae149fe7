package account_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/causeway-gateway/causeway/services/account"
)

// X05, T04: a process that is killed the moment it acknowledged a reset has left it on disk, and the code stays spent.
func TestX05Kill(t *testing.T) {
	if path := os.Getenv("ACCOUNT_TEST_KILLED"); path != "" {
		actAndWait(t, path)
		return
	}
	for range 5 {
		path := filepath.Join(t.TempDir(), "db")
		cmd := exec.Command(os.Args[0], "-test.run=^TestX05Kill$")
		cmd.Env = append(os.Environ(), "ACCOUNT_TEST_KILLED="+path)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		line, _ := bufio.NewReader(out).ReadString('\n')
		must(t, cmd.Process.Kill())
		cmd.Wait()
		if line != "done\n" {
			t.Fatalf("the process said %q, want done", line)
		}
		r := &rig{t: t, path: path, clock: time.Unix(1700000010, 0)}
		r.open()
		verdict(t, "the code", r.spend("olga", r.code()), account.Wrong)
		verdict(t, "the reset", r.spend("mia", r.code()), account.Absent)
		if due, err := r.Outbox(t.Context(), 10); len(due) != 1 || err != nil {
			t.Errorf("Outbox() = %v, %v, want the notice", due, err)
		}
		if n, err := r.VerifyTrail(t.Context()); n != 1 || err != nil {
			t.Errorf("VerifyTrail() = %d, %v, want the event", n, err)
		}
		if _, err := r.db.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func actAndWait(t *testing.T, path string) {
	r := &rig{t: t, path: path, clock: time.Unix(1700000010, 0)}
	r.open()
	olga, mia := r.withTOTP("olga"), r.withTOTP("mia")
	r.do(func(tx *account.Tx) error {
		tx.Audit("Reset", mia.ID)
		if check, err := tx.SpendTOTP(olga, r.code()); err != nil || !check.OK() {
			t.Fatal(check, err)
		}
		if _, err := tx.ResetTOTP(mia); err != nil {
			return err
		}
		return tx.Notify(account.Message{Channel: account.Mail, To: "mia@x.test"})
	})
	os.Stdout.WriteString("done\n")
	select {} // until the kill
}
