package store

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// A sealed record is a header (format, schema version, key id, nonce) and an XChaCha20-Poly1305 ciphertext. The header and the record's key are
// its associated data: nothing can be flipped, and no record can be moved to another key.
const (
	sealFormat  = 1
	keyIDSize   = 4
	schemaAt    = 1
	keyIDAt     = 3
	nonceAt     = keyIDAt + keyIDSize
	sealedAt    = nonceAt + chacha20poly1305.NonceSizeX
	schema      = 1 // of the records; a file with a higher one is for a newer program
	sealingSize = 32
)

// A sealer seals records with one key and opens those of several.
type sealer struct {
	current [keyIDSize]byte
	keys    map[[keyIDSize]byte]cipher.AEAD
	random  io.Reader
}

func newSealer(o Options) (*sealer, error) {
	s := &sealer{keys: map[[keyIDSize]byte]cipher.AEAD{}, random: o.Rand}
	for i, key := range append([][]byte{o.Key}, o.OldKeys...) {
		if len(key) != sealingSize {
			return nil, fmt.Errorf("sealing key has %d bytes, %d are needed", len(key), sealingSize)
		}
		id, aead, err := newAEAD(key)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			s.current = id
		}
		s.keys[id] = aead
	}
	return s, nil
}

// newAEAD derives the cipher and the public id of a key, so that the id tells nothing about it.
func newAEAD(key []byte) (id [keyIDSize]byte, aead cipher.AEAD, err error) {
	name, err := hkdf.Key(sha256.New, key, nil, "causeway store key id", keyIDSize)
	if err != nil {
		return id, nil, err
	}
	sealing, err := hkdf.Key(sha256.New, key, nil, "causeway store sealing", sealingSize)
	if err != nil {
		return id, nil, err
	}
	aead, err = chacha20poly1305.NewX(sealing)
	return [keyIDSize]byte(name), aead, err
}

func (s *sealer) seal(key, plain []byte) ([]byte, error) {
	out := make([]byte, sealedAt, sealedAt+len(plain)+chacha20poly1305.Overhead)
	out[0] = sealFormat
	binary.BigEndian.PutUint16(out[schemaAt:], schema)
	copy(out[keyIDAt:], s.current[:])
	if _, err := io.ReadFull(s.random, out[nonceAt:sealedAt]); err != nil {
		return nil, fmt.Errorf("draw a nonce: %w", err)
	}
	return s.keys[s.current].Seal(out, out[nonceAt:sealedAt], plain, associated(out, key)), nil
}

func (s *sealer) open(key, sealed []byte) ([]byte, error) {
	if len(sealed) < sealedAt+chacha20poly1305.Overhead || sealed[0] != sealFormat {
		return nil, ErrCorrupt
	}
	if v := binary.BigEndian.Uint16(sealed[schemaAt:]); v > schema {
		return nil, fmt.Errorf("%w: it says schema %d, this program knows %d", ErrCorrupt, v, schema)
	}
	aead, ok := s.keys[[keyIDSize]byte(sealed[keyIDAt:nonceAt])]
	if !ok {
		return nil, errUnknownKey
	}
	plain, err := aead.Open(nil, sealed[nonceAt:sealedAt], sealed[sealedAt:], associated(sealed, key))
	if err != nil {
		return nil, ErrCorrupt
	}
	return plain, nil
}

var errUnknownKey = fmt.Errorf("%w: sealed with another key", ErrCorrupt)

func isUnknownKey(err error) bool { return errors.Is(err, errUnknownKey) }

// stale reports whether a record is sealed with a key that is not the current one.
func (s *sealer) stale(sealed []byte) bool {
	return len(sealed) >= nonceAt && [keyIDSize]byte(sealed[keyIDAt:nonceAt]) != s.current
}

func associated(header, key []byte) []byte {
	return append(append(make([]byte, 0, nonceAt+len(key)), header[:nonceAt]...), key...)
}

// blind turns a unique value into what stands in the index: the file tells no addresses or usernames.
func blind(key []byte, value string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(value))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
