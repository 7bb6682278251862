"""What is left of a claim when the checks of its only credential went wrong."""

import pytest
from django.urls import reverse

from employers.layers.held import answer_from_held
from passports.actions import assurance
from passports.cards import ShownEvidence, evidence_row
from passports.models import Assurance, Evidence
from passports.why import why
from tests.factories.accounts import UserFactory
from tests.factories.claims import check, give_report, make_claim, make_credential, tie

pytestmark = pytest.mark.django_db

NOTHING = [
    ("structure", "missing_issuer"),
    ("proof", "bad_signature"),
    ("proof", "unsigned"),
    ("issuer_key", "controller_mismatch"),
    ("status", "revoked"),
    ("status", "suspended"),
]
STILL_A_DOCUMENT = [("validity", "expired"), ("validity", "not_yet_valid")]


@pytest.fixture
def holder(client):
    person = UserFactory(name="Maria Alvarez")
    client.force_login(person)
    return person


def failing(holder, name, code):
    claim = make_claim(holder)
    credential = make_credential(
        holder, verdict="not_verified", checks=[check(name, "failed", code)]
    )
    return claim, tie(claim, credential)


@pytest.mark.parametrize(("name", "code"), NOTHING)
def test_forged_altered_or_taken_back_gives_nothing(client, holder, name, code):
    claim, evidence = failing(holder, name, code)
    assert claim.assurance == Assurance.SELF_ASSERTED
    row = evidence_row(claim.kind, ShownEvidence.of(evidence))
    assert row["relation"] == "attached"
    assert row["note"]
    assert "confirms" not in row["note"]
    assert "gives this claim nothing" in why(claim, [evidence])
    page = client.get(reverse("passport")).content.decode()
    assert "Attached, but not verified" in page
    assert "Supported by" not in page
    assert "It confirms" not in page


@pytest.mark.parametrize(("name", "code"), STILL_A_DOCUMENT)
def test_past_its_time_it_stays_a_document(client, holder, name, code):
    claim, evidence = failing(holder, name, code)
    assert claim.assurance == Assurance.DOCUMENT_ON_FILE
    row = evidence_row(claim.kind, ShownEvidence.of(evidence))
    assert row["relation"] == "supports"
    assert row["reason"]
    assert "did not pass our checks" in why(claim, [evidence])


@pytest.mark.parametrize(("name", "code"), [*NOTHING, *STILL_A_DOCUMENT])
def test_requesters_get_no_answer_from_it(holder, name, code):
    claim, _evidence = failing(holder, name, code)
    assert answer_from_held(claim) is None


def test_what_could_not_be_checked_is_no_failure(holder):
    claim = make_claim(holder)
    checks = [check("status", "could_not_check", "status_list_unreachable")]
    tie(claim, make_credential(holder, verdict="inconclusive", checks=checks))
    assert claim.assurance == Assurance.DOCUMENT_ON_FILE


def test_a_good_one_beside_a_forged_one_counts(holder):
    claim, _evidence = failing(holder, "proof", "bad_signature")
    tie(claim, make_credential(holder))
    assert claim.assurance == Assurance.ISSUER_VERIFIED


def test_a_later_revocation_takes_the_mark_away(holder):
    claim = make_claim(holder)
    credential = make_credential(holder)
    evidence = tie(claim, credential)
    assert claim.assurance == Assurance.ISSUER_VERIFIED
    give_report(credential, "not_verified", [check("status", "failed", "revoked")])
    assert assurance.recompute(claim=claim) == Assurance.SELF_ASSERTED
    fresh = Evidence.objects.get(pk=evidence.pk)
    assert evidence_row(claim.kind, ShownEvidence.of(fresh))["relation"] == "attached"
