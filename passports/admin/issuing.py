"""What was issued, with the keys and lists behind it: revoke, suspend, reinstate, rotate."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from passports.actions import api_tokens, issuing_keys, issuing_status
from passports.models import (
    ApiToken,
    IssuedCredential,
    IssuedState,
    IssuedStatusList,
    IssuingKey,
    IssuingKeyState,
)
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused
from portal.kernel.admin.read_only import ReadOnlyAdmin


def _set(to: IssuedState, row: IssuedCredential, by: User, reason: str) -> str:
    try:
        issuing_status.set_state(credential=row, to=to, reason=reason, by=by)
    except issuing_status.MoveLost as error:
        raise Refused(gettext("Nothing was done: somebody else was faster.")) from error
    except issuing_status.NoSuchEntry as error:
        raise Refused(gettext("It was issued without this kind of status.")) from error
    return gettext("Done. Its status list says so from now on; verifiers may keep the old one for "
                   "five minutes.")  # fmt: skip


@admin.register(IssuedCredential)
class IssuedCredentialAdmin(DeedsAdmin):
    list_display = ("credential_id", "organization", "state", "proof", "created_at")
    list_filter = ("state", "proof", "created_at")
    list_select_related = ("organization",)
    search_ids = ("id", "organization_id")
    search_words = ("credential_id", "digest", "issuer", "organization__name_folded__contains")
    search_help_text = gettext_lazy("The id or digest of a credential, an issuer, or an id")
    counted_field = "state"
    fields = readonly_fields = (
        "id",
        "credential_id",
        "organization",
        "issuer",
        "types",
        "proof",
        "key",
        "digest",
        "state",
        "state_reason",
        "state_changed_at",
        "created_at",
    )
    deeds = (
        Deed(
            "revoke",
            gettext_lazy("Revoke"),
            partial(_set, IssuedState.REVOKED),
            applies=lambda row: row.state != IssuedState.REVOKED,
            explanation=gettext_lazy("A revocation is final. To pause a credential, suspend it."),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "suspend",
            gettext_lazy("Suspend"),
            partial(_set, IssuedState.SUSPENDED),
            applies=lambda row: row.state == IssuedState.VALID,
            explanation=gettext_lazy("It does not verify until it is reinstated."),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "reinstate",
            gettext_lazy("Reinstate"),
            partial(_set, IssuedState.VALID),
            applies=lambda row: row.state == IssuedState.SUSPENDED,
            needs_reason=True,
        ),
    )


def _rotate(key: IssuingKey, by: User, reason: str) -> str:
    try:
        issuing_keys.rotate(key=key, by=by)
    except issuing_keys.MoveLost as error:
        raise Refused(gettext("Nothing was done: somebody else was faster.")) from error
    except issuing_keys.NotVetted as error:
        raise Refused(gettext("This organization is not vetted: it gets no new key.")) from error
    return gettext("A new key is in use. What the old one signed stays good.")


def _revoke_key(key: IssuingKey, by: User, reason: str) -> str:
    try:
        issuing_keys.revoke(key=key, by=by)
    except issuing_keys.MoveLost as error:
        raise Refused(gettext("Nothing was done: somebody else was faster.")) from error
    return gettext("Revoked. Nothing that it signed verifies any more.")


@admin.register(IssuingKey)
class IssuingKeyAdmin(DeedsAdmin):
    """Public halves only: the secret ones are shown to nobody."""

    list_display = ("multibase", "organization", "kind", "state", "created_at", "ended_at")
    list_filter = ("state", "kind", "created_at")
    list_select_related = ("organization",)
    search_ids = ("id", "organization_id")
    search_words = ("multibase", "organization__name_folded__contains")
    search_help_text = gettext_lazy("A public key, a part of an organization's name, or an id")
    counted_field = "state"
    fields = readonly_fields = (
        "id",
        "organization",
        "kind",
        "state",
        "multibase",
        "created_at",
        "ended_at",
    )
    deeds = (
        Deed(
            "rotate",
            gettext_lazy("Put a new key into use"),
            _rotate,
            applies=lambda row: row.state == IssuingKeyState.ACTIVE,
            explanation=gettext_lazy("The old one signs nothing new; what it signed stays good."),
            needs_reason=True,
        ),
        Deed(
            "revoke",
            gettext_lazy("Revoke"),
            _revoke_key,
            applies=lambda row: row.state != IssuingKeyState.REVOKED,
            explanation=gettext_lazy(
                "For a key that somebody else may have. Nothing that it ever signed verifies any "
                "more, and its secret half is destroyed."
            ),
            needs_reason=True,
            destroys=True,
        ),
    )


@admin.register(IssuedStatusList)
class IssuedStatusListAdmin(ReadOnlyAdmin):
    list_display = ("id", "organization", "purpose", "used", "version", "created_at")
    list_filter = ("purpose", "created_at")
    list_select_related = ("organization",)
    search_ids = ("id", "organization_id")
    search_words = ("issuer",)
    search_help_text = gettext_lazy("An issuer or an id")
    counted_field = "purpose"
    fields = readonly_fields = (
        "id",
        "organization",
        "issuer",
        "purpose",
        "used",
        "version",
        "created_at",
    )


def _revoke_token(token: ApiToken, by: User, reason: str) -> str:
    if not api_tokens.revoke_as_administrator(token=token, by=by):
        raise Refused(gettext("Nothing was done: somebody else was faster."))
    return gettext("Revoked. It opens nothing any more.")


@admin.register(ApiToken)
class ApiTokenAdmin(DeedsAdmin):
    list_display = ("name", "prefix", "organization", "expires_at", "last_used_at", "revoked_at")
    list_filter = ("created_at", "revoked_at")
    list_select_related = ("organization",)
    search_ids = ("id", "organization_id")
    search_words = ("prefix", "organization__name_folded__contains")
    search_help_text = gettext_lazy("How it begins, a part of an organization's name, or an id")
    fields = readonly_fields = (
        "id",
        "name",
        "prefix",
        "organization",
        "scopes",
        "created_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
    )
    deeds = (
        Deed(
            "revoke",
            gettext_lazy("Revoke"),
            _revoke_token,
            applies=lambda row: row.revoked_at is None,
            needs_reason=True,
            destroys=True,
        ),
    )

    def counts(self) -> list[tuple[Any, int]]:
        return []
