"""The disclosure on its own page, and the signature without which nothing is authorized."""

import datetime as dt
import json
import re

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from lxml import html

from accounts.actions.consents import current_texts
from accounts.actions.factors import current_totp_code
from accounts.models import CredentialAddress
from employers.actions import deciding
from employers.actions.asking import matching
from employers.actions.attesters import contacts
from employers.actions.consent.consenting import Changed, Signature
from employers.consent.to_sign import to_sign
from employers.models import RequestState, SignedConsent
from employers.models.signed_consent import digest_of
from passports.actions import claims
from portal.kernel.models import AuditRow
from portal.kernel.personal_data import erase_everything, export_everything
from tests.employers.conftest import signed_in
from tests.employers.rows import make_claim, make_credential, tie
from tests.employers.signing import disclosure, sign
from tests.factories.accounts import PASSWORD, ConsentTextFactory, MembershipFactory, UserFactory
from tests.factories.employers import authorize, make_request, signature_of


def rows_of(request):
    return list(request.requested_claims.order_by("position"))


def consent_page(asked):
    return reverse("request_consent", args=[asked.pk])


def code_in_mail():
    return re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)[1]


def text_of(response):
    (article,) = html.fromstring(response.content).xpath("//article[contains(@class,'disclosure')]")
    return " ".join(article.text_content().split())


class TestTheDisclosure:
    def test_it_names_everything_and_stands_alone(self, asked):
        row = rows_of(asked.request)[0]
        tie(asked.claims[0], make_credential(asked.holder))
        address, _fields = disclosure(asked.as_holder, asked.request, row)
        response = asked.as_holder.get(address)
        shown = text_of(response)
        for part in (
            asked.organization.name,
            asked.recruiter.name,
            "Zoë Álvarez",
            "Hiring decision for a job",
            "Your written consent, as the law on background checks requires",
            "for 90 days after the last answer",
            "How to withdraw it",
            "Welder",
            "A credential that you have answers this",
            "I authorize the organization named here",
        ):
            assert part in shown, part
        assert "Spanish" not in shown, "it was left out"
        page = html.fromstring(response.content)
        assert not page.xpath("//nav"), "nothing else is on the page"
        assert response["Cache-Control"].startswith("max-age=0")

    def test_each_claim_says_who_will_be_asked(self, asked):
        contacts.name_contact(
            claim=asked.claims[0],
            by=asked.holder,
            email="pat@acme.example",
            name="Pat Lee",
            role="Human resources",
        )
        first, second = to_sign(
            request=asked.request, included=[row.pk for row in rows_of(asked.request)]
        ).content["records"]
        assert "Human resources" in first["who"][0]
        assert "Pat Lee" not in str(first), "a name of somebody else is not signed for ever"
        assert "could not be checked" in second["who"][0]

    def test_the_newest_wording_in_the_nearest_language(self, asked):
        for version, language, title in (
            (2, "en", "Old"),
            (3, "en", "English"),
            (3, "es", "Español"),
        ):
            ConsentTextFactory(key="disclosure", version=version, language=language, title=title)
        titles = {}
        for language in ("en", "es", "es-mx", "fr"):
            content = to_sign(request=asked.request, included=(), language=language).content
            titles[language] = (content["title"], content["text"]["language"])
        assert titles == {
            "en": ("English", "en"),
            "es": ("Español", "es"),
            "es-mx": ("Español", "es"),
            "fr": ("English", "en"),
        }
        assert current_texts() == [], "nobody is asked to agree to it at sign-in"

    def test_markup_in_what_others_wrote_is_text(self, asked):
        asked.request.purpose = "<img src=x onerror=alert(1)>"
        asked.request.save()
        address, _fields = disclosure(asked.as_holder, asked.request, rows_of(asked.request)[0])
        assert b"<img src=x" not in asked.as_holder.get(address).content

    def test_reading_it_has_no_effect(self, asked):
        address, _fields = disclosure(asked.as_holder, asked.request, rows_of(asked.request)[0])
        for _visit in range(5):
            asked.as_holder.get(address)
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.SENT
        assert not SignedConsent.objects.exists()


