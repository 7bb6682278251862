"""The demo: loads once, shows every kind of verdict, and its administrator can be followed."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Organization, User, Vetting
from employers.models import AttestationRequest, RequestState, VerificationRequest
from passports.models import Credential, Share
from portal.demo import loading
from portal.demo.people import ADMINISTRATOR, HOLDERS


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
    assert states == {
        RequestState.DRAFT,
        RequestState.SENT,
        RequestState.DECLINED,
        RequestState.COMPLETED,
        RequestState.AUTHORIZED,
    }
    assert Share.objects.filter(withdrawn_at__isnull=False).exists()
    assert Organization.objects.filter(vetting=Vetting.PENDING).count() == 1


def test_somebody_is_asked_by_mail_and_somebody_in_an_inbox(demo):
    by_mail, in_inbox = AttestationRequest.objects.order_by("standing")
    assert (by_mail.standing, by_mail.state) == ("other_domain", "sent")
    assert (in_inbox.standing, in_inbox.state) == ("registrar", "sent")
    [sent] = [each for each in mail.outbox if each.to == ["farah@bluecrescent.example"]]
    assert "/attest/" in sent.body


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
