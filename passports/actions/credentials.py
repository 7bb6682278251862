"""Keeping and removing credentials."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q

from passports.actions import assurance, evidence, supersession
from passports.adapters import untrusted
from passports.attesting_portals import is_believed
from passports.claims import attested
from passports.models import Claim, Credential, Issuer
from passports.models import Document as DocumentRow
from passports.standards.types import Document
from portal.kernel.audit import record
from portal.kernel.text import folded

MEDIA_TYPES = {
    "json": "application/json",
    "jwt": "application/jwt",
    "cose": "application/cose",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
_IMAGES = ("png", "svg")


@transaction.atomic
def keep(
    *, holder: Any, document: Document, digest: str, original: bytes, filename: str
) -> tuple[Credential, bool]:
    """Store a document and what it says of itself; (credential, True) unless it was there already.

    `original` are the bytes as they came: those of the image when the credential was baked into
    one. Two calls at once store one credential: the unique constraints decide.
    """
    row, _ = DocumentRow.objects.get_or_create(
        holder=holder, digest=digest, defaults=_document_fields(document, original, filename)
    )
    says = what_it_says(document, filename)
    identifier = says.pop("issuer_identifier")
    if identifier:
        says["issuer"] = Issuer.objects.get_or_create(identifier=identifier)[0]
    return Credential.objects.get_or_create(
        holder=holder, digest=digest, defaults={"document": row, **says}
    )


@transaction.atomic
def remove(*, credential: Credential, by: Any) -> None:
    """Delete the bytes, what they said and every report; claims lose this evidence."""
    # Those that rest on it, and those that rest on an earlier one, which counts again now.
    on_it = Q(evidence__credential=credential) | Q(evidence__credential__superseded_by=credential)
    claims = list(Claim.objects.filter(on_it).distinct())
    record(
        by=by,
        obj=credential,
        deed="credential_removed",
        codes={"claims": len(claims), "digest": credential.digest},
    )
    holder, issuer, external_id = credential.holder, credential.issuer, credential.external_id
    credential.document.delete()
    settled = supersession.settle(holder=holder, issuer=issuer, external_id=external_id)
    for claim in claims:
        assurance.recompute(claim=claim)
    for each in settled:
        evidence.after_verification(credential=each)


def _kind_of_text(document: Document) -> str:
    if document.payload.startswith(b"\xd2\x84"):
        return "cose"
    if document.token:
        return "jwt"
    return "xml" if document.container == "xml" else "json"


def _document_fields(document: Document, original: bytes, filename: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "content": document.payload,
        "media_type": MEDIA_TYPES[_kind_of_text(document)],
        "size_bytes": len(document.payload),
        "filename": filename,
    }
    if document.container in _IMAGES:
        fields |= {
            "container": original,
            "container_digest": sha256(original).hexdigest(),
            "container_media_type": MEDIA_TYPES[document.container],
        }
    return fields


def what_it_says(document: Document, filename: str) -> dict[str, Any]:
    """The fields of a credential that are read from its document, unchecked.

    `issuer_identifier` stands for the issuer; it is empty where nobody could be meant.
    """
    says = document.summary
    achievement = says.achievement.name if says.achievement else ""
    title = untrusted.text(achievement or says.name, 300)
    issuer_id = untrusted.text(says.issuer_id)
    issuer_name = untrusted.text(says.issuer_name, 300)
    external_id = untrusted.text(says.id)
    return {
        "format": untrusted.text(document.format, 60),
        "external_id": external_id if len(external_id) <= 500 else "",
        "title": title or untrusted.text(filename, 300),
        "description": untrusted.text(says.description),
        # An identifier longer than the column is nobody's that we could know.
        "issuer_identifier": issuer_id if len(issuer_id) <= 500 else "",
        "issuer_name": issuer_name,
        "valid_from": says.valid_from,
        "valid_until": says.valid_until,
        "summary": summary_of(document),
        "search_text": folded(f"{title} {untrusted.text(says.name)} {issuer_name} {filename}"),
    }


def summary_of(document: Document) -> dict[str, Any]:
    """What the document says, as JSON for the credential page."""
    says = document.summary
    found: dict[str, Any] = {
        "name": says.name,
        "types": list(says.types),
        "issuer_id": says.issuer_id,
        "issuer_name": says.issuer_name,
        "issuer_url": says.issuer_url,
        "subject_id": says.subject_id,
        "subject_name": says.subject_name,
        "proof_types": list(says.proof_types),
        "valid_from": says.valid_from.isoformat() if says.valid_from else None,
        "valid_until": says.valid_until.isoformat() if says.valid_until else None,
        "container": document.container,
    }
    if says.achievement:
        found["achievement"] = {
            "name": says.achievement.name,
            "type": says.achievement.type,
            "description": says.achievement.description,
            "criteria": says.achievement.criteria,
            "id": says.achievement.id,
        }
    if attested.is_attestation(says.types):
        found["attestation"] = attested.attestation_in(
            document.data, believed=is_believed(says.issuer_id)
        )
    cleaned: dict[str, Any] = untrusted.json_value(found)
    return cleaned
