"""The answers as a document that the portal signed: what is in it, and what becomes of it."""

import ast
import json
import uuid
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.actions import erasure
from employers.actions.answers import signed_answers
from employers.actions.consent import withdrawing
from employers.actions.disputes import correcting, disputing
from employers.layers import Reply
from employers.models import (
    Answer,
    Layer,
    RequestState,
    SignedAnswer,
    WebhookDelivery,
    WebhookEndpoint,
)
from passports.adapters.own_identity import own_did
from passports.api.reports import verify_json
from passports.models import IssuedState
from passports.standards.types import Verdict
from portal.kernel.models import AuditRow, WorkRow
from tests.employers.attesting import authorize as attest_authorize
from tests.employers.attesting import name_contact, work_off
from tests.employers.rows import make_credential, tie
from tests.factories.employers import authorize as sign_and_authorize
from tests.factories.employers import make_request

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def answered(asked):
    """The first claim is confirmed by a credential; the second was left out."""
    asked.credential = make_credential(asked.holder)
    tie(asked.claims[0], asked.credential)
    rows = list(asked.request.requested_claims.all())
    sign_and_authorize(request=asked.request, by=asked.holder, included={rows[0].id})
    work_off()
    asked.request.refresh_from_db()
    asked.row = asked.request.requested_claims.get(included=True)
    return asked


def current(scene):
    return SignedAnswer.objects.get(request=scene.request, superseded_at=None)


def verdict_of(content, scene, **wished):
    wished = {"challenge": str(scene.request.pk), "domain": own_did(scene.organization)} | wished
    report, _document = verify_json(json.loads(content), online=True, **wished)
    return report


def subject_of(signed):
    return json.loads(signed.content)["verifiableCredential"][0]["credentialSubject"]


def test_it_verifies_for_the_organization_that_asked_and_for_nobody_else(answered):
    assert answered.request.state == RequestState.COMPLETED
    content = current(answered).content
    report = verdict_of(content, answered)
    assert report.verdict is Verdict.VERIFIED, report.checks
    assert report.nested[0].verdict is Verdict.VERIFIED, report.nested[0].checks
    assert verdict_of(content, answered, domain="did:web:elsewhere").verdict is not Verdict.VERIFIED
    assert verdict_of(content, answered, challenge="another").verdict is not Verdict.VERIFIED


@pytest.mark.parametrize(
    ("there", "instead"),
    [('"confirmed"', '"differs"'), ("Welder", "Director"), ("Acme", "Oxford")],
)
def test_no_word_of_it_can_be_changed(answered, there, instead):
    content = current(answered).content
    assert there in content
    changed = verdict_of(content.replace(there, instead), answered)
    assert changed.verdict is Verdict.NOT_VERIFIED


def test_it_says_what_the_page_says_and_nothing_of_what_was_left_out(answered):
    signed = current(answered)
    first, second = subject_of(signed)["claims"]
    assert (first["answer"], first["title"], first["layer"]) == ("confirmed", "Welder", "held")
    assert first["source"] == "Acme"
    assert first["answered_at"] == answered.row.answered_at.isoformat()
    assert first["evidence"][0]["issuer"] == "Acme"
    assert second["answer"] == "declined"
    assert "title" not in second
    assert "Spanish" not in signed.content
    assert answered.holder.email not in signed.content


def test_signing_again_changes_nothing(answered):
    before = current(answered)
    assert signed_answers.sign(request_id=answered.request.pk) == before
    assert SignedAnswer.objects.count() == 1
    assert AuditRow.objects.filter(deed="answers_signed").count() == 1


def test_nothing_is_signed_before_the_last_answer(asked):
    assert signed_answers.sign(request_id=asked.request.pk) is None
    assert not SignedAnswer.objects.exists()


def test_a_correction_makes_a_new_version_and_revokes_the_old_one(answered):
    old = current(answered)
    basis = {"revision": str(answered.claims[0].current_id), "evidence": [], "reason": "disputed"}
    reply = Reply(Answer.COULD_NOT_BE_CHECKED, Layer.HELD, basis)
    assert correcting.correct(row=answered.row, reply=reply)
    work_off()
    new = current(answered)
    old.refresh_from_db()
    assert (old.version, new.version) == (1, 2)
    assert old.superseded_at is not None
    assert old.issued.state == IssuedState.REVOKED
    [first, _second] = subject_of(new)["claims"]
    assert first["answer"] == "could_not_be_checked"
    assert [each["became"] for each in first["corrections"]] == ["could_not_be_checked"]
    assert verdict_of(new.content, answered).verdict is Verdict.VERIFIED
    assert verdict_of(old.content, answered).verdict is Verdict.NOT_VERIFIED


