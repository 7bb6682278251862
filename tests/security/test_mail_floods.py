"""Nobody fills somebody else's mailbox through this portal: not by asking and taking back in turn,
not by naming the same address again and again, not by asking for codes."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AgeBand, Invitation, Role
from accounts.unasked_mail import MOST_A_DAY
from employers.actions import link_codes
from employers.actions import requests as deeds
from employers.actions.consent import guardians
from employers.models import AttestationRequest, GuardianConsent, RequestState, VerificationRequest
from tests.employers.attesting import authorize, link_of, name_contact, work_off
from tests.employers.conftest import asked, opened, scene, signed_in  # noqa: F401
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import signature_of

pytestmark = pytest.mark.django_db(transaction=True)
VICTIM = "victim@people.example"


def mails():
    return [each for each in mail.outbox if each.to[0].replace("+1", "") == VICTIM]


def test_asking_and_withdrawing_in_turn():
    recruiter = MembershipFactory(role=Role.RECRUITER)
    client = signed_in(recruiter.user)
    form = {
        "name": "Nadia",
        "rows": "1",
        "kind_0": "education",
        "what_0": "Degree",
        "purpose": "hiring",
        "reference": "",
        "deadline": "14",
        "kept": "30",
        "message": "",
    }
    for number in range(MOST_A_DAY + 4):
        email = VICTIM.replace("@", "+1@") if number % 2 else VICTIM
        answer = client.post(reverse("employer_request_ask"), form | {"email": email})
        assert answer.status_code == 302, answer.content.decode()
        newest = VerificationRequest.objects.order_by("created_at").last()
        assert newest.state == RequestState.SENT
        work_off()
        client.post(reverse("employer_request_withdraw", args=[newest.pk]))
    assert VerificationRequest.objects.filter(state=RequestState.WITHDRAWN).count() == 10
    assert len(mails()) == MOST_A_DAY


def test_what_waits_for_another_day_and_was_withdrawn_is_not_sent(time_machine):
    test_asking_and_withdrawing_in_turn()
    time_machine.move_to(timezone.now() + dt.timedelta(days=3))
    work_off()
    assert len(mails()) == MOST_A_DAY


def test_inviting_and_withdrawing_in_turn():
    owner = MembershipFactory(role=Role.OWNER)
    client = signed_in(owner.user)
    url = reverse("organization_invite", args=[owner.organization_id])
    for _time in range(MOST_A_DAY + 4):
        assert client.post(url, {"email": VICTIM, "role": "viewer"}).status_code == 302
        work_off()
        newest = Invitation.objects.order_by("created_at").last()
        client.post(reverse("invitation_withdraw", args=[newest.pk]))
    assert len(mails()) == MOST_A_DAY


def test_a_guardian_who_is_named_again_and_again(asked):  # noqa: F811
    asked.holder.age_band = AgeBand.MINOR
    asked.holder.save()
    asked.request.refresh_from_db()
    for _time in range(MOST_A_DAY + 4):
        included = set(asked.request.requested_claims.values_list("id", flat=True))
        guardians.ask(
            request=asked.request,
            by=asked.holder,
            included=included,
            signature=signature_of(asked.request, included),
            email=VICTIM,
        )
        work_off()
    assert GuardianConsent.objects.count() == MOST_A_DAY + 4
    assert len(mails()) == MOST_A_DAY


def test_the_same_attester_for_many_requests(opened):  # noqa: F811
    name_contact(opened, email=VICTIM)
    for number in range(MOST_A_DAY + 2):
        opened.request = deeds.send(
            organization=opened.organization,
            by=opened.recruiter,
            share=opened.share,
            claims=opened.claims[:1],
            purpose=f"Hiring decision for job {number}",
            reference=str(number),
            deadline=timezone.now() + dt.timedelta(days=7),
        )
        authorize(opened)
    assert AttestationRequest.objects.count() == MOST_A_DAY + 2
    assert len(mails()) == MOST_A_DAY


def test_codes_for_a_link_have_an_end(asked, time_machine):  # noqa: F811
    """Who has the link, and not the mailbox, asks for codes all day long."""
    name_contact(asked, email=VICTIM)
    authorize(asked)
    url = link_of(AttestationRequest.objects.get())
    time_machine.move_to(timezone.now().replace(hour=1, minute=0))
    mail.outbox.clear()
    for _hour in range(8):
        for _time in range(6):
            Client().post(url, {"deed": "send_code"})
        time_machine.move_to(timezone.now() + dt.timedelta(hours=1))
    assert len(mails()) == link_codes.MOST_CODES_A_DAY
