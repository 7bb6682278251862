"""Our status lists as others read them: signed when they are first asked for, kept in the cache
until a bit changes or half of their validity is over. Nothing is written to the database."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import RedisError

from passports.adapters.key_wrapping import unwrap
from passports.models import (
    FLAGGED,
    STATUS_LIST_BITS,
    IssuedStatusList,
    IssuingKey,
    IssuingKeyKind,
    StatusPurpose,
)
from passports.standards import issue, make_status_list
from passports.standards.dates import format_date_time

PROOFS = {IssuingKeyKind.ED25519: "eddsa-rdfc-2022", IssuingKeyKind.P256: "ecdsa-rdfc-2019"}
VALID_FOR = timedelta(hours=24)


class NoKey(Exception):
    """Its issuer has no key with which a list could be signed."""


def list_url(status_list: IssuedStatusList) -> str:
    """The public address of a list."""
    return f"{settings.BASE_URL}{reverse('status_list', args=[status_list.pk])}"


def published(status_list: IssuedStatusList) -> bytes:
    """The signed BitstringStatusListCredential as JSON. Raises NoKey, CannotUnwrap."""
    key = _key(status_list)
    name = f"issued-status-list:{status_list.pk}:{status_list.version}:{key.multibase}"
    try:
        kept = cache.get(name)
    except (RedisError, OSError):
        kept = None
    if kept is not None:
        return bytes(kept)
    made = _signed(status_list, key, timezone.now())
    try:
        cache.set(name, made, VALID_FOR.total_seconds() / 2)
    except (RedisError, OSError):
        # Without the shared cache each reader has a fresh signature.
        return made
    return made


def own_status_list(url: str) -> bytes | None:
    """What our own address would answer, without asking the network; None for other addresses."""
    beginning = f"{settings.BASE_URL}/status-lists/"
    if not url.startswith(beginning):
        return None
    try:
        wanted = UUID(url.removeprefix(beginning))
    except ValueError:
        return None
    found = IssuedStatusList.objects.filter(pk=wanted).first()
    if found is None or list_url(found) != url:
        return None
    try:
        return published(found)
    except NoKey:
        return None


def _key(status_list: IssuedStatusList) -> IssuingKey:
    """The organization's key in use; for lists of a did:key that key, also after its retirement:
    nobody else can speak for it. Raises NoKey."""
    keys = IssuingKey.objects.of(status_list.organization).published()
    if status_list.issuer.startswith("did:key:"):
        key = keys.filter(multibase=status_list.issuer.removeprefix("did:key:")).first()
    else:
        key = keys.active().filter(kind=IssuingKeyKind.ED25519).first()
    if key is None:
        raise NoKey
    return key


def _signed(status_list: IssuedStatusList, key: IssuingKey, now: datetime) -> bytes:
    flagged = status_list.entries.filter(
        credential__state=FLAGGED[StatusPurpose(status_list.purpose)]
    ).values_list("index", flat=True)
    # A minute ago, for verifiers whose clock is slow.
    unsigned = make_status_list(
        flagged,
        url=list_url(status_list),
        issuer=status_list.issuer,
        purpose=status_list.purpose,
        valid_from=now - timedelta(minutes=1),
        bits=STATUS_LIST_BITS,
    )
    unsigned["validUntil"] = format_date_time(now + VALID_FOR)
    signed: dict[str, Any] | str = issue(
        unsigned,
        key=unwrap(key),
        proof=PROOFS[key.kind],
        created=now,
        key_id=f"{status_list.issuer}#{key.multibase}",
    )
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()
