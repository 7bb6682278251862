"""Checking a credential for somebody who has no account. Nothing of it is kept."""

import re
from dataclasses import dataclass

from passports.adapters import qr_photo
from passports.adapters.fetching import MemoFetch
from passports.adapters.verifying import verify_once
from passports.standards import parse
from passports.standards.pipeline import not_a_credential_report
from passports.standards.types import (
    Document,
    Fetch,
    FetchFailed,
    NotACredential,
    Report,
)

# All fetches of one answer together: a web worker waits for them.
TOTAL_SECONDS = 10
# Refusals after which a picture may still be the photo of a code.
_PICTURES = {"other_image", "no_payload", "broken_image"}
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What was found. `address` is where the credential came from, if a link led to it;
    `refusal` names why there is no credential, and then there is no document."""

    report: Report | None = None
    document: Document | None = None
    address: str = ""
    refusal: str = ""


def check_once(content: bytes, *, filename: str = "", seconds: float = TOTAL_SECONDS) -> Answer:
    """Verify what somebody brought: a credential, a photo of a QR code, or a link to one.

    Links are followed once, through the guarded fetch, and all fetches end after `seconds`.
    """
    fetch = MemoFetch(total_seconds=seconds)
    address = _address_in(content)
    try:
        if address:
            return _from_address(address, fetch)
        return _verified(content, filename, fetch)
    except NotACredential as refusal:
        if refusal.code not in _PICTURES and not _WEBP.match(content):
            return _refused(refusal, "", fetch)
    try:
        text = qr_photo.text_in(content)
    except qr_photo.NoCode as error:
        return Answer(refusal=error.code)
    address = _address_in(text.encode())
    try:
        if address:
            return _from_address(address, fetch)
        return _verified(text.encode(), "", fetch)
    except NotACredential as refusal:
        return _refused(refusal, "", fetch)


def _address_in(content: bytes) -> str:
    """The web address that `content` is, and nothing else; an empty string if it is not one."""
    if len(content) > 2100:
        return ""
    text = content.decode("utf-8", errors="replace").strip()
    return text if _ADDRESS.match(text) else ""


def _from_address(address: str, fetch: MemoFetch) -> Answer:
    try:
        fetched = fetch(address)
    except FetchFailed as error:
        return Answer(address=address, refusal=f"link_{error.code}")
    try:
        answer = _verified(fetched.body, "", fetch)
    except NotACredential as refusal:
        return _refused(refusal, address, fetch)
    return Answer(answer.report, answer.document, address)


def _verified(content: bytes, filename: str, fetch: Fetch) -> Answer:
    document = parse(content, filename=filename)
    return Answer(verify_once(document, fetch=fetch), document)


def _refused(refusal: NotACredential, address: str, fetch: MemoFetch) -> Answer:
    report = not_a_credential_report(refusal, fetch.started_at)
    return Answer(report, None, address, refusal.code)
