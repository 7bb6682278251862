"""From 13 to 17, a parent or guardian agrees by a link and a code before anything is authorized."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AgeBand, CredentialAddress, Notification
from employers.actions import deciding
from employers.actions import requests as deeds
from employers.actions.consent import guardian_time, guardians, withdrawing
from employers.actions.refusals import MoveLost, NotAllowed, NotOpen
from employers.models import (
    Answer,
    GuardianConsent,
    GuardianState,
    RequestState,
    SignedConsent,
)
from portal.kernel.models import AuditRow
from portal.kernel.personal_data import export_everything
from tests.employers.attesting import name_contact, work_off
from tests.employers.guarding import (
    PARENT,
    answer,
    ask,
    code_in_mail,
    link,
    name_guardian,
    opened,
    the_guardian,
    to_parent,
)
from tests.employers.signing import disclosure, sign
from tests.factories.accounts import EmailAddressFactory, UserFactory
from tests.factories.employers import signature_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(minor):
    """Signed by the minor; the guardian has a mail."""
    ask(minor)
    work_off()
    return minor


def state_of(scene):
    scene.request.refresh_from_db()
    return scene.request.state


class TestTheWholeWay:
    def test_named_signed_agreed_and_only_then_authorized(self, minor):
        named = name_guardian(minor)
        assert named.url.startswith(reverse("request_consent", args=[minor.request.pk]))
        assert (
            b"Your parent or guardian, because you are under 18"
            in minor.as_holder.get(named.url).content
        )
        fields_url = reverse("request_consent", args=[minor.request.pk])
        page = minor.as_holder.get(named.url).content.decode()
        digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)[1]
        minor.as_holder.post(fields_url, {"digest": digest, "claims": [minor.rows[0].pk]})
        minor.as_holder.post(
            reverse("account_reauthenticate"),
            {"password": "correct horse battery staple", "next": fields_url},
        )
        assert state_of(minor) == RequestState.SENT
        consent = SignedConsent.objects.get()
        assert consent.authorized_at is None
        assert PARENT not in str(consent.content), "somebody else's address is not signed for ever"
        work_off()
        (mailed,) = to_parent()
        assert link() in mailed.body
        waits = minor.as_holder.get(reverse("request_for_me", args=[minor.request.pk]))
        assert "Waiting for your parent or guardian" in waits.content.decode()
        client = opened()
        shown = client.get(link()).content.decode()
        for _name, value in consent.content["terms"]:
            assert value.split(".")[0][:40] in shown.replace("&#x27;", "'")
        assert "Welder" in shown
        assert answer(client, "agree").status_code == 302
        assert state_of(minor) == RequestState.AUTHORIZED
        assert minor.request.requested_claims.filter(answer=Answer.DECLINED).count() == 1
        consent.refresh_from_db()
        assert consent.authorized_at is not None
        assert consent.as_claims()["guardian_agreed_at"]
        assert the_guardian().typed_name == "Sam Parent"
        assert Notification.objects.filter(user=minor.holder, kind="guardian_agreed").exists()
        assert "You agreed on" in client.get(link()).content.decode()
        employer = minor.as_recruiter.get(reverse("employer_request", args=[minor.request.pk]))
        assert "A parent or guardian agreed" in employer.content.decode()
        assert PARENT not in employer.content.decode()
        deeds_done = set(AuditRow.objects.values_list("deed", flat=True))
        assert {"guardian_asked", "guardian_agreed", "request_authorized"} <= deeds_done

    def test_refused_is_declined(self, waiting):
        assert answer(opened(), "refuse").status_code == 302
        assert state_of(waiting) == RequestState.DECLINED
        assert SignedConsent.objects.get().ended_by == "refused"
        assert Notification.objects.filter(user=waiting.holder, kind="guardian_refused").exists()
        audit = AuditRow.objects.get(deed="request_declined")
        assert (audit.actor_kind, audit.actor_id) == ("link", None)

    def test_the_guardian_withdraws(self, minor):
        name_contact(minor, minor.claims[0])
        ask(minor)
        client = opened()
        answer(client, "agree")
        work_off()
        assert state_of(minor) == RequestState.AUTHORIZED
        assert client.post(link(), {"deed": "withdraw"}).status_code == 302
        assert state_of(minor) == RequestState.DECLINED
        assert SignedConsent.objects.get().ended_by == "guardian"
        assert the_guardian().state == GuardianState.WITHDRAWN
        audit = AuditRow.objects.get(deed="consent_ended")
        assert audit.actor_kind == "link"


class TestWhoIsNoGuardian:
    @pytest.mark.parametrize("spelled", ["{}", "a+{}", "upper"])
    def test_the_minors_own_address(self, minor, spelled):
        other = EmailAddressFactory(user=minor.holder, email="kid@people.example")
        old = CredentialAddress.objects.create(user=minor.holder, email="kid@school.example")
        for own in (minor.holder.email, other.email, old.email):
            name, _at, domain = own.partition("@")
            email = {"{}": own, "a+{}": f"{name}+mum@{domain}", "upper": own.upper()}[spelled]
            page = name_guardian(minor, email)
            assert "This is your own address" in page.content.decode()
            with pytest.raises(NotAllowed):
                ask(minor, email)

    def test_who_asks(self, minor):
        page = name_guardian(minor, minor.recruiter.email)
        assert "which asks you" in page.content.decode()

    def test_a_minor_cannot_go_around(self, minor):
        included = {minor.rows[0].pk}
        with pytest.raises(NotAllowed):
            deciding.authorize(
                request=minor.request,
                by=minor.holder,
                included=included,
                signature=signature_of(minor.request, included),
            )
        fields = {"digest": "0" * 64, "claims": [minor.rows[0].pk]}
        answer = minor.as_holder.post(reverse("request_consent", args=[minor.request.pk]), fields)
        assert answer.url.startswith(reverse("request_guardian", args=[minor.request.pk]))
        assert not SignedConsent.objects.exists()

    def test_an_adult_needs_none(self, asked):
        with pytest.raises(NotAllowed):
            guardians.ask(
                request=asked.request,
                by=asked.holder,
                included=set(),
                signature=signature_of(asked.request),
                email=PARENT,
            )
        rows = list(asked.request.requested_claims.all())
        address, _fields = disclosure(asked.as_holder, asked.request, rows[0])
        assert b"under 18" not in asked.as_holder.get(address).content
        sign(asked.as_holder, asked.request, rows[0])
        assert not GuardianConsent.objects.exists()


class TestTheLink:
    def test_looking_has_no_effect_and_tells_little(self, waiting):
        for _visit in range(5):
            page = Client().get(link())
        assert "Welder" not in page.content.decode(), "what is asked is for who has the code"
        assert state_of(waiting) == RequestState.SENT
        assert len(to_parent()) == 1
        assert page["Referrer-Policy"] == "no-referrer"

    def test_without_the_code_nothing_is_decided(self, waiting):
        for client in (Client(), waiting.as_holder, waiting.as_recruiter):
            for deed in ("agree", "refuse", "withdraw"):
                assert answer(client, deed).status_code == 403
        assert state_of(waiting) == RequestState.SENT

    def test_wrong_codes_are_limited(self, waiting):
        client = Client()
        client.post(link(), {"deed": "send_code"})
        code = code_in_mail()
        wrong = f"{(int(code) + 1) % 10**8:08}"
        for _attempt in range(5):
            client.post(link(), {"deed": "open", "code": wrong})
        page = client.post(link(), {"deed": "open", "code": code})
        assert "This code does not work" in page.content.decode()

    def test_a_code_works_once_and_for_a_while(self, waiting):
        client = Client()
        client.post(link(), {"deed": "send_code"})
        code = code_in_mail()
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=16)):
            late = client.post(link(), {"deed": "open", "code": code})
            assert late.status_code == 200
        assert client.post(link(), {"deed": "open", "code": code}).status_code == 302
        assert Client().post(link(), {"deed": "open", "code": code}).status_code == 200

    def test_codes_do_not_flood_the_address(self, waiting):
        for _time in range(8):
            page = Client().post(link(), {"deed": "send_code"})
        assert len(to_parent()) == 1 + 5
        assert "several codes already" in page.content.decode()

    def test_a_guess_leads_nowhere(self, waiting):
        assert Client().get(reverse("guardian", args=["guess" * 8])).status_code == 404

    def test_a_name_and_a_tick_are_needed(self, waiting):
        client = opened()
        for changes in ({"typed_name": ""}, {"statement": ""}, {"typed_name": "\u202e"}):
            assert answer(client, "agree", **changes).status_code == 200
        assert state_of(waiting) == RequestState.SENT

    def test_used_once(self, waiting):
        client = opened()
        answer(client, "refuse")
        answer(client, "agree")
        assert state_of(waiting) == RequestState.DECLINED

    @pytest.mark.parametrize("deed", [guardians.agree, guardians.refuse])
    @pytest.mark.parametrize("how", ["anew", "withdrawn", "by_minor", "suspended", "grown_up"])
    def test_what_was_read_before_decides_nothing(self, waiting, how, deed):
        """As in a browser that was a moment slower, in that order and no other."""
        row = the_guardian()
        assert row.can_answer
        if how == "anew":
            ask(waiting, email="other@gmail.com")
        elif how == "withdrawn":
            deeds.withdraw(request=waiting.request, by=waiting.recruiter)
        elif how == "by_minor":
            withdrawing.withdraw_consent(request=waiting.request, by=waiting.holder)
        elif how == "suspended":
            type(waiting.organization).objects.update(vetting="suspended")
        else:
            type(waiting.holder).objects.update(age_band=AgeBand.ADULT)
        with pytest.raises(NotOpen):
            deed(guardian=row, name="Sam Parent")
        assert state_of(waiting) == ("withdrawn" if how == "withdrawn" else "sent")
        ended = SignedConsent.objects.exclude(ended_by="").values_list("ended_by", flat=True)
        assert list(ended) == {"anew": ["replaced"], "by_minor": ["holder"]}.get(how, [])

    @pytest.mark.parametrize("how", ["expired", "withdrawn", "by_minor", "suspended", "changed"])
    def test_too_late(self, waiting, how):
        client = opened()
        if how == "expired":
            GuardianConsent.objects.update(expires_at=timezone.now())
        elif how == "withdrawn":
            deeds.withdraw(request=waiting.request, by=waiting.recruiter)
        elif how == "by_minor":
            withdrawing.withdraw_consent(request=waiting.request, by=waiting.holder)
        elif how == "suspended":
            waiting.organization.vetting = "suspended"
            waiting.organization.save()
        else:
            waiting.request.purpose = "Something else"
            waiting.request.save()
        page = answer(client, "agree")
        assert state_of(waiting) != RequestState.AUTHORIZED
        assert not SignedConsent.objects.in_force().exists()
        if how == "changed":
            assert "Something has changed" in page.content.decode()
            assert the_guardian().state == GuardianState.ASKED


def test_nothing_is_authorized_after_the_deadline(waiting):
    """Whatever the link says: the request itself is over."""
    consent = the_guardian().consent
    consent.request.deadline = timezone.now()
    with pytest.raises(MoveLost):
        deciding.authorize_signed(consent=consent)
    assert state_of(waiting) != RequestState.AUTHORIZED


def test_signing_anew_kills_the_first_link(minor):
    ask(minor, rows=minor.rows)
    client = opened()
    first = link()
    ask(minor, email="other@gmail.com")
    assert "has signed anew since" in client.get(first).content.decode()
    client.post(first, {"deed": "agree", "typed_name": "X", "statement": "on"})
    assert state_of(minor) == RequestState.SENT
    assert SignedConsent.objects.live().count() == 1


def test_who_does_not_answer_in_time(waiting):
    assert guardian_time.expire_overdue() == 0, "there is time"
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert guardian_time.expire_overdue() == 1
        assert guardian_time.expire_overdue() == 0
    assert SignedConsent.objects.get().ended_by == "not_agreed"
    assert Notification.objects.filter(user=waiting.holder, kind="guardian_silent").exists()


def test_addresses_are_forgotten_when_there_is_nothing_to_withdraw(waiting):
    answer(opened(), "refuse")
    assert guardian_time.forget_addresses() == 0
    over = the_guardian().expires_at
    with time_machine.travel(over + guardian_time.FORGOTTEN_AFTER - dt.timedelta(hours=1)):
        assert guardian_time.forget_addresses() == 0
    with time_machine.travel(over + guardian_time.FORGOTTEN_AFTER + dt.timedelta(hours=1)):
        assert guardian_time.forget_addresses() == 1
    assert the_guardian().email == ""


def test_a_guardian_with_an_account_takes_along_that_they_were_asked(waiting):
    parent = UserFactory(email=PARENT)
    (told,) = export_everything(parent)["employers"]["asked_as_a_guardian"]
    assert told["state"] == "asked"
    (mine,) = export_everything(waiting.holder)["employers"]["requests_to_me"]
    assert mine["permissions_signed"][0]["guardian"]["email"] == PARENT