class TestSigning:
    def test_the_password_is_the_signature(self, asked):
        row = rows_of(asked.request)[0]
        before = timezone.now()
        address, fields = disclosure(asked.as_holder, asked.request, row)
        shown = text_of(asked.as_holder.get(address))
        answer = sign(asked.as_holder, asked.request, row)
        assert answer.url == reverse("request_for_me", args=[asked.request.pk])
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.AUTHORIZED
        consent = SignedConsent.objects.get()
        assert (consent.holder, consent.method) == (asked.holder, "password")
        assert (consent.text_key, consent.text_version) == ("disclosure", 1)
        assert consent.digest == digest_of(consent.content) == fields["digest"]
        assert before < consent.signed_at <= consent.authorized_at + dt.timedelta(seconds=1)
        assert consent.included == {str(row.pk)}
        for _name, value in consent.content["terms"]:
            assert " ".join(value.split()) in shown
        assert consent.content["statement"] in shown
        audit = AuditRow.objects.get(deed="consent_signed")
        assert audit.object_id == consent.pk
        assert audit.codes["digest"] == consent.digest

    def test_a_password_given_before_is_no_signature(self, asked):
        row = rows_of(asked.request)[0]
        asked.as_holder.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        _address, fields = disclosure(asked.as_holder, asked.request, row)
        answer = asked.as_holder.post(consent_page(asked.request), fields)
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert not SignedConsent.objects.exists()

    def test_a_signature_is_for_one_text_only(self, asked):
        first, second = rows_of(asked.request)
        _address, fields = disclosure(asked.as_holder, asked.request, first)
        asked.as_holder.post(consent_page(asked.request), fields)
        asked.as_holder.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        _address, others = disclosure(asked.as_holder, asked.request, first, second)
        answer = asked.as_holder.post(consent_page(asked.request), others)
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert not SignedConsent.objects.exists()

    def test_a_wrong_password_signs_nothing(self, asked):
        _address, fields = disclosure(asked.as_holder, asked.request, rows_of(asked.request)[0])
        asked.as_holder.post(consent_page(asked.request), fields)
        answer = asked.as_holder.post(
            reverse("account_reauthenticate"),
            {"password": "wrong", "next": consent_page(asked.request)},
        )
        assert answer.status_code == 200
        assert not SignedConsent.objects.exists()

    def test_with_an_authenticator_app(self, asked):
        asked.holder.set_unusable_password()
        asked.holder.save()
        TOTP.activate(asked.holder, generate_totp_secret())
        asked.as_holder = signed_in(asked.holder)
        _address, fields = disclosure(asked.as_holder, asked.request, rows_of(asked.request)[0])
        answer = asked.as_holder.post(consent_page(asked.request), fields)
        assert answer.url.startswith(reverse("mfa_reauthenticate"))
        code = current_totp_code(asked.holder)
        asked.as_holder.post(
            reverse("mfa_reauthenticate"), {"code": code, "next": consent_page(asked.request)}
        )
        assert SignedConsent.objects.get().method == "app_code"

    def test_without_password_or_factor_a_code_is_mailed(self, asked):
        asked.holder.set_unusable_password()
        asked.holder.save()
        asked.as_holder = signed_in(asked.holder)
        address, fields = disclosure(asked.as_holder, asked.request, rows_of(asked.request)[0])
        answer = asked.as_holder.post(consent_page(asked.request), {**fields, "send_code": "1"})
        assert answer.url == f"{address}#sign", "the choice is kept"
        assert mail.outbox[-1].to == [asked.holder.email]
        code = code_in_mail()
        wrong = asked.as_holder.post(consent_page(asked.request), {**fields, "code": "000000"})
        assert "not right or too old" in wrong.content.decode()
        assert not SignedConsent.objects.exists()
        asked.as_holder.post(consent_page(asked.request), {**fields, "code": code})
        assert SignedConsent.objects.get().method == "email_code"

    def test_a_code_is_for_one_text_and_three_attempts(self, asked):
        asked.holder.set_unusable_password()
        asked.holder.save()
        asked.as_holder = signed_in(asked.holder)
        first, second = rows_of(asked.request)
        _address, fields = disclosure(asked.as_holder, asked.request, first)
        _address, others = disclosure(asked.as_holder, asked.request, first, second)
        asked.as_holder.post(consent_page(asked.request), {**fields, "send_code": "1"})
        code = code_in_mail()
        asked.as_holder.post(consent_page(asked.request), {**others, "code": code})
        # Nor does it delete the account.
        asked.as_holder.post(reverse("delete_account"), {"sure": "on", "code": code})
        for _attempt in range(3):
            asked.as_holder.post(consent_page(asked.request), {**fields, "code": "000000"})
        asked.as_holder.post(consent_page(asked.request), {**fields, "code": code})
        assert not SignedConsent.objects.exists()
        asked.holder.refresh_from_db()

    def test_without_a_signature_nothing_is_authorized(self, asked):
        included = {row.pk for row in rows_of(asked.request)}
        with pytest.raises(Changed):
            deciding.authorize(
                request=asked.request,
                by=asked.holder,
                included=included,
                signature=Signature("0" * 64, "password"),
            )
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.SENT
        assert not AuditRow.objects.filter(deed="request_authorized").exists()


