"""Issuing credentials in the name of an organization or of the portal."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Organization
from passports.actions.issuing_keys import NotVetted, ensure_key
from passports.adapters.key_wrapping import unwrap
from passports.adapters.own_identity import did_key_of, kind_for, method_id, own_did
from passports.adapters.own_status_lists import list_url
from passports.models import (
    STATUS_LIST_BITS,
    IssuedCredential,
    IssuedStatusEntry,
    IssuedStatusList,
    IssuingKey,
    IssuingKeyKind,
    StatusPurpose,
)
from passports.standards import issue, status_entry
from passports.standards.dates import format_date_time
from passports.standards.formats.data_model import CONTEXT_1, CONTEXT_2
from passports.standards.issuing_problems import IssuingProblem, problems_before_issuing
from passports.standards.jsonld import JsonLdError
from portal.kernel.audit import record

JWT = "vc+jwt"
INTEGRITY_CONTEXT = "https://w3id.org/security/data-integrity/v2"
STATUS_CONTEXT = "https://www.w3.org/ns/credentials/status/v1"
PROOFS = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", JWT)
PURPOSES = (StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION)
# A list is full at half of its bits, so that a free one is found by guessing.
MOST_ENTRIES = STATUS_LIST_BITS // 2
GUESSES = 100


class CannotIssue(Exception):
    """The credential is not fit to be issued. `problems` say where."""

    def __init__(self, problems: Sequence[IssuingProblem]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.code} {p.detail}".strip() for p in problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Issued:
    """The row, and the credential as it goes out: an object, or a compact JWS."""

    row: IssuedCredential
    credential: dict[str, Any] | str


@transaction.atomic
def issue_credential(
    *,
    organization: Organization | None,
    credential: Mapping[str, Any],
    by: Any,
    proof: str = "eddsa-rdfc-2022",
    purposes: Sequence[str] = PURPOSES,
    token_id: str = "",
) -> Issued:
    """Sign `credential` in the name of `organization` (None: the portal) and remember that.

    What it lacks is added: `issuer` (the organization's did:web, or an `id` for an issuer object),
    `id` (a random UUID), `validFrom` (now), one status entry for each of `purposes`, and for a
    credential of version 1.1 the contexts of its proof and of these entries. An issuer
    that it names must be the organization's did:web or the did:key of a key in use. Proofs that it
    has stay beside the new one. `token_id` is the API token that asked, for the audit trail.
    Raises NotVetted, and CannotIssue for a credential that does not conform to its data model or
    has terms that its contexts do not define.
    """
    if proof not in PROOFS:
        raise CannotIssue([IssuingProblem("unsupported_proof_type", "proof", proof[:60])])
    if organization is not None and not organization.is_vetted:
        raise NotVetted
    # Status lists of a did:web are signed with the first one.
    key = ensure_key(organization=organization, kind=IssuingKeyKind.ED25519, by=by)
    if kind_for(proof) != IssuingKeyKind.ED25519:
        key = ensure_key(organization=organization, kind=kind_for(proof), by=by)
    unsigned = _with_contexts(_completed(credential, organization), proof, purposes)
    issuer, method = _issuer(unsigned, organization, key)
    problems = problems_before_issuing(unsigned)
    if problems:
        raise CannotIssue(problems)
    row = IssuedCredential.objects.create(
        organization=organization,
        key=key,
        credential_id=unsigned["id"],
        issuer=issuer,
        types=unsigned["type"] if isinstance(unsigned["type"], list) else [unsigned["type"]],
        proof=proof,
    )
    entries = [_entry(row, StatusPurpose(purpose)) for purpose in purposes]
    unsigned = _with_status(unsigned, entries)
    try:
        signed = issue(
            unsigned, key=unwrap(key), proof=proof, created=timezone.now(), key_id=method
        )
    except JsonLdError as error:
        raise CannotIssue([IssuingProblem(error.code, "@context", error.detail)]) from error
    if isinstance(signed, dict) and "proof" in unsigned:
        signed["proof"] = [*_listed(unsigned["proof"]), signed["proof"]]
    row.digest = hashlib.sha256(_compact(signed)).hexdigest()
    row.save(update_fields=["digest"])
    codes = {"proof": proof, "digest": row.digest, "token": token_id}
    record(by=by, obj=row, deed="credential_issued", codes=codes)
    return Issued(row, signed)


def usual_proof(credential: Mapping[str, Any]) -> str:
    """The proof for an issuer that the caller names: that of its key if it is a did:key."""
    issuer = credential.get("issuer")
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    p256 = isinstance(named, str) and named.startswith("did:key:zDn")
    return "ecdsa-rdfc-2019" if p256 else "eddsa-rdfc-2022"


def issue_attestation(*, organization: Organization | None, subject: Mapping[str, Any], name: str,
                      types: Sequence[str] = (), by: Any, contexts: Sequence[Any] = (),
                      valid_until: str = "",
                      members: Mapping[str, Any] | None = None) -> Issued:  # fmt: skip
    """A signed VCDM 2.0 credential for one attestation, revocable and suspendable.

    `subject` is what is attested (`credentialSubject`), `name` what the credential is called,
    `types` and `contexts` come after those of the data model; a term that no context defines is
    refused. `valid_until` is a dateTimeStamp. `members` are further ones of the credential, such as
    `evidence`, or an `issuer` object without an `id`. Raises as `issue_credential` does.
    """
    credential: dict[str, Any] = {
        "@context": [CONTEXT_2, *contexts],
        "type": ["VerifiableCredential", *types],
        "name": name,
        "credentialSubject": dict(subject),
        **(members or {}),
    }
    if valid_until:
        credential["validUntil"] = valid_until
    return issue_credential(organization=organization, credential=credential, by=by)


def _completed(credential: Mapping[str, Any], organization: Organization | None) -> dict[str, Any]:
    unsigned = dict(credential)
    issuer = unsigned.get("issuer", own_did(organization))
    if isinstance(issuer, dict) and "id" not in issuer:
        issuer = {"id": own_did(organization), **issuer}
    unsigned["issuer"] = issuer
    unsigned.setdefault("id", f"urn:uuid:{uuid.uuid4()}")
    first = next(iter(_listed(unsigned.get("@context"))), None)
    start = "issuanceDate" if first == CONTEXT_1 else "validFrom"
    unsigned.setdefault(start, format_date_time(timezone.now()))
    return unsigned


def _with_contexts(unsigned: dict[str, Any], proof: str, purposes: Sequence[str]) -> dict[str, Any]:
    """Version 2.0 defines the terms of proofs and of status entries, version 1.1 does not."""
    contexts = unsigned.get("@context")
    if not isinstance(contexts, list) or contexts[:1] != [CONTEXT_1]:
        return unsigned
    needed = ([INTEGRITY_CONTEXT] if proof != JWT else []) + ([STATUS_CONTEXT] if purposes else [])
    missing = [context for context in needed if context not in contexts]
    return {**unsigned, "@context": [*contexts, *missing]} if missing else unsigned


def _issuer(
    unsigned: Mapping[str, Any], organization: Organization | None, key: IssuingKey
) -> tuple[str, str]:
    """The identifier under which it goes out and the verification method that belongs to it."""
    issuer = unsigned["issuer"]
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    did = own_did(organization)
    if named == did:
        return did, method_id(did, key)
    if named == did_key_of(key):
        return did_key_of(key), f"{did_key_of(key)}#{key.multibase}"
    detail = f"{str(named)[:200]} is not an identifier of this organization; it is {did}"
    raise CannotIssue([IssuingProblem("wrong_issuer", "issuer", detail)])


def _entry(row: IssuedCredential, purpose: StatusPurpose) -> dict[str, Any]:
    status_list = _open_list(row, purpose)
    for _guess in range(GUESSES):
        index = secrets.randbelow(STATUS_LIST_BITS)
        try:
            with transaction.atomic():
                IssuedStatusEntry.objects.create(
                    credential=row, status_list=status_list, index=index
                )
        except IntegrityError:
            # Somebody has this bit.
            continue
        transaction.on_commit(partial(_count_one, status_list.pk), robust=True)
        return status_entry(list_url(status_list), index, purpose=purpose.value)
    raise RuntimeError(f"no free bit found in status list {status_list.pk}")


def _count_one(list_id: uuid.UUID) -> None:
    """After the commit: inside, everybody who signs in one name would wait for whoever signs before
    them. An entry that is not counted because the process died makes the list fuller by one."""
    IssuedStatusList.objects.filter(pk=list_id).update(used=F("used") + 1)


def _open_list(row: IssuedCredential, purpose: StatusPurpose) -> IssuedStatusList:
    lists = IssuedStatusList.objects.filter(
        organization=row.organization, issuer=row.issuer, purpose=purpose, used__lt=MOST_ENTRIES
    )
    found = lists.order_by("created_at").first()
    return found or IssuedStatusList.objects.create(
        organization=row.organization, issuer=row.issuer, purpose=purpose
    )


def _with_status(unsigned: dict[str, Any], entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if not entries:
        return unsigned
    every = [*_listed(unsigned.get("credentialStatus")), *entries]
    return {**unsigned, "credentialStatus": every[0] if len(every) == 1 else every}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _compact(signed: Mapping[str, Any] | str) -> bytes:
    if isinstance(signed, str):
        return signed.encode()
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()
