"""The demo: loads once, shows every kind of verdict, and its administrator can be followed."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Organization, User, Vetting
from employers.actions.answers.signed_answers import sign_left
from employers.measures import measures
from employers.models import (
    AttestationRequest,
    AttestedClaim,
    DisputedAnswer,
    RequestedClaim,
    RequestState,
    VerificationRequest,
)
from passports.models import Credential, Share
from portal.demo import loading
from portal.demo.past import ENDED
from portal.demo.people import ADMINISTRATOR, HOLDERS
from portal.kernel.models import AuditRow, WorkRow


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.DEMO_DOCUMENTS_DIR = tmp_path
    settings.VERIFICATION_DOCUMENTS_INDEX = tmp_path / "index.json"
    call_command("demo")


def verdicts(email):
    found = Credential.objects.filter(holder__email=email).values_list("title", "verdict")
    return dict(found)


def test_it_shows_good_and_bad_credentials(demo):
    maria, devon, amina, sam = (verdicts(email) for _name, email in HOLDERS.values())
    assert maria["Associate Degree in Nursing"] == "verified"
    assert maria["Basic Life Support"] == "not_verified"
    assert devon["Structural Welding Certificate"] == "verified"
    assert devon["Forklift Operator"] == "not_verified"
    assert amina["Bachelor of Commerce"] == "verified"
    assert sam["Project Management"] == "not_verified"


def codes(title):
    credential = Credential.objects.get(title=title)
    return {check["name"]: check["code"] for check in credential.latest_report.checks}


def test_each_bad_one_is_bad_for_its_own_reason(demo):
    assert codes("Basic Life Support")["validity"] == "expired"
    assert codes("Forklift Operator")["status"] == "revoked"
    assert codes("Project Management")["proof"] == "bad_signature"
    assert codes("Bachelor of Commerce")["issuer_recognized"] == "issuer_not_recognized"
    assert Credential.objects.get(title="Safety Inspector").not_yours


def test_shares_and_requests_are_in_several_states(demo):
    states = set(VerificationRequest.objects.values_list("state", flat=True))
    assert states == set(RequestState.values)
    assert Share.objects.filter(withdrawn_at__isnull=False).exists()
    assert Organization.objects.filter(vetting=Vetting.PENDING).count() == 1


def test_somebody_is_asked_by_mail_and_two_organizations_in_their_inboxes(demo):
    asked = AttestationRequest.objects.values_list("organization__name", "standing", "state")
    assert sorted(asked, key=str) == [
        ("Harbor Health", "registrar", "sent"),
        ("Valley Community College", "registrar", "answered"),
        ("Valley Community College", "registrar", "answered"),
        ("Valley Community College", "registrar", "sent"),
        ("Valley Community College", "registrar", "sent"),
        ("Valley Community College", "registrar", "sent"),
        (None, "other_domain", "sent"),
    ]
    [sent] = [each for each in mail.outbox if each.to == ["farah@bluecrescent.example"]]
    assert "/attest/" in sent.body


def test_an_answer_is_disputed_and_its_attester_is_asked_again(demo):
    [disputed] = DisputedAnswer.objects.all()
    answer = disputed.requested_claim
    assert (answer.answer, answer.source_name) == ("differs", "Valley Community College")
    assert answer.basis["evidence"][0]["says"] == {"end": "2023-03"}
    assert disputed.dispute.state == "open"
    assert AttestedClaim.objects.get(dispute=disputed.dispute).said == "asked"


def test_half_a_request_is_answered_and_the_rest_waits(demo):
    rows = RequestedClaim.objects.filter(request__reference="Nurse, night shift")
    assert set(rows.values_list("answer", flat=True)) == {"confirmed", "asked"}


def test_enough_people_were_asked_to_draw_the_measures(demo):
    found = measures(organization=Organization.objects.get(name="Harbor Health"), days=90)
    assert {each.layer for each in found.speeds if each.answers} == {"held", "attester"}
    shown = {each.state for each in found.endings if each.requests}
    assert shown == {"completed", "declined", "expired"}


def test_what_was_asked_weeks_ago_can_be_opened_and_signed(demo, client):
    assert sign_left() == 30
    loading.work_off("employers.sign_request_answers")
    client.force_login(User.objects.get(email="riley@harborhealth.example"))
    answered = VerificationRequest.objects.filter(state=RequestState.COMPLETED)
    asked = answered.filter(reference="Nurse, ward 5").last()
    page = client.get(reverse("employer_request", args=[asked.id]))
    assert b"State Board of Nursing" in page.content
    assert client.get(reverse("employer_request_signed", args=[asked.id])).status_code == 200


def test_nothing_in_it_failed(demo):
    assert not WorkRow.objects.exclude(reason="").exists()


def test_twice_is_once(demo):
    before = User.objects.count(), Credential.objects.count()
    call_command("demo")
    assert (User.objects.count(), Credential.objects.count()) == before


def test_production_refuses_it(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("demo")
    assert not loading.loaded()


class TestMailPage:
    def test_it_shows_the_code_of_the_demos_administrator(self, demo, client):
        from accounts.actions.factors import current_totp_code

        administrator = User.objects.get(email=ADMINISTRATOR[1])
        page = client.get(reverse("dev_mail")).content.decode()
        assert current_totp_code(administrator) in page

    def test_nobody_elses(self, client, db):
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        from accounts.actions.factors import current_totp_code
        from tests.factories.accounts import StaffFactory

        other = StaffFactory()
        TOTP.activate(other, generate_totp_secret())
        page = client.get(reverse("dev_mail")).content.decode()
        assert current_totp_code(other) not in page

    def test_production_has_no_such_page(self, demo, client, settings):
        settings.DEVELOPMENT_PAGES = False
        assert client.get(reverse("dev_mail")).status_code == 404


def test_what_was_asked_before_has_a_trail_that_says_what_it_is(demo):
    past = VerificationRequest.objects.filter(invited_email__endswith="@people.example")
    ends = {
        RequestState.COMPLETED: "request_completed",
        RequestState.DECLINED: "request_declined",
        RequestState.EXPIRED: "request_expired",
        RequestState.WITHDRAWN: "request_withdrawn",
    }
    seen = set()
    for request in past.filter(state__in=ends):
        rows = list(AuditRow.objects.filter(object_id=request.pk).order_by("created_at"))
        if not rows or rows[0].codes.get("made_for") != "demo":
            continue
        seen.add(request.pk)
        assert rows[0].deed == "request_sent"
        assert rows[-1].deed == ends[RequestState(request.state)]
        assert all(row.codes == {"made_for": "demo"} for row in rows)
    assert len(seen) == sum(number for _state, number in ENDED)
