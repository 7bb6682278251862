"""Trust registries that others publish: fetched every day; what they say no more is remembered."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from passports.actions import archiving, verification
from passports.adapters.fetching import MemoFetch
from passports.models import (
    REMOTE_KINDS,
    ArchivedKind,
    Credential,
    Issuer,
    PastRecognition,
    RecognizedIssuer,
    RegistryKind,
    TrustRegistry,
)
from passports.standards.trust.entity_statement import NotInFederation
from passports.standards.trust.issuer_list import BadRegistry, read_issuers
from passports.standards.trust.openid_federation import Federation
from passports.standards.types import Fetched, FetchFailed
from portal.kernel.audit import record
from portal.kernel.work import Effect, enqueue

REFRESH = "passports.refresh_registry"
# Issuers that a federation is asked about in one go, drawn anew each day, how many at a time, and
# the time for all of them: what was not asked stays as it was.
MAX_ASKED = 200
AT_ONCE = 8
TOTAL_SECONDS = 35
_METHODS = ("did:key:", "did:jwk:", "did:web:", "https://")


@dataclass(frozen=True)
class Found:
    """What a registry says: names by identifier, and whom it could not be asked about."""

    names: dict[str, str]
    unknown: frozenset[str] = frozenset()
    anchor_keys: list[dict[str, Any]] | None = None
    fetched: tuple[Fetched, ...] = ()


@transaction.atomic
def request(*, registry: TrustRegistry, by: Any) -> None:
    """Ask for a registry to be fetched now."""
    enqueue(REFRESH, registry.id)
    record(by=by, obj=registry, deed="registry_refresh_requested")


@transaction.atomic
def enqueue_all() -> int:
    """Ask for every remote registry in use to be fetched. Returns how many there are."""
    ids = list(
        TrustRegistry.objects.filter(active=True, kind__in=REMOTE_KINDS).values_list(
            "id", flat=True
        )
    )
    for registry_id in ids:
        enqueue(REFRESH, registry_id)
    return len(ids)


def refresh(*, registry_id: UUID) -> Effect | None:
    """Fetch what a registry says, outside any transaction; returns what stores it."""
    registry = TrustRegistry.objects.filter(id=registry_id, kind__in=REMOTE_KINDS).first()
    if registry is None or not registry.source_url:
        return None
    now = timezone.now()
    try:
        if registry.kind == RegistryKind.REMOTE_LIST:
            found = _list_at(registry.source_url)
        else:
            found = _federation_of(registry, now)
    except FetchFailed as error:
        return partial(_note_problem, registry_id, error.code)
    except (BadRegistry, NotInFederation) as error:
        return partial(_note_problem, registry_id, error.code)
    return partial(_store, registry_id, found, now)


def _list_at(url: str) -> Found:
    answer = MemoFetch()(url)
    if answer.archived:
        raise FetchFailed("unreachable", url, transient=True)
    names = {item.identifier: item.name for item in read_issuers(answer.body)}
    return Found(names, fetched=(answer,))


def _federation_of(registry: TrustRegistry, now: datetime) -> Found:
    """The issuers known here that the federation knows too."""
    fetch = MemoFetch(total_seconds=TOTAL_SECONDS, archive=False)
    federation = Federation(registry.source_url.rstrip("/"), fetch, now, registry.anchor_keys)
    keys = federation.anchor_keys()
    listed = set(registry.issuers.values_list("identifier", flat=True))
    asked = _to_ask(listed, federation.subordinates())
    names, unknown = {}, set(listed - set(asked))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for identifier, found in zip(
            asked, pool.map(partial(_ask, federation), asked), strict=True
        ):
            if isinstance(found, str):
                names[identifier] = found
            elif found.transient:
                unknown.add(identifier)
    return Found(names, frozenset(unknown), keys)


def _to_ask(listed: set[str], subordinates: frozenset[str] | None) -> list[str]:
    """Issuers of credentials here, at most MAX_ASKED. A DID that is new to us is asked about only
    if the anchor says that it lists it: that spares a question for every stranger."""
    known = Issuer.objects.filter(Exists(Credential.objects.filter(issuer=OuterRef("pk"))))
    found = [
        identifier
        for identifier in known.order_by("?").values_list("identifier", flat=True)
        if identifier.startswith(_METHODS)
        and (
            subordinates is None
            or identifier in listed
            or identifier in subordinates
            or identifier.startswith("https://")
        )
    ]
    return found[:MAX_ASKED]


def _ask(federation: Federation, identifier: str) -> str | NotInFederation:
    """What the federation calls an issuer, or why it does not."""
    try:
        return federation.beside().member(identifier).name
    except NotInFederation as error:
        return error


def _note_problem(registry_id: UUID, code: str) -> None:
    """What the registry said before stays: silence takes nothing back."""
    TrustRegistry.objects.filter(id=registry_id).update(problem=code[:60])


def _store(registry_id: UUID, found: Found, now: datetime) -> None:
    registry = TrustRegistry.objects.filter(id=registry_id).first()
    if registry is None:
        return
    for answer in found.fetched:
        archiving.archive(answer, kind=ArchivedKind.REGISTRY)
    lines = {line.identifier: line for line in registry.issuers.all()}
    gone = [
        line
        for identifier, line in lines.items()
        if identifier not in found.names and identifier not in found.unknown
    ]
    new = [identifier for identifier in found.names if identifier not in lines]
    remember(gone, now)
    RecognizedIssuer.objects.filter(id__in=[line.id for line in gone]).delete()
    RecognizedIssuer.objects.bulk_create(
        [
            RecognizedIssuer(
                registry=registry, identifier=each, name=found.names[each], since=now.date()
            )
            for each in new
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    registry.refreshed_at, registry.problem = now, ""
    # Signed with a key that was pinned, so these may take its place: anchors change keys too.
    registry.anchor_keys = found.anchor_keys
    registry.save(update_fields=["refreshed_at", "problem", "anchor_keys"])
    changed = [*new, *(line.identifier for line in gone)]
    if changed:
        rechecks = verification.recheck_issued_by(identifiers=changed)
        codes = {"added": len(new), "removed": len(gone), "rechecks": rechecks}
        record(by=None, obj=registry, deed="registry_refreshed", codes=codes)


def remember(lines: list[RecognizedIssuer], ended_at: datetime) -> None:
    """Keep who was recognized until when, before the lines go: answers as of a day need it."""
    PastRecognition.objects.bulk_create(
        [
            PastRecognition(
                registry_id=line.registry_id,
                identifier=line.identifier,
                name=line.name,
                since=line.since,
                speaks_for=line.speaks_for,
                organizations=line.organizations,
                listed_at=line.created_at,
                ended_at=ended_at,
            )
            for line in lines
        ],
        batch_size=500,
    )
