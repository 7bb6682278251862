"""Small readers: keys and their encodings, packed lists, dates, tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from passports.standards import encodings, keys
from passports.standards.dates import format_date_time, from_numeric_date, parse_date_time
from passports.standards.identifiers import CannotResolve, resolve
from passports.standards.keys import BadKey
from passports.standards.status.encoding import EITHER, BadList, unpack, unpack_plain
from passports.standards.types import DEFAULT_LIMITS, FetchFailed
from tests.fuzz.mutation import mutate_json
from tests.fuzz.oracle import require
from tests.fuzz.targets.documents import P256, status_list_seeds
from tests.fuzz.targets.target import Target
from tests.standards.making import ISSUER_KEY, Documents


def key_seeds() -> dict[str, bytes]:
    jwk = json.dumps(P256.jwk).encode()
    return {
        "multikey-ed25519.txt": ISSUER_KEY.multibase.encode(),
        "multikey-p256.txt": P256.multibase.encode(),
        "base64url.txt": b"u7QEAAQID",
        "jwk-ed25519.json": json.dumps(ISSUER_KEY.jwk).encode(),
        "jwk-p256.json": jwk,
        "jwk-rsa.json": b'{"kty": "RSA", "n": "' + b"_" * 342 + b'", "e": "AQAB"}',
        "did-key.txt": ISSUER_KEY.did.encode(),
        "did-jwk.txt": b"did:jwk:" + encodings.encode_base64url(jwk).encode(),
        "did-web.txt": b"did:web:college.example%3A8443:a:b",
        "https.txt": b"https://college.example/issuer#key",
        "key.pem": b"-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQ\n-----END PUBLIC KEY-----\n",
    }


def _keys() -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        try:
            data = encodings.decode_multibase(text)
            back = encodings.encode_base58btc(data)
            if text.startswith("u"):
                back = "u" + encodings.encode_base64url(data)
            require(back == text, "a second spelling of the same bytes")
        except ValueError:
            pass
        for read in (keys.from_multikey, keys.from_pem, _from_jwk):
            try:
                key = read(text)
            except BadKey:
                continue
            if key.kind in {"Ed25519", "P-256", "P-384"}:
                again = keys.from_multikey(keys.to_multikey(key))
                require(again.same_as(key), "a key that changes when written")
        with suppress(CannotResolve, FetchFailed):
            resolve(text, fetch=Documents(), keys=None)

    return run


def _from_jwk(text: str) -> keys.PublicKey:
    try:
        return keys.from_jwk(json.loads(text))
    except (ValueError, RecursionError):
        raise BadKey("bad_key") from None


def packed_seeds() -> dict[str, bytes]:
    encoded = json.loads(status_list_seeds()["list.json"])["credentialSubject"]["encodedList"]
    return {"bits.txt": encoded.encode(), "plain.txt": encoded.removeprefix("u").encode()}


def _packed() -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        text = content.decode("latin-1")
        for read in (
            lambda: unpack(text, DEFAULT_LIMITS),
            lambda: unpack_plain(text, DEFAULT_LIMITS, EITHER),
        ):
            with suppress(BadList):
                require(len(read()) <= DEFAULT_LIMITS.decompressed_bytes, "over the bound")

    return run


def date_seeds() -> dict[str, bytes]:
    return {
        "utc.txt": b"2024-05-01T00:00:00Z",
        "offset.txt": b"2024-02-29T23:59:59.123456789-05:30",
        "midnight.txt": b"9999-12-31T24:00:00",
        "numeric.txt": b"1714521600.5",
    }


def _dates() -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        for required in (True, False):
            found = parse_date_time(text, zone_required=required)
            if found is not None:
                require(found.tzinfo is UTC, "a time that is not in UTC")
                again = parse_date_time(format_date_time(found))
                require(again == found.replace(microsecond=0), "a time that changes when written")
        try:
            moment = from_numeric_date(float(text))
        except ValueError:
            return
        require(moment is None or isinstance(moment, datetime), "no time")

    return run


def table_seeds() -> dict[str, bytes]:
    return {
        "table.csv": b'name,email\r\n"A, B",a@b.example\r\n=1+1,\'+2\r\n',
        "semicolons.csv": "email;name\nx@y.example;é\n".encode("latin-1"),
        "utf16.csv": "name\temail\nA\tb\n".encode("utf-16"),
    }


def _tables() -> Callable[[bytes], None]:
    import django

    django.setup()
    from portal.kernel.safe_csv import CsvRefused, csv_text, read_csv

    def run(content: bytes) -> None:
        try:
            found = read_csv(content, required=["name"], optional=["email"])
        except CsvRefused as refusal:
            require(bool(refusal.code and refusal.message), "a refusal without words")
            return
        rows = [[row.values["name"], row.values.get("email", "")] for row in found.rows]
        written = csv_text(["name", "email"], rows)
        for row in rows:
            for cell in row:
                require(not cell.startswith("\0"), "NUL in a cell")
        again = read_csv(written.encode("utf-8-sig"), required=["name"], optional=["email"])
        require(
            [[r.values["name"], r.values["email"]] for r in again.rows] == rows,
            "a table that changes when written",
        )

    return run


TARGETS = (
    Target("keys", _keys, key_seeds, mutate_json),
    Target("packed_bits", _packed, packed_seeds),
    Target("dates", _dates, date_seeds),
    Target("tables", _tables, table_seeds),
)
