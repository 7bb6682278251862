"""An attestation says field by field what was confirmed, and is read again as it was written."""

import datetime as dt
import json

import pytest

from passports.actions import credentials, evidence, issuing, proposals, verification
from passports.actions.item_checks import digest_of
from passports.adapters.verifying import verify_for
from passports.claims import attested
from passports.models import Assurance, Relation
from passports.standards import parse
from tests.factories.accounts import UserFactory
from tests.factories.claims import make_claim

pytestmark = pytest.mark.django_db
DATED = {
    "title": "Welder",
    "organization_name": "Acme",
    "start": dt.date(2019, 3, 1),
    "start_precision": "month",
    "end": dt.date(2022, 1, 1),
    "end_precision": "year",
}


@pytest.fixture
def claim():
    return make_claim(
        UserFactory(), "employment", **DATED, details={"duties": "Secret duties", "terms": ""}
    )


def issue(claim, *, level=attested.HIGH, email="", **changes):
    values = attested.values_of(claim.kind, claim.current) | changes
    issued = issuing.issue_attestation(
        organization=None,
        name="Attestation",
        types=["OpenBadgeCredential", attested.type_iri()],
        contexts=[attested.CONTEXT],
        subject=attested.subject_of(claim.kind, values, email=email or claim.holder.email),
        members={
            "issuer": {"type": ["Profile"], "name": "Career Passport"},
            "evidence": [attested.evidence_of(level=level, narrative="Pat said so.")],
        },
        by=None,
    )
    return json.dumps(issued.credential).encode()


def bring(claim, content):
    document = parse(content)
    credential, _new = credentials.keep(
        holder=claim.holder,
        document=document,
        digest=digest_of(document),
        original=content,
        filename="",
    )
    report = verify_for(document, holder=claim.holder, online=False)
    verification.store_report(credential=credential, report=report)
    proposals.propose(credential=credential, document=document)
    tied = evidence.attach(claim=claim, credential=credential, by=claim.holder)
    claim.refresh_from_db()
    return credential, tied


def test_it_verifies_and_supports_the_claim(claim):
    content = issue(claim)
    credential, tied = bring(claim, content)
    assert credential.verdict == "verified", credential.latest_report.checks
    assert tied.relation == Relation.SUPPORTS
    assert tied.fields == {
        "title": "confirmed",
        "organization": "confirmed",
        "start": "confirmed",
        "end": "confirmed",
        "duties": "not_stated",
    }
    assert claim.assurance == Assurance.ATTESTED
    assert claim.holder.email.encode() not in content
    assert b"Secret duties" not in content
    proposal = credential.proposal
    assert (proposal.values["start"], proposal.values["start_precision"]) == ("2019-03-01", "month")
    assert proposal.values["end_precision"] == "year"
    assert credential.summary["attestation"] == {"level": "high", "narrative": "Pat said so."}


def test_what_differs_is_found_by_comparing(claim):
    _credential, tied = bring(claim, issue(claim, title="Cashier"))
    assert tied.relation == Relation.DIFFERS
    assert tied.fields["title"] == "differs"


def test_somebody_whom_nobody_can_place_gives_less(claim):
    _credential, tied = bring(claim, issue(claim, level=attested.LOW))
    assert tied.relation == Relation.SUPPORTS
    assert claim.assurance == Assurance.DOCUMENT_ON_FILE


def test_an_attestation_for_somebody_else_gives_nothing(claim):
    credential, _tied = bring(claim, issue(claim, email="other@people.example"))
    assert credential.not_yours
    assert claim.assurance == Assurance.SELF_ASSERTED


@pytest.mark.parametrize("level", ["", "highest", "attestation:high"])
def test_a_level_that_we_do_not_know_is_the_lowest(level):
    data = {"evidence": {"genre": f"attestation:{level}"}}
    assert attested.attestation_in(data, believed=True)["level"] == "low"


def test_what_others_say_of_their_attesters_is_not_our_word(claim):
    """Whoever signs can write that its attester is sure; only we know how sure we are of ours."""
    ours = issue(claim)
    for name in (b"college.example", b"localhost%3A8000.evil.example"):
        theirs = ours.replace(b"did:web:localhost%3A8000", b"did:web:" + name)
        assert theirs != ours
        assert credentials.summary_of(parse(theirs))["attestation"]["level"] == "low"
    assert credentials.summary_of(parse(ours))["attestation"]["level"] == "high"
