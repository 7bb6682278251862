"""The did:web identity of the portal and of each organization, and the documents behind it.

https://w3c-ccg.github.io/did-method-web/ and https://www.w3.org/TR/cid-1.0/#controlled-identifier-documents
"""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Organization, Vetting
from passports.models import IssuingKey, IssuingKeyKind, IssuingKeyState

CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


def own_did(organization: Organization | None) -> str:
    """did:web:HOST for the portal, did:web:HOST:organizations:ID for an organization."""
    host = urlsplit(settings.BASE_URL).netloc.lower().replace(":", "%3A")
    return f"did:web:{host}" if organization is None else (
        f"did:web:{host}:organizations:{organization.pk}"
    )  # fmt: skip


def is_own_did(did: str) -> bool:
    """Whether the portal, or an organization on it, is named: only this portal signs for these."""
    return did == own_did(None) or did.startswith(f"{own_did(None)}:organizations:")


def method_id(did: str, key: IssuingKey) -> str:
    """The DID URL of a key in the document of `did`."""
    return f"{did}#{key.multibase}"


def did_document(organization: Organization | None) -> dict[str, Any] | None:
    """The public document, or None: never vetted, or without keys yet.

    The document of a suspended organization stays, with all its keys: what it signed before was
    signed rightly, and whoever meets one of its credentials must be able to check it. It signs
    nothing new meanwhile. Retired keys stay for the same reason. A revoked key stays in the list
    of methods, marked with when it was revoked, and may no longer assert anything.
    """
    if organization is not None and organization.vetting not in (Vetting.VETTED, Vetting.SUSPENDED):
        return None
    keys = list(IssuingKey.objects.of(organization).order_by("created_at"))
    if not keys:
        return None
    did = own_did(organization)
    valid = [
        method_id(did, key)
        for key in reversed(keys)
        if key.state != IssuingKeyState.REVOKED
    ]  # fmt: skip
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": [_method(did, key) for key in reversed(keys)],
        "assertionMethod": valid,
        # For the presentations that it signs.
        "authentication": valid,
    }


def own_document(identifier: str) -> dict[str, Any] | None:
    """The document of a DID of ours, made from the rows; None for anybody else's."""
    if identifier == own_did(None):
        return did_document(None)
    organization = organization_of(identifier)
    return None if organization is None else did_document(organization)


def organization_of(identifier: str) -> Organization | None:
    """The organization whose DID here `identifier` is; None for anybody else's."""
    beginning = f"{own_did(None)}:organizations:"
    if not identifier.startswith(beginning):
        return None
    try:
        wanted = UUID(identifier.removeprefix(beginning))
        organization = Organization.objects.filter(pk=wanted).first()
    except (ValueError, ValidationError):
        return None
    if organization is None or own_did(organization) != identifier:
        return None
    return organization


def did_key_of(key: IssuingKey) -> str:
    """The did:key that names the same key, for those who cannot resolve did:web."""
    return f"did:key:{key.multibase}"


def kind_for(proof: str) -> str:
    """The kind of key that signs with this proof."""
    return IssuingKeyKind.P256 if proof.startswith("ecdsa") else IssuingKeyKind.ED25519


def _method(did: str, key: IssuingKey) -> dict[str, Any]:
    method = {
        "id": method_id(did, key),
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": key.multibase,
    }
    if key.state == IssuingKeyState.REVOKED and key.ended_at is not None:
        method["revoked"] = key.ended_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return method
