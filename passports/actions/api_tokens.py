"""Tokens for an organization's own systems."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, Organization, Role
from passports.actions.issuing_keys import NotVetted, ensure_key
from passports.models import ApiScope, ApiToken, IssuingKeyKind
from portal.kernel.audit import record

MOST_TOKENS = 50
# A last use is written at most this often, or every request would write a row.
_USE_NOTED_EVERY = timedelta(minutes=1)


class NotAnOwner(Exception):
    """Only owners of the organization make and revoke its tokens."""


class TooManyTokens(Exception):
    """The organization has so many usable tokens already."""


@transaction.atomic
def create(*, organization: Organization, name: str, scopes: Sequence[str],
           expires_at: datetime | None, by: Any) -> tuple[ApiToken, str]:  # fmt: skip
    """A new token and its text, which is shown once and not kept.

    A token that may issue gives the organization its keys. Raises NotAnOwner, NotVetted,
    TooManyTokens, and ValueError for an unknown scope or none.
    """
    chosen = sorted({str(ApiScope(scope)) for scope in scopes})
    if not chosen:
        raise ValueError("a token without a scope opens nothing")
    _require_owner(organization, by)
    if not organization.is_vetted:
        raise NotVetted
    if ApiToken.objects.usable().filter(organization=organization).count() >= MOST_TOKENS:
        raise TooManyTokens
    prefix = f"cp_{secrets.token_hex(4)}"
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        organization=organization,
        name=name,
        prefix=prefix,
        token_hash=_hash(text),
        scopes=chosen,
        expires_at=expires_at,
        created_by=by,
    )
    if ApiScope.ISSUE in chosen:
        for kind in IssuingKeyKind:
            ensure_key(organization=organization, kind=kind, by=by)
    record(by=by, obj=token, deed="api_token_made", codes={"scopes": ".".join(chosen)})
    return token, text


@transaction.atomic
def revoke(*, token: ApiToken, by: Any) -> bool:
    """Revoke a token; it opens nothing from the next request on. False: it was revoked already.

    Raises NotAnOwner.
    """
    _require_owner(token.organization, by)
    return revoke_as_administrator(token=token, by=by)


@transaction.atomic
def revoke_as_administrator(*, token: ApiToken, by: Any) -> bool:
    """The same by somebody who keeps the portal, whose permission the caller has checked."""
    now = timezone.now()
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        return False
    token.refresh_from_db(fields=["revoked_at"])
    record(by=by, obj=token, deed="api_token_revoked")
    return True


def find(text: str) -> ApiToken | None:
    """The usable token with this text; notes that it was used."""
    if len(text) > 200:
        return None
    token = (
        ApiToken.objects.usable()
        .select_related("organization")
        .filter(token_hash=_hash(text))
        .first()
    )
    if token is not None:
        now = timezone.now()
        ApiToken.objects.filter(
            Q(last_used_at=None) | Q(last_used_at__lt=now - _USE_NOTED_EVERY), pk=token.pk
        ).update(last_used_at=now)
    return token


def _require_owner(organization: Organization, by: Any) -> None:
    if not Membership.objects.filter(organization=organization, user=by, role=Role.OWNER).exists():
        raise NotAnOwner


def _hash(text: str) -> str:
    """Digest enough: the text is 256 random bits, so nobody guesses it."""
    return hashlib.sha256(text.encode()).hexdigest()
