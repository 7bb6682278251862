"""Attesters read us in the language of their last visit, else in that of whoever named them, else
the mail and the page let them choose."""

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import AgeBand, Role
from employers.actions.attesters import answering, contacts, time_passing
from employers.actions.attesters.attesting import create
from employers.actions.consent import guardians
from employers.actions.consent.guardian_links import token_of
from employers.attesters.knowing import attester_for
from employers.models import AttestationRequest, AttesterContact, Registrar
from tests.employers.attesting import (
    EMAIL,
    answers,
    authorize,
    code_in,
    link_of,
    make_acme,
    name_contact,
    the_attestation,
    work_off,
)
from tests.employers.conftest import signed_in
from tests.employers.languages import LANGUAGES, compile_catalog
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import signature_of

pytestmark = pytest.mark.django_db(transaction=True)

CAN_YOU = "¿Puede confirmar algo sobre %(person)s?"
WORDS = {
    "Can you confirm something about %(person)s?": CAN_YOU,
    "Reminder: can you confirm something about %(person)s?": "Recordatorio: " + CAN_YOU,
    "Can you confirm something about %(name)s?": "¿Puede confirmar algo sobre %(name)s?",
    "What you have answered": "Lo que ha respondido",
    "Your code to answer a question about a person": "Su código",
    "%(person)s needs your agreement": "%(person)s necesita su acuerdo",
    "Send the code": "Enviar el código",
}


@pytest.fixture
def spanish(settings, tmp_path):
    settings.LANGUAGES = LANGUAGES
    settings.LOCALE_PATHS = [compile_catalog(tmp_path, WORDS)]


def in_spanish(client=None):
    client = client or Client()
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "es"
    return client


def ask(asked, **more):
    make_acme()
    contacts.name_contact(
        claim=asked.claims[0], by=asked.holder, email=EMAIL, name="Pat", role="HR", **more
    )
    authorize(asked)
    return the_attestation()


def open_in(attestation, client):
    url = link_of(attestation)
    client.post(url, {"deed": "send_code"})
    assert client.post(url, {"deed": "open", "code": code_in(mail.outbox[-1])}).status_code == 302
    return client


def to_them():
    return [message for message in mail.outbox if message.to == [EMAIL]]


class TestTheMail:
    def test_offers_every_language_when_nobody_has_said_which(self, spanish, asked):
        attestation = ask(asked)
        [message] = to_them()
        assert message.subject.startswith("Can you confirm")
        url = django_settings.BASE_URL + link_of(attestation)
        assert f"English: {url}?language=en\nespañol: {url}?language=es\n" in message.body

    def test_offers_nothing_where_there_is_one_language(self, asked):
        ask(asked)
        [message] = to_them()
        assert "language=" not in message.body
        assert message.body.startswith("Dear Pat,")

    def test_is_in_the_language_that_the_holder_gave(self, spanish, asked):
        ask(asked, language="es")
        [message] = to_them()
        assert message.subject.startswith("¿Puede confirmar")
        assert "language=" not in message.body

    def test_is_in_the_language_that_the_organization_gave(self, spanish, asked):
        acme = make_acme()
        owner = MembershipFactory(organization=acme, role=Role.OWNER)
        url = reverse("registrar", args=[acme.pk])
        answer = signed_in(owner.user).post(url, {"email": EMAIL, "language": "es"})
        assert answer.status_code == 302
        assert Registrar.objects.get().language == "es"
        authorize(asked)
        [message] = to_them()
        assert message.subject.startswith("¿Puede confirmar")

    def test_the_last_visit_wins_over_whoever_named_them(self, spanish, asked):
        first = ask(asked, language="en")
        open_in(first, in_spanish())
        first.refresh_from_db()
        assert first.language == "es"
        mail.outbox.clear()
        AttestationRequest.objects.update(next_reminder_at="2020-01-01T00:00:00Z")
        time_passing.remind_due()
        work_off()
        [reminder] = to_them()
        assert reminder.subject.startswith("Recordatorio: ¿Puede")

    def test_a_later_question_is_asked_in_the_language_of_the_last_visit(self, spanish, asked):
        first = ask(asked, language="en")
        client = open_in(first, in_spanish())
        client.post(link_of(first), answers("confirmed"))
        work_off()
        assert to_them()[-1].subject == "Lo que ha respondido"
        name_contact(asked, claim=asked.claims[1])
        second = create(request=asked.request, attester=attester_for(asked.claims[1], asked.holder))
        assert second.language == "es"

    def test_who_has_the_link_alone_does_not_change_it(self, spanish, asked):
        attestation = ask(asked, language="en")
        client = in_spanish()
        client.get(link_of(attestation) + "?language=es")
        client.post(link_of(attestation), {"deed": "send_code"})
        client.post(link_of(attestation), {"deed": "open", "code": "00000000"})
        attestation.refresh_from_db()
        assert attestation.language == "en"

    def test_a_colleague_is_written_to_in_the_same_language(self, spanish, asked):
        attestation = ask(asked, language="es")
        answering.hand_over(attestation=attestation, email="sam@acme.example", name="S", role="R")
        work_off()
        # Which of the mails goes first is not settled.
        [message] = [each for each in mail.outbox if each.to == ["sam@acme.example"]]
        assert message.subject.startswith("¿Puede confirmar")

    def test_a_language_that_was_taken_away_is_the_portals_own(self, spanish, settings, asked):
        attestation = ask(asked, language="es")
        settings.LANGUAGES = LANGUAGES[:1]
        mail.outbox.clear()
        AttestationRequest.objects.update(next_reminder_at="2020-01-01T00:00:00Z")
        time_passing.remind_due()
        work_off()
        assert to_them()[-1].subject.startswith("Reminder: can you confirm")
        assert attestation.language == "es"