def test_it_is_suspended_while_the_holder_disputes_it(answered):
    dispute = disputing.dispute_answer(row=answered.row, what_is_wrong="Not so", by=answered.holder)
    work_off()
    signed = current(answered)
    assert signed.version == 1
    assert signed.issued.state == IssuedState.SUSPENDED
    assert verdict_of(signed.content, answered).verdict is Verdict.NOT_VERIFIED
    from passports.actions import disputes

    disputes.withdraw(dispute=dispute, by=answered.holder)
    work_off()
    signed.issued.refresh_from_db()
    assert signed.issued.state == IssuedState.VALID
    assert verdict_of(signed.content, answered).verdict is Verdict.VERIFIED


def test_it_ends_when_the_organization_may_keep_it_no_longer(answered):
    inside = json.loads(current(answered).content)["verifiableCredential"][0]
    until = timezone.datetime.fromisoformat(inside["validUntil"])
    assert abs((until - answered.request.kept_until).total_seconds()) < 1


def test_all_work_is_done(answered):
    assert not WorkRow.objects.exclude(state="done").exists()


def test_without_its_holder_it_is_signed_anew_and_names_nobody(answered):
    old = current(answered)
    name, email = answered.holder.name, answered.holder.email
    assert name in old.content
    others = current(answered)
    others.pk, others.request = uuid.uuid4(), make_request(organization=answered.organization)
    others.save(force_insert=True)
    erasure.erase(user=answered.holder, by=answered.holder)
    others.refresh_from_db()
    assert others.content, "what is signed of other people stays"
    assert others.superseded_at is None
    others.delete()
    old.refresh_from_db()
    assert old.content == ""
    assert old.issued is None or old.issued.state == IssuedState.REVOKED
    assert not SignedAnswer.objects.filter(superseded_at=None).exists()
    work_off()
    new = current(answered)
    assert new.version == 2
    [first, _second] = subject_of(new)["claims"]
    assert first["answer"] == "confirmed"
    for text in (name, email, "Zoë"):
        assert text not in new.content
    report = verdict_of(new.content, answered)
    assert report.verdict is Verdict.VERIFIED, report.checks


def moves_to_completed():
    """Every function of the product that completes a request."""
    employers = Path(signed_answers.__file__).parents[1]
    for path in sorted(employers.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
                for call in calls:
                    given = {each.arg: ast.unparse(each.value) for each in call.keywords}
                    if "RequestState.COMPLETED" in (given.get("to"), given.get("state")):
                        yield f"{path.name}:{function.name}", call, given, calls


def test_whatever_completes_a_request_signs_it_puts_it_on_paper_and_tells():
    found = set()
    for name, call, given, calls in moves_to_completed():
        if ast.unparse(call.func) != "move":
            continue  # a query
        found.add(name)
        assert given.get("paper_token") == "new_paper_token()", name
        assert "kept_until" in given, name
        assert "sign_later(request)" in [ast.unparse(each) for each in calls], name
        emitted = [ast.unparse(each) for each in calls if ast.unparse(each.func) == "emit"]
        assert any("WebhookEvent.REQUEST_COMPLETED" in each for each in emitted), name
    assert found == {"answering.py:_complete_if_settled", "withdrawing.py:_stop_answers"}


def test_a_request_that_ends_by_a_withdrawal_is_signed_on_paper_and_told(asked):
    endpoint = WebhookEndpoint(
        organization=asked.organization, url="https://h.example/", events=["request.completed"]
    )
    endpoint.seal_secret(WebhookEndpoint.new_secret())
    endpoint.save()
    tie(asked.claims[0], make_credential(asked.holder))
    name_contact(asked, asked.claims[1])
    attest_authorize(asked)
    assert asked.request.state == RequestState.AUTHORIZED
    withdrawing.withdraw_consent(request=asked.request, by=asked.holder)
    work_off()
    asked.request.refresh_from_db()
    assert asked.request.state == RequestState.COMPLETED
    assert len(asked.request.paper_token) == 24
    answers = [each["answer"] for each in subject_of(current(asked))["claims"]]
    assert answers == ["confirmed", "declined"]
    [told] = WebhookDelivery.objects.all()
    assert told.event == "request.completed"
