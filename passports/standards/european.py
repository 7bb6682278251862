"""The checks of a European Digital Credential: what it says is read, its seal is named.

A seal is a JAdES or XAdES signature with a qualified certificate; without Europe's trusted lists
nothing can be said of it, so the answer is "unsupported", never good and never bad.
"""

from __future__ import annotations

from collections.abc import Sequence

from passports.standards import credential
from passports.standards.checked import Checked, Inner
from passports.standards.core import structure_of
from passports.standards.environment import Environment
from passports.standards.finding import Finding, could_not, failed, not_applicable
from passports.standards.formats.elm import credential_in, seal_of
from passports.standards.frozen import replace
from passports.standards.proofs.data_integrity import proofs_of
from passports.standards.recipient import check_recipient
from passports.standards.types import CheckName, Document, Identity
from passports.standards.validity import check_validity


def check(
    document: Document,
    environment: Environment,
    identities: Sequence[Identity] | None,
    inner: Inner,
) -> Checked:
    """The checks of the credential inside; one with a proof of the VC kind is checked by that."""
    data = credential_in(document.data)
    seal = seal_of(document.data)
    if not seal and (document.token or proofs_of(data)):
        return credential.check(replace(document, data=data), environment, identities, inner)
    proof = failed("unsigned")
    if seal:
        proof = could_not("unsupported_proof_type", seal, proof_type=seal)
    findings: list[tuple[CheckName, Finding]] = [
        (CheckName.STRUCTURE, structure_of(document, {}, environment)),
        (CheckName.PROOF, proof),
        (CheckName.ISSUER_KEY, could_not("no_good_proof", "no proof leads to a key")),
        (CheckName.VALIDITY, check_validity(data, environment)),
        (CheckName.STATUS, not_applicable("no_status")),
        (CheckName.SCHEMA, not_applicable("no_schema")),
        (CheckName.RECIPIENT, check_recipient(data, identities)),
        (CheckName.ISSUER_RECOGNIZED, not_applicable("not_asked")),
    ]
    return Checked([finding.as_check(name) for name, finding in findings])
