"""`manage.py issue`, `bake` and `unbake`: files in, files out; no database, no network.

A key file holds one private JWK (RFC 7517): Ed25519 (`OKP`) or P-256 (`EC`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from passports.standards import strict_json
from passports.standards.baking import bake, unbake_png, unbake_svg
from passports.standards.dates import format_date_time
from passports.standards.formats.data_model import version_of
from passports.standards.hints import Any, TextIO
from passports.standards.issuing import ISSUED, JWT, issue
from passports.standards.issuing_problems import problems_before_issuing
from passports.standards.jsonld import JsonLdError
from passports.standards.keys import decode_base64url, encode_base64url
from passports.standards.parsing import parse
from passports.standards.signing_key import AnySigningKey, P256SigningKey, SigningKey
from passports.standards.types import NotACredential

DONE, UNREADABLE, REFUSED = 0, 2, 3


class Unreadable(Exception):
    """A file that cannot be read as what it should be; the message says which and why."""


class RefusedToDo(Exception):
    """What was asked for would be wrong; the message says why."""


def main(argv: Sequence[str], *, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run `issue …`, `bake …` or `unbake …`. Returns the exit code: 0 done, 2 a file that cannot
    be read, 3 refused, with the reason on standard error."""
    arguments = _parser().parse_args(list(argv))
    run: Callable[[argparse.Namespace, TextIO], None] = arguments.run
    try:
        run(arguments, out or sys.stdout)
    except Unreadable as error:
        (err or sys.stderr).write(f"{error}\n")
        return UNREADABLE
    except RefusedToDo as error:
        (err or sys.stderr).write(f"{error}\n")
        return REFUSED
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py", allow_abbrev=False)
    commands = parser.add_subparsers(required=True)
    signing = commands.add_parser("issue", help="sign a credential", allow_abbrev=False)
    signing.add_argument("credential", metavar="CREDENTIAL.json")
    signing.add_argument("--key", required=True, metavar="KEY.json", help="a private JWK")
    signing.add_argument("--new-key", action="store_true", help="make the key file first")
    signing.add_argument("--proof", choices=sorted(ISSUED | {JWT}), help="default: as the key is")
    signing.add_argument("--key-id", default="", metavar="URL", help="default: the did:key")
    signing.set_defaults(run=_issue)
    baking = commands.add_parser("bake", help="put a credential into an image", allow_abbrev=False)
    baking.add_argument("image", metavar="IMAGE")
    baking.add_argument("credential", metavar="CREDENTIAL")
    baking.add_argument("out", metavar="OUT")
    baking.set_defaults(run=_bake)
    taking = commands.add_parser("unbake", help="take it out of an image", allow_abbrev=False)
    taking.add_argument("image", metavar="IMAGE")
    taking.set_defaults(run=_unbake)
    return parser


def _issue(arguments: argparse.Namespace, out: TextIO) -> None:
    if arguments.new_key:
        _make_key(Path(arguments.key))
    key = _read_key(Path(arguments.key))
    credential = _read_json(Path(arguments.credential))
    now = datetime.now(UTC)
    credential.setdefault("issuer", arguments.key_id.partition("#")[0] or key.did)
    credential.setdefault("id", f"urn:uuid:{uuid.uuid4()}")
    start = "issuanceDate" if version_of(credential) == 1 else "validFrom"
    credential.setdefault(start, format_date_time(now))
    problems = problems_before_issuing(credential)
    if problems:
        raise RefusedToDo("\n".join(f"{p.path}: {p.code} {p.detail}".strip() for p in problems))
    proof = arguments.proof or key.suite
    try:
        signed = issue(credential, key=key, proof=proof, created=now, key_id=arguments.key_id)
    except (ValueError, JsonLdError) as error:
        raise RefusedToDo(str(error)) from error
    text = signed if isinstance(signed, str) else json.dumps(signed, ensure_ascii=False, indent=2)
    out.write(f"{text}\n")


def _bake(arguments: argparse.Namespace, out: TextIO) -> None:
    payload = _read(Path(arguments.credential)).strip()
    image = _read(Path(arguments.image))
    try:
        version = {"open_badges_1": 1, "open_badges_2": 2}.get(parse(payload).format, 3)
        baked = bake(image, payload, version=version)
    except (NotACredential, ValueError) as error:
        raise RefusedToDo(f"{arguments.image}: {error}") from error
    Path(arguments.out).write_bytes(baked)


def _unbake(arguments: argparse.Namespace, out: TextIO) -> None:
    image = _read(Path(arguments.image))
    unbake = unbake_png if image.startswith(b"\x89PNG") else unbake_svg
    try:
        payload = unbake(image)
    except NotACredential as error:
        raise RefusedToDo(f"{arguments.image}: {error.code} {error.detail}".strip()) from error
    out.write(payload.decode("utf-8", "replace") + "\n")


def _make_key(file: Path) -> None:
    key = SigningKey.generate()
    content = json.dumps({**key.jwk, "d": encode_base64url(key.seed())}, indent=2) + "\n"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror}") from error
    with os.fdopen(descriptor, "w") as target:
        target.write(content)


def _read_key(file: Path) -> AnySigningKey:
    jwk = _read_json(file)
    kinds: dict[tuple[str, str], type[SigningKey] | type[P256SigningKey]] = {
        ("OKP", "Ed25519"): SigningKey,
        ("EC", "P-256"): P256SigningKey,
    }
    kind = kinds.get((str(jwk.get("kty")), str(jwk.get("crv"))))
    if kind is None:
        raise Unreadable(f"{file}: not a private JWK of Ed25519 or P-256")
    try:
        key: AnySigningKey = kind.from_seed(decode_base64url(jwk.get("d", "")))
    except ValueError as error:
        raise Unreadable(f"{file}: the private part (d) is not good") from error
    if any(jwk.get(name, value) != value for name, value in key.jwk.items()):
        raise Unreadable(f"{file}: the private and the public part do not belong together")
    return key


def _read_json(file: Path) -> dict[str, Any]:
    try:
        value = strict_json.loads(_read(file))
    except strict_json.BadJson as error:
        raise Unreadable(f"{file}: {error}") from error
    if not isinstance(value, dict):
        raise Unreadable(f"{file}: not a JSON object")
    return value


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(f"{file}: {error.strerror}") from error