class TestThePage:
    def test_offers_the_languages_and_remembers_the_choice(self, spanish, asked):
        url = link_of(ask(asked))
        client = Client()
        page = client.get(url).content.decode()
        assert 'href="?language=es" lang="es" hreflang="es"' in page
        assert 'href="?language=en" lang="en" hreflang="en" aria-current="page"' in page
        page = client.get(url + "?language=es").content.decode()
        assert '<html lang="es"' in page
        assert "¿Puede confirmar algo sobre Zoë Álvarez?" in page
        assert "Enviar el código" in client.get(url).content.decode()
        client.post(url, {"deed": "send_code"})
        assert mail.outbox[-1].subject == "Su código", "the code follows the page"

    def test_offers_none_where_there_is_one(self, asked):
        page = Client().get(link_of(ask(asked))).content.decode()
        assert "language=" not in page

    @pytest.mark.parametrize("wrong", ["xx", "es\r\nX: 1", "<b>", "en-xx"])
    def test_refuses_what_the_portal_does_not_have(self, spanish, asked, wrong):
        answer = Client().get(link_of(ask(asked)), {"language": wrong})
        assert answer.status_code == 200
        assert '<html lang="en"' in answer.content.decode()
        assert django_settings.LANGUAGE_COOKIE_NAME not in answer.cookies

    def test_the_choice_of_one_visitor_is_not_that_of_the_next(self, spanish, asked):
        url = link_of(ask(asked))
        Client().get(url + "?language=es")
        assert '<html lang="en"' in Client().get(url).content.decode()


class TestNaming:
    def test_the_holder_can_say_in_which(self, spanish, asked):
        url = reverse("attester_contact", args=[asked.claims[0].pk])
        assert "Let them choose" in asked.as_holder.get(url).content.decode()
        named = {"name": "Pat", "role": "HR", "email": EMAIL, "language": "es"}
        assert asked.as_holder.post(url, named).status_code == 302
        assert AttesterContact.objects.get().language == "es"
        wrong = asked.as_holder.post(url, named | {"language": "xx"})
        assert wrong.status_code == 200
        assert AttesterContact.objects.get().language == "es"

    def test_is_not_asked_where_there_is_one(self, asked):
        url = reverse("attester_contact", args=[asked.claims[0].pk])
        assert "Language of our mails" not in asked.as_holder.get(url).content.decode()
        named = {"name": "Pat", "role": "HR", "email": EMAIL}
        assert asked.as_holder.post(url, named).status_code == 302


def test_a_guardian_reads_what_the_minor_signed_in(spanish, asked):
    asked.holder.age_band = AgeBand.MINOR
    asked.holder.save()
    included = set(asked.request.requested_claims.values_list("pk", flat=True)[:1])
    with translation.override("es"):
        signature = signature_of(asked.request, included)
        guardian = guardians.ask(
            request=asked.request,
            by=asked.holder,
            included=included,
            signature=signature,
            email="mum@home.example",
        )
    work_off()
    [message] = [each for each in mail.outbox if each.to == ["mum@home.example"]]
    assert message.subject == "Zoë Álvarez necesita su acuerdo"
    path = reverse("guardian", args=[token_of(guardian)])
    assert f"English: {django_settings.BASE_URL}{path}?language=en" in message.body
    assert '<html lang="es"' in Client().get(path + "?language=es").content.decode()
