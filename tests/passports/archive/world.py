"""A small network whose hosts change over time, and credentials that are checked on it."""

import json
from datetime import UTC, datetime

from django.utils import timezone

from passports.actions import credentials, verification
from passports.actions.item_checks import digest_of
from passports.adapters.verifying import verify_for
from passports.standards import issue, make_status_list, parse, status_entry
from portal.kernel.outbound import Answer, OutboundError
from tests.factories.accounts import UserFactory
from tests.factories.signed import KEY, signed

ISSUER = "did:web:college.example"
DID_URL = "https://college.example/.well-known/did.json"
LIST_URL = "https://college.example/status/1"
MARCH, APRIL, MAY = (datetime(2026, month, 10, 12, tzinfo=UTC) for month in (3, 4, 5))


def did_document(key=KEY) -> bytes:
    method = {
        "id": f"{ISSUER}#key",
        "type": "Multikey",
        "controller": ISSUER,
        "publicKeyMultibase": key.multibase,
    }
    return json.dumps(
        {"id": ISSUER, "verificationMethod": [method], "assertionMethod": [method["id"]]}
    ).encode()


def status_list(*flagged: int) -> bytes:
    data = make_status_list(
        flagged, url=LIST_URL, issuer=ISSUER, valid_from=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return json.dumps(issue(data, key=KEY, created=timezone.now(), key_id=f"{ISSUER}#key")).encode()


def credential(**parts) -> bytes:
    return signed(issuer=ISSUER, key_id=f"{ISSUER}#key", **parts)


def with_status(index: int = 7, **parts) -> bytes:
    return credential(credentialStatus=status_entry(LIST_URL, index), **parts)


class Network:
    """Answers with `published`; an address among `moved` redirects to another."""

    def __init__(self):
        self.published: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.asked: list[str] = []

    def __call__(self, url, **limits):
        self.asked.append(url)
        hops = []
        while url in self.moved:
            hops.append(url)
            url = self.moved[url]
        if url not in self.published:
            raise OutboundError("unreachable", transient=True)
        return Answer(url, self.published[url], "application/json", tuple(hops))


def kept(content: bytes, holder=None):
    """The credential as an import keeps it, with its first report."""
    holder = holder or UserFactory()
    document = parse(content)
    row, _new = credentials.keep(
        holder=holder,
        document=document,
        digest=digest_of(document),
        original=content,
        filename="a.json",
    )
    checked_again(row, content)
    return row


def checked_again(row, content: bytes):
    report = verify_for(parse(content), holder=row.holder, online=True)
    verification.store_report(credential=row, report=report)
    row.refresh_from_db()
    return report


def codes(report) -> dict[str, str]:
    return {str(check.name): f"{check.outcome} {check.code}" for check in report.checks}