class TestWhatChangesInBetween:
    def changed(self, asked, change):
        """The page is open, something changes, the holder signs."""
        row = rows_of(asked.request)[0]
        _address, fields = disclosure(asked.as_holder, asked.request, row)
        change()
        return asked.as_holder.post(consent_page(asked.request), fields)

    def is_shown_anew(self, answer):
        assert answer.status_code == 200
        assert "Read it again, please" in answer.content.decode()
        assert not SignedConsent.objects.exists()

    def test_the_claim(self, asked):
        def edit():
            claims.update(
                claim=asked.claims[0],
                values={"title": "Master welder", "organization_name": "Acme"},
                by=asked.holder,
            )

        answer = self.changed(asked, edit)
        self.is_shown_anew(answer)
        assert "Master welder" in answer.content.decode()

    def test_the_terms(self, asked):
        def edit():
            asked.request.kept_days = 700
            asked.request.save()

        self.is_shown_anew(self.changed(asked, edit))

    def test_who_is_asked(self, asked):
        def edit():
            tie(asked.claims[0], make_credential(asked.holder))

        self.is_shown_anew(self.changed(asked, edit))

    def test_between_the_password_and_the_signature(self, asked):
        row = rows_of(asked.request)[0]
        _address, fields = disclosure(asked.as_holder, asked.request, row)
        asked.as_holder.post(consent_page(asked.request), fields)
        asked.request.purpose = "Something else"
        asked.request.save()
        answer = asked.as_holder.post(
            reverse("account_reauthenticate"),
            {"password": PASSWORD, "next": consent_page(asked.request)},
        )
        self.is_shown_anew(answer)

    def test_the_request_was_withdrawn(self, asked):
        def edit():
            asked.as_recruiter.post(reverse("employer_request_withdraw", args=[asked.request.pk]))

        answer = self.changed(asked, edit)
        assert answer.status_code == 302
        assert not SignedConsent.objects.exists()

    def test_another_claim_was_meant(self, asked):
        claim, other = make_claim(asked.holder), make_claim(asked.holder, title="Another degree")
        request = make_request(
            organization=asked.organization,
            by=asked.recruiter,
            holder=asked.holder,
            items=((claim.kind, "Degree"),),
        )
        row = request.requested_claims.get()
        matching.match(request=request, by=asked.holder, chosen={row.pk: claim})
        signature = signature_of(request)
        matching.match(request=request, by=asked.holder, chosen={row.pk: other})
        with pytest.raises(Changed):
            deciding.authorize(
                request=request, by=asked.holder, included={row.pk}, signature=signature
            )


class TestBothSidesSeeIt:
    def test_the_holder_reopens_exactly_what_was_signed(self, asked):
        authorize(request=asked.request, by=asked.holder)
        content = SignedConsent.objects.get().content
        asked.request.purpose = "Something else"
        asked.request.save()
        page = asked.as_holder.get(reverse("signed_consent", args=[asked.request.pk]))
        shown = text_of(page)
        for _name, value in content["terms"]:
            assert " ".join(value.split()) in shown
        assert "with the password" in shown
        assert "Something else" not in shown

    def test_the_employer_sees_that_it_exists(self, asked):
        page = reverse("employer_request", args=[asked.request.pk])
        assert b"permission" not in asked.as_recruiter.get(page).content
        authorize(request=asked.request, by=asked.holder)
        shown = asked.as_recruiter.get(page).content.decode()
        assert "Version 1 (en)" in shown
        assert SignedConsent.objects.get().digest in shown

    def test_nobody_else(self, asked):
        authorize(request=asked.request, by=asked.holder)
        owner = signed_in(MembershipFactory(organization=asked.organization, role="owner").user)
        for client in (asked.as_recruiter, owner, signed_in(UserFactory())):
            for name in ("signed_consent", "request_consent"):
                address = reverse(name, args=[asked.request.pk])
                assert client.get(address).status_code == 404, name
            address = reverse("signed_consent_withdraw", args=[asked.request.pk])
            assert client.post(address).status_code == 404
        page = Client().get(reverse("signed_consent", args=[asked.request.pk]))
        assert page.url.startswith(reverse("account_login"))
        assert SignedConsent.objects.live().exists()

    def test_as_claims_of_another_portal(self, asked):
        authorize(request=asked.request, by=asked.holder)
        told = SignedConsent.objects.get().as_claims()
        assert json.loads(json.dumps(told)) == told
        assert told["digest"] == f"sha256:{digest_of(told['content'])}"
        assert told["withdrawn_at"] is None


def test_what_the_holder_takes_along_and_leaves(asked):
    CredentialAddress.objects.filter(user=asked.holder).delete()
    authorize(request=asked.request, by=asked.holder)
    (request,) = export_everything(asked.holder)["employers"]["requests_to_me"]
    assert request["permissions_signed"][0]["content"]["title"]
    asked.request.state = RequestState.COMPLETED
    asked.request.save()
    erase_everything(asked.holder)
    consent = SignedConsent.objects.get()
    assert (consent.holder, consent.content) == (None, {})
    assert consent.digest
    assert (
        asked.as_recruiter.get(reverse("employer_request", args=[asked.request.pk])).status_code
        == 200
    )


def test_too_late_is_told(asked):
    address, _fields = disclosure(asked.as_holder, asked.request, rows_of(asked.request)[0])
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        later = signed_in(asked.holder)
        answer = later.get(address, follow=True)
    assert "closed already" in answer.content.decode()


def test_the_language_in_which_it_was_shown_is_kept(asked):
    included = {row.pk for row in rows_of(asked.request)}
    with translation.override("es"):
        signature = Signature(
            to_sign(request=asked.request, included=included).digest, "password", "es"
        )
    deciding.authorize(
        request=asked.request, by=asked.holder, included=included, signature=signature
    )
    assert SignedConsent.objects.get().content["language"] == "es"
