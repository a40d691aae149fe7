"""Makes passwords.jsonl: hashes of passwords by tools that share no code with Causeway.

    pip install passlib==1.7.4 argon2-cffi==25.1.0 bcrypt==4.0.1
    python passwords.py > passwords.jsonl

Salts are fixed, so that another run makes the same file. What .NET writes is put together here as its sources document it, over hashlib.
"""

import argparse
import base64
import hashlib
import json
import struct

import argon2.low_level
import bcrypt
from passlib.hash import bcrypt as passlib_bcrypt
from passlib.hash import scrypt as passlib_scrypt

SALT = bytes(range(16))
WORDS = {
    "plain": "correct horse battery staple",
    "empty": "",
    "accents": "Zo\u00eb pa\u00dfwort \u5bc6\u7801 \U0001f511",
    "blanks": " two blanks ",
}


def text(data):
    return base64.b64encode(data).decode()


def argon2id(word, memory, passes, lanes):
    return argon2.low_level.hash_secret(word.encode(), SALT, passes, memory, lanes, 32, argon2.low_level.Type.ID).decode()


def bcrypt_of(word, ident, rounds):
    salt = bcrypt.gensalt(rounds)[:7] + b"abcdefghijklmnopqrstuu"
    return bcrypt.hashpw(word.encode(), ident.encode() + salt[3:]).decode()


def passlib_2y(word):
    return passlib_bcrypt.using(ident="2y", rounds=5, salt="abcdefghijklmnopqrstuu").hash(word)


def rocketchat(word):
    """Meteor's accounts-password: bcrypt over the SHA-256 of the password in hexadecimal."""
    return bcrypt_of(hashlib.sha256(word.encode()).hexdigest(), "$2b", 5)


def identity2(word):
    """00, salt[16], PBKDF2-HMAC-SHA1 x 1000 [32]; Microsoft.AspNet.Identity and the compatibility mode of ASP.NET Core."""
    return text(b"\x00" + SALT + hashlib.pbkdf2_hmac("sha1", word.encode(), SALT, 1000, 32))


def identity3(word, prf, rounds, salt=SALT, size=32):
    """01, prf, rounds, size of salt (32 bits each, big-endian), salt, PBKDF2; ServiceStack's PasswordHasher writes prf 1."""
    name = ["sha1", "sha256", "sha512"][prf]
    return text(b"\x01" + struct.pack(">III", prf, rounds, len(salt)) + salt + hashlib.pbkdf2_hmac(name, word.encode(), salt, rounds, size))


def salted(word, salt):
    """The columns PasswordHash and Salt of ServiceStack's SaltedHash: SHA-256 over the password and then the salt."""
    return {"hash": text(hashlib.sha256(word.encode() + salt).digest()), "salt": text(salt)}


def scrypt_hashlib(word, ln, r, p, size=32):
    key = hashlib.scrypt(word.encode(), salt=SALT, n=1 << ln, r=r, p=p, maxmem=1 << 28, dklen=size)
    return f"$scrypt$ln={ln},r={r},p={p}${text(SALT).rstrip('=')}${text(key).rstrip('=')}"


def main():
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    print("# Hashes of passwords, made by passwords.py with PyPI argon2-cffi 25.1.0, bcrypt 4.0.1, passlib 1.7.4 and Python's hashlib;")
    print('# "made" names the tool. A "salt" stands in a column of its own; "wrong" is refused, where "password" with an x behind is not the point.')
    for id, word in WORDS.items():
        line("argon2id-" + id, "argon2-cffi", word, argon2id(word, 64, 1, 1))
        line("bcrypt-2b-" + id, "bcrypt", word, bcrypt_of(word, "$2b", 4))
        line("bcrypt-2a-" + id, "bcrypt", word, bcrypt_of(word, "$2a", 4))
        line("bcrypt-2y-" + id, "passlib", word, passlib_2y(word))
        line("rocketchat-" + id, "hashlib, bcrypt", word, rocketchat(word))
        line("identity-v2-" + id, "hashlib", word, identity2(word))
        for prf, name in enumerate(["sha1", "sha256", "sha512"]):
            line(f"identity-v3-{name}-{id}", "hashlib", word, identity3(word, prf, 1200 + prf))
        line("servicestack-pbkdf2-" + id, "hashlib", word, identity3(word, 1, 10000))
        line("servicestack-sha256-" + id, "hashlib", word, **salted(word, SALT[1:5]))
        line("scrypt-" + id, "passlib", word, passlib_scrypt.using(rounds=6, block_size=8, parallelism=2, salt=SALT).hash(word))
    word = WORDS["plain"]
    line("argon2id-today", "argon2-cffi", word, argon2id(word, 19456, 2, 1))
    line("argon2id-lanes", "argon2-cffi", word, argon2id(word, 65536, 3, 4))
    line("bcrypt-10", "bcrypt", word, bcrypt_of(word, "$2b", 10))
    line("bcrypt-reads-72-bytes", "bcrypt", "x" * 72 + "and not this", bcrypt_of("x" * 72, "$2b", 4), wrong="x" * 71 + "y")
    line("identity-v3-of-net-8", "hashlib", word, identity3(word, 2, 100000))
    line("identity-v3-long-salt", "hashlib", word, identity3(word, 0, 50, bytes(range(40)), 48))
    line("servicestack-sha256-long-salt", "hashlib", word, **salted(word, SALT))
    line("scrypt-default-of-passlib", "passlib", word, passlib_scrypt.using(salt=SALT).hash(word))
    line("scrypt-most", "hashlib", word, scrypt_hashlib(word, 17, 8, 1))
    line("scrypt-long-key", "hashlib", word, scrypt_hashlib(word, 5, 4, 3, 64))


def line(id, made, password, hash, **more):
    print(json.dumps({"id": id, "made": made, "password": password, "hash": hash, **more}))


if __name__ == "__main__":
    main()
