"""The checks of one verifiable credential: the four of the core, status, schema, and its people."""

from __future__ import annotations

from collections.abc import Sequence

from passports.standards.checked import Checked, Inner
from passports.standards.core import claims_of, core_checks
from passports.standards.environment import Environment
from passports.standards.finding import Finding, not_applicable
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.recipient import check_recipient
from passports.standards.recognition import check_recognized
from passports.standards.status import check_status
from passports.standards.types import CheckName, Document, Identity, Outcome


def check(
    document: Document,
    environment: Environment,
    identities: Sequence[Identity] | None,
    inner: Inner,
) -> Checked:
    """Every check of a credential of the VC data model; nothing inside it is looked at."""
    issuer = issuer_id(document.data)
    checks = core_checks(document, environment)
    rest: list[tuple[CheckName, Finding]] = []
    claims = claims_of(document, environment)
    for finding in check_status(document.data, environment, claims=claims):
        rest.append((CheckName.STATUS, finding))
    for finding in _schema_findings(document, environment):
        rest.append((CheckName.SCHEMA, finding))
    rest.append((CheckName.RECIPIENT, check_recipient(document.data, identities)))
    confirmed = any(
        check.name is CheckName.ISSUER_KEY and check.outcome is Outcome.PASSED for check in checks
    )
    recognized = check_recognized(issuer, environment.trust, confirmed)
    rest.append((CheckName.ISSUER_RECOGNIZED, recognized))
    return Checked(checks + [finding.as_check(name) for name, finding in rest])


def _schema_findings(document: Document, environment: Environment) -> list[Finding]:
    if "credentialSchema" not in document.data:
        return [not_applicable("no_schema")]
    from passports.standards.credential_schema import check_schema

    return check_schema(document, environment)
