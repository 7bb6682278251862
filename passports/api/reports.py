"""A verification report as the API answers it."""

import json
from typing import Any

from django.conf import settings
from django.utils import timezone

from passports.adapters.fetching import LocalFetch, MemoFetch
from passports.adapters.key_store import OwnDocuments
from passports.adapters.trust_store import RegistryTrustStore
from passports.api.problems import errors_of_report
from passports.standards import not_a_credential_report, parse, verify
from passports.standards.types import Document, NotACredential, Report, Verdict


def verify_json(
    value: dict[str, Any] | str,
    *,
    online: bool = True,
    seconds: float | None = None,
    challenge: str | None = None,
    domain: str | None = None,
) -> tuple[Report, Document | None]:
    """The report on a credential or presentation from a request, and what was read of it.

    All hosts that it names are asked for `seconds` together, API_VERIFY_SECONDS unless told: who
    asks waits, and so does a web worker. What did not come in time could not be checked.
    Raises NeedsNetwork without `online` when a host would have to be asked.
    """
    content = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    now = timezone.now()
    seconds = settings.API_VERIFY_SECONDS if seconds is None else seconds
    try:
        document = parse(content.encode())
    except NotACredential as error:
        return not_a_credential_report(error, now), None
    report = verify(
        document,
        fetch=MemoFetch(seconds) if online else LocalFetch(),
        keys=OwnDocuments(),
        trust=RegistryTrustStore(),
        now=now,
        challenge=challenge,
        domain=domain,
    )
    return report, document


def body_of(report: Report, **more: Any) -> dict[str, Any]:
    """The verdict, each check, and `errors` for what is not verified; the same for each credential
    inside a presentation or a bundle, and for each endorsement."""
    verified = report.verdict is Verdict.VERIFIED
    checks = [
        {
            "name": str(check.name),
            "outcome": str(check.outcome),
            "code": check.code,
            "detail": check.detail,
        }
        for check in report.checks
    ]
    body: dict[str, Any] = {
        "verified": verified,
        "verdict": str(report.verdict),
        "format": report.format,
        "checks": checks,
    }
    if not verified:
        body["errors"] = errors_of_report(report)
    if report.nested:
        body["credentialResults"] = [body_of(each) for each in report.nested]
    if report.endorsements:
        body["endorsements"] = [
            body_of(each.report, about=each.about, comment=each.comment, byIssuer=each.by_issuer)
            for each in report.endorsements
        ]
    return body | more
