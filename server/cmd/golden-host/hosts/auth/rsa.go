package auth

import (
	"crypto/rsa"
	"math/big"
)

// rsaKey is the recorded test key. It is published and protects nothing.
func rsaKey() *rsa.PrivateKey {
	number := func(text string) *big.Int { return new(big.Int).SetBytes(decoded(text)) }
	k := &rsa.PrivateKey{
		PublicKey: rsa.PublicKey{N: number(modulus), E: 65537},
		D:         number(exponent),
		Primes:    []*big.Int{number(prime1), number(prime2)},
	}
	k.Precompute()
	return k
}

const (
	modulus = "r2rBMZ0Vqlfv1Bh/GWvcREglrnHn7INFvFnqY4MBfvfUKGg961j3Y5sNIcl0nq9JJJwkWP2y1ZrgGB6NWBU9A2QmyRPdMT0GsU1ZR6cWBH9P0k0IqARpm0Qy" +
		"8FrYduJqnRfZ14JyosrbhFKOu2Rr33t5BwJeiH+aT2pA75WUXkBRL8Nhj3omZPIdFBUqZslLqMgbu34WjBWjT3igXx2i15+jevovu/GnJkmSmR8AXQ4wvJLr" +
		"O5BNX+bNg3Y0jVWqRkIQyOIwd7rkFa+fuK/4R4aNa0BbpyzIt2K2uMaUcrB+EEGIXeGLmjeXppUmzt/pVMTfUp0emO+nkXmEfkwIUw=="
	exponent = "BkDFHpUjFWg+vYNFXe0eiXU+7p8ogsxSezqDT0UiE69sPyfUHo8Ue9b7mrA5OYI1wRnVy9xN+IJQVFvGcxTdZhZhsY+ai2ue+56uZ45OYR5UBJhIDjaLYy8F" +
		"An9ihv5e3uG08L3kLecS+H5kOyGDHOYkXs/CpJVT4AUsHROVGd+cRcgHZDlsRxSulZ7A9GLM/W5CP7nOPUUGupe33jhHVxgKiEyYu6cVoAPBl4dCandp+UJr" +
		"5IlFTVs3+oEGOA4K+Ds85pvEleLCp5q9H2RKPGKxMEj8R7aWVSVOzTe6zlp39VuqifWTg7evhSvAKebrpoix+qrWrkiGI1L/W1eVsQ=="
	prime1 = "3YmBeai0BfkDkqYi5s8Vhwt36X9MYJaWOeMFBxorX8wqPScXNbHjlGILyMj4lR05XIhe/fnyk3gbZHe8jroRmVonrnDnbB53CpKb4ndjc/45Vr/X3fh3R839" +
		"9rqEY5DdxeHXz9EeoOLxxoQrlZww190QuoOmCU+hHiNYe2C5WiM="
	prime2 = "yrSPsIkC0PAzZPlxVWJc65Twh8iByC2ASeNC/EhhzxqAot7bpkYNbAJ1wR//DIKHuhFsG2UHi2kr0skZeGnWnCuCdBzXjUkZthPKcOrd/XbEd2E4isFxk5Hb" +
		"+uiYNah2uncIjUm9Z3XQAmN+AQJGuQ8NYMOywfRp53xcGSshhBE="
)
