"""The words of a verification: check, outcome, verdict, report, and the ports to the outside.

Everything outside the document (network, key material, trust lists, contexts, the clock, the
holder's proven identities) is handed in, so that a verdict can be repeated, tested offline and
taken as of an earlier date.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from datetime import datetime

from passports.standards.frozen import frozen
from passports.standards.hints import Any, Protocol


class Outcome(enum.StrEnum):
    """What one check found. "Could not check" is never shown as passed or as failed."""

    PASSED = "passed"
    FAILED = "failed"
    COULD_NOT_CHECK = "could_not_check"
    NOT_APPLICABLE = "not_applicable"


class Verdict(enum.StrEnum):
    """The whole answer about one document."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    INCONCLUSIVE = "inconclusive"
    UNSUPPORTED = "unsupported"
    NOT_A_CREDENTIAL = "not_a_credential"


class CheckName(enum.StrEnum):
    """The questions, in the order in which a report lists them."""

    STRUCTURE = "structure"
    PROOF = "proof"
    ISSUER_KEY = "issuer_key"
    VALIDITY = "validity"
    STATUS = "status"
    SCHEMA = "schema"
    RECIPIENT = "recipient"
    ISSUER_RECOGNIZED = "issuer_recognized"


@frozen
class Check:
    """One question and what was found.

    `code` is a stable snake_case word (`revoked`, `bad_signature`, `unsupported_proof_type`);
    sentences for people are made from it elsewhere. `params` are JSON values for these sentences.
    `detail` is one line for engineers, never translated.
    """

    name: CheckName
    outcome: Outcome
    code: str
    detail: str = ""
    params: Mapping[str, Any] = {}


@frozen
class Report:
    """The ordered checks of one document, its verdict, and what the document says of itself.

    `nested` holds a report of its own for each credential inside a bundle or a presentation;
    `fetched` are the documents from outside that the whole answer rests on. `endorsements` never
    change the verdict.
    """

    verdict: Verdict
    checks: tuple[Check, ...]
    format: str
    checked_at: datetime
    summary: Summary | None = None
    nested: tuple[Report, ...] = ()
    fetched: tuple[Fetched, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()


@frozen
class Endorsement:
    """What somebody says of a credential or a part of it, with a report of its own.

    `about`: what in the host it names (`credential`, `issuer`, `achievement`, `person`,
    `profile`), empty where that is nothing in the host. `by_issuer`: who issued the host says it.
    """

    report: Report
    about: str = ""
    comment: str = ""
    by_issuer: bool = False


@frozen
class Achievement:
    """What a credential says was achieved (OB 3.0 Achievement, or the nearest thing)."""

    name: str = ""
    type: str = ""
    description: str = ""
    criteria: str = ""
    id: str = ""
    image: str = ""


@frozen
class Summary:
    """What a document says, read from it without any check. Every string is untrusted text."""

    id: str = ""
    types: tuple[str, ...] = ()
    name: str = ""
    description: str = ""
    issuer_id: str = ""
    issuer_name: str = ""
    issuer_url: str = ""
    subject_id: str = ""
    subject_name: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    achievement: Achievement | None = None
    proof_types: tuple[str, ...] = ()


@frozen
class Token:
    """A compact JWS or a COSE message taken apart, not yet verified. `text` is the whole of it."""

    text: str
    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signed: bytes
    signature: bytes


@frozen
class Document:
    """One credential found in some bytes. `payload` names it: its SHA-256 is the digest.

    `data` is the one parse of the payload (duplicate keys refused) that is verified, shown and
    stored. For an enveloped credential (JWT) `data` is the credential inside and `token` the
    compact serialization. `container` is `json`, `jwt`, `cose`, `png`, `svg` or `xml`:
    where it was found.
    """

    format: str
    payload: bytes
    data: Mapping[str, Any]
    container: str = "json"
    token: str = ""
    summary: Summary = Summary()
    # The parts of `token`, where it was parsed in this process.
    reading: Token | None = None


class NotACredential(Exception):
    """`parse` found no credential in the bytes. `code` says why; `params` feed the sentence."""

    def __init__(self, code: str, detail: str = "", **params: Any) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail
        self.params = params


@frozen
class Limits:
    """Bounds that apply before parsing. Sizes in bytes, times in seconds."""

    document_bytes: int = 5_000_000
    decompressed_bytes: int = 20_000_000
    nesting: int = 64
    quads: int = 20_000
    proofs: int = 20
    canonicalization_steps: int = 200_000
    fetches: int = 16
    nested_credentials: int = 100
    clock_skew_seconds: int = 60


DEFAULT_LIMITS = Limits()


@frozen
class Fetched:
    """One document from outside, as it came from `url`. `hops` are the addresses that led on to
    it, the one that was asked first; none where that was `url` itself. `archived`: its host gave
    none now, and this is what it gave at `fetched_at`."""

    url: str
    body: bytes
    media_type: str
    fetched_at: datetime
    archived: bool = False
    hops: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The address that was asked for it."""
        return self.hops[0] if self.hops else self.url


class FetchFailed(Exception):
    """A fetch gave no document. `code`: `refused` (our rules forbid the address), `not_found`,
    `unreachable`, `too_large`, `too_slow`, `bad_answer`. `transient` ones are worth another try."""

    def __init__(self, code: str, url: str, detail: str = "", *, transient: bool) -> None:
        super().__init__(detail or code)
        self.code = code
        self.url = url
        self.detail = detail
        self.transient = transient


class Fetch(Protocol):
    """The only door to the network. Raises `FetchFailed`."""

    def __call__(self, url: str) -> Fetched: ...


class KeyStore(Protocol):
    """Documents of issuers known already (pinned or archived), asked before any fetch."""

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None: ...


@frozen
class Recognition:
    """One trust registry that knows an issuer, and for whom it says that the issuer may speak:
    `itself`, `listed` (itself and `organizations`) or `any`."""

    registry: str
    name: str = ""
    since: datetime | None = None
    speaks_for: str = "itself"
    organizations: tuple[str, ...] = ()


class TrustStore(Protocol):
    """Which trust registries know this issuer (DID or https identifier)?"""

    def recognitions(self, issuer_id: str) -> Sequence[Recognition]: ...


@frozen
class Identity:
    """One identity that the holder has proven: `kind` is `email` or `did`."""

    kind: str
    value: str
