"""The reader's side: what a link opens, for whom, and what it never does."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Vetting
from passports.actions import claims as claim_actions
from passports.actions import sharing
from passports.models import Audience, Disclosure, Share, ShareCode
from portal.kernel.models import AuditRow
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.claims import give_report, make_claim, make_credential, make_share, tie

pytestmark = pytest.mark.django_db


def link(token):
    return reverse("share_link", args=[token])


@pytest.fixture
def employer():
    return OrganizationFactory(name="Valley Hospital")


@pytest.fixture
def member(employer):
    return MembershipFactory(organization=employer).user


def rows():
    return Disclosure.objects.count(), AuditRow.objects.count(), Notification.objects.count()


class TestAnyoneWithTheLink:
    def test_get_says_who_shares_what_for(self, client):
        share, token = make_share(purpose="Night shift at the clinic")
        page = client.get(link(token))
        assert page.status_code == 200
        assert share.holder.display_name in page.content.decode()
        assert "Night shift at the clinic" in page.content.decode()
        assert "Bachelor of Science in Nursing" not in page.content.decode()

    def test_a_scanner_leaves_no_row(self, client, django_assert_max_num_queries):
        _share, token = make_share()
        before = rows()
        for _visit in range(20):
            with django_assert_max_num_queries(3):
                assert client.get(link(token)).status_code == 200
            assert client.head(link(token)).status_code == 200
        assert rows() == before
        assert "sessionid" not in client.cookies

    def test_post_opens_and_tells_the_holder(self, client):
        share, token = make_share()
        answer = client.post(link(token))
        disclosure = Disclosure.objects.get()
        assert answer.status_code == 302
        assert answer.url == reverse("share_opened", args=[disclosure.pk])
        page = client.get(answer.url)
        assert "Bachelor of Science in Nursing" in page.content.decode()
        assert list(disclosure.revisions.all()) == [share.claims.get().current]
        assert Notification.objects.get().user == share.holder

    def test_at_most_one_notification_an_hour(self, client):
        _share, token = make_share()
        client.post(link(token))
        client.post(link(token))
        assert Notification.objects.count() == 1
        assert Disclosure.objects.count() == 2
        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            client.post(link(token))
        assert Notification.objects.count() == 2

    def test_a_reload_shows_what_was_opened_not_what_is_now(self, client):
        share, token = make_share()
        url = client.post(link(token)).url
        claim = share.claims.get()
        claim_actions.update(claim=claim, values={"title": "Doctor of Nursing"}, by=share.holder)
        page = client.get(url).content.decode()
        assert "Bachelor of Science in Nursing" in page
        assert "Doctor of Nursing" not in page
        again = client.get(client.post(link(token)).url).content.decode()
        assert "Doctor of Nursing" in again

    def test_another_browser_cannot_open_the_page_of_this_one(self, client):
        _share, token = make_share()
        url = client.post(link(token)).url
        client.cookies.clear()
        assert client.get(url).status_code == 404

    def test_the_page_closes_after_half_an_hour(self, client):
        _share, token = make_share()
        url = client.post(link(token)).url
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            assert client.get(url).status_code == 404

    @pytest.mark.parametrize("deed", ["hide", "remove"])
    def test_hidden_and_removed_claims_are_never_shown(self, client, deed):
        share, token = make_share()
        url = client.post(link(token)).url
        getattr(claim_actions, deed)(claim=share.claims.get(), by=share.holder)
        page = client.get(url)
        assert page.status_code == 200
        assert "Bachelor of Science in Nursing" not in page.content.decode()
        again = client.get(client.post(link(token)).url)
        assert "Bachelor of Science in Nursing" not in again.content.decode()

    def test_narrowing_takes_out_of_the_open_page_too(self, client):
        holder = UserFactory()
        kept = make_claim(holder, title="Kept claim")
        gone = make_claim(holder, title="Narrowed away")
        share, token = make_share(holder, [kept, gone])
        url = client.post(link(token)).url
        sharing.narrow(share=share, keep=[kept.pk], by=holder)
        page = client.get(url).content.decode()
        assert "Kept claim" in page
        assert "Narrowed away" not in page

    def test_somebody_elses_credential_is_not_shown(self, client):
        claim = make_claim()
        tie(claim, make_credential(claim.holder, not_yours=True, issuer_name="Secret issuer"))
        _share, token = make_share(claim.holder, [claim])
        page = client.get(client.post(link(token)).url)
        assert "Secret issuer" not in page.content.decode()

    def test_the_holder_is_sent_to_the_share(self, client):
        share, token = make_share()
        client.force_login(share.holder)
        assert client.post(link(token)).url == reverse("share", args=[share.pk])
        assert not Disclosure.objects.exists()


class TestTheRecord:
    def test_the_holder_reopens_it_as_it_was(self, client):
        claim = make_claim()
        credential = make_credential(claim.holder)
        tie(claim, credential)
        share, token = make_share(claim.holder, [claim])
        client.post(link(token))
        disclosure = Disclosure.objects.get()
        assert disclosure.reports.get() == credential.latest_report
        give_report(credential, "not_verified")
        claim_actions.update(claim=claim, values={"title": "Something else"}, by=claim.holder)
        sharing.withdraw(share=share, by=claim.holder)
        client.force_login(claim.holder)
        page = client.get(reverse("disclosure", args=[disclosure.pk])).content.decode()
        assert "Bachelor of Science in Nursing" in page
        assert "Something else" not in page
        assert "mark--bad" not in page

    def test_nobody_else_does(self, client):
        _share, token = make_share()
        client.post(link(token))
        url = reverse("disclosure", args=[Disclosure.objects.get().pk])
        assert client.get(url).status_code == 302
        client.force_login(UserFactory())
        assert client.get(url).status_code == 404


class TestEnds:
    def test_a_withdrawn_share_is_dead_on_the_next_request(self, client):
        share, token = make_share()
        url = client.post(link(token)).url
        assert client.get(url).status_code == 200
        sharing.withdraw(share=share, by=share.holder)
        for answer in (client.get(link(token)), client.post(link(token)), client.get(url)):
            assert answer.status_code == 410
            assert "no longer shared" in answer.content.decode()
            assert share.purpose not in answer.content.decode()
        assert Disclosure.objects.count() == 1

    def test_an_expired_share(self, client):
        share, token = make_share()
        url = client.post(link(token)).url
        Share.objects.filter(pk=share.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        for answer in (client.get(link(token)), client.post(link(token)), client.get(url)):
            assert answer.status_code == 410

    def test_the_share_of_a_suspended_person(self, client):
        share, token = make_share()
        share.holder.is_active = False
        share.holder.save()
        assert client.get(link(token)).status_code == 410
        assert client.post(link(token)).status_code == 410

    @pytest.mark.parametrize("method", ["get", "head", "post"])
    def test_guessed_links_are_all_alike(self, client, method):
        make_share()
        for token in ("a", "0" * 43, "x" * 3000):
            answer = getattr(client, method)(link(token))
            assert answer.status_code == 404
        assert not Disclosure.objects.exists()

    def test_a_replaced_link_is_as_unknown_as_a_guessed_one(self, client):
        share, token = make_share()
        new = sharing.new_link(share=share, by=share.holder)
        assert client.get(link(token)).status_code == 404
        assert client.get(link(new)).status_code == 200


class TestHeadersAndLogs:
    @pytest.mark.parametrize("state", ["live", "ended", "unknown"])
    def test_headers(self, client, state):
        share, token = make_share()
        if state == "ended":
            sharing.withdraw(share=share, by=share.holder)
        answer = client.get(link(token if state != "unknown" else "guess"))
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]

    def test_the_token_is_kept_nowhere(self, client):
        share, token = make_share()
        assert len(token) >= 43
        assert token not in {str(value) for value in Share.objects.values().get().values()}
        assert share.token_hash == sharing.hash_of(token)

    def test_django_logs_no_token(self, client, caplog):
        caplog.set_level(logging.DEBUG)
        share, token = make_share()
        client.get(link("secret-guess"))
        sharing.withdraw(share=share, by=share.holder)
        client.get(link(token))
        client.handler.enforce_csrf_checks = True
        assert client.post(link(token)).status_code == 403
        assert token not in caplog.text
        assert "secret-guess" not in caplog.text

    def test_a_post_from_a_no_referrer_page_needs_the_form_token(self, client):
        _share, token = make_share()
        client.handler.enforce_csrf_checks = True
        page = client.get(link(token)).content.decode()
        field = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        origin = {"Origin": "null"}
        assert client.post(link(token), headers=origin).status_code == 403
        evil = {"Origin": "https://evil.example"}
        data = {"csrfmiddlewaretoken": field}
        assert client.post(link(token), data, headers=evil).status_code == 403
        assert client.post(link(token), data, headers=origin).status_code == 302

    def test_many_requests_are_limited(self, client):
        answers = {client.get(link("guess")).status_code for _visit in range(70)}
        assert answers == {404, 429}


class TestOrganization:
    @pytest.fixture
    def shared(self, employer):
        return make_share(audience=Audience.ORGANIZATION, organization=employer)

    def test_a_member_opens_the_link(self, client, shared, member):
        share, token = shared
        client.force_login(member)
        page = client.get(client.post(link(token)).url)
        assert page.status_code == 200
        disclosure = Disclosure.objects.get()
        assert (disclosure.viewer, disclosure.organization) == (member, share.organization)
        assert Notification.objects.get().params["who"] == "Valley Hospital"

    def test_a_member_opens_it_without_the_link(self, client, shared, member):
        share, _token = shared
        client.force_login(member)
        url = reverse("share_received", args=[share.pk])
        assert client.get(url).status_code == 200
        assert not Disclosure.objects.exists()
        assert client.get(client.post(url).url).status_code == 200
        assert Disclosure.objects.count() == 1

    def test_it_is_listed_for_the_organization_while_it_lives(self, shared, employer):
        share, _token = shared
        assert share in Share.objects.addressed_to(employer).live()
        assert share not in Share.objects.addressed_to(OrganizationFactory()).live()
        sharing.withdraw(share=share, by=share.holder)
        assert share not in Share.objects.addressed_to(employer).live()

    @pytest.mark.parametrize("who", ["anonymous", "person", "other_member", "removed", "suspended"])
    def test_nobody_else_opens_it(self, client, shared, employer, member, who):
        share, token = shared
        client.force_login(member)
        opened = client.post(link(token)).url
        before = Disclosure.objects.count()
        if who == "anonymous":
            client.logout()
        elif who == "person":
            client.force_login(UserFactory())
        elif who == "other_member":
            client.force_login(MembershipFactory().user)
        elif who == "removed":
            member.memberships.all().delete()
        else:
            employer.vetting = Vetting.SUSPENDED
            employer.save()
        page = client.post(link(token))
        assert page.status_code == 200
        assert "Bachelor of Science in Nursing" not in page.content.decode()
        received = client.post(reverse("share_received", args=[share.pk]))
        assert received.status_code == (302 if who == "anonymous" else 404)
        assert client.get(opened).status_code == 404
        assert Disclosure.objects.count() == before

    def test_another_member_cannot_read_a_colleagues_disclosure(self, client, shared, employer):
        _share, token = shared
        first, second = (MembershipFactory(organization=employer).user for _each in range(2))
        client.force_login(first)
        url = client.post(link(token)).url
        client.force_login(second)
        assert client.get(url).status_code == 404


class TestEmail:
    @pytest.fixture
    def shared(self):
        return make_share(audience=Audience.EMAIL, email="reader@clinic.example")

    def code(self, django_capture_on_commit_callbacks, client, token):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(link(token)).status_code == 200
        return re.search(r"\b\d{8}\b", mail.outbox[-1].body)[0]

    def test_the_code_opens_it(self, client, shared, django_capture_on_commit_callbacks):
        _share, token = shared
        assert "reader@clinic.example" not in client.get(link(token)).content.decode()
        code = self.code(django_capture_on_commit_callbacks, client, token)
        assert mail.outbox[-1].to == ["reader@clinic.example"]
        assert not Disclosure.objects.exists()
        answer = client.post(link(token), {"code": f" {code[:4]} {code[4:]} "})
        assert answer.status_code == 302
        assert client.get(answer.url).status_code == 200
        assert Disclosure.objects.get().viewer_email == "reader@clinic.example"
        assert code not in str(ShareCode.objects.values().get())

    def test_a_code_works_once(self, client, shared, django_capture_on_commit_callbacks):
        _share, token = shared
        code = self.code(django_capture_on_commit_callbacks, client, token)
        assert client.post(link(token), {"code": code}).status_code == 302
        assert client.post(link(token), {"code": code}).status_code == 200
        assert Disclosure.objects.count() == 1

    def test_five_attempts(self, client, shared, django_capture_on_commit_callbacks):
        _share, token = shared
        code = self.code(django_capture_on_commit_callbacks, client, token)
        wrong = str((int(code) + 1) % 10**8).zfill(8)
        for _attempt in range(5):
            page = client.post(link(token), {"code": wrong})
            assert "This code does not work" in page.content.decode()
        assert client.post(link(token), {"code": code}).status_code == 200
        assert not Disclosure.objects.exists()

    def test_a_code_ends(self, client, shared, django_capture_on_commit_callbacks):
        _share, token = shared
        code = self.code(django_capture_on_commit_callbacks, client, token)
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert client.post(link(token), {"code": code}).status_code == 200
        assert not Disclosure.objects.exists()

    def test_a_newer_code_replaces_an_older_one(
        self, client, shared, django_capture_on_commit_callbacks
    ):
        _share, token = shared
        old = self.code(django_capture_on_commit_callbacks, client, token)
        new = self.code(django_capture_on_commit_callbacks, client, token)
        assert client.post(link(token), {"code": old}).status_code == 200
        assert client.post(link(token), {"code": new}).status_code == 302

    def test_the_address_is_not_flooded(self, client, shared, django_capture_on_commit_callbacks):
        _share, token = shared
        for _attempt in range(5):
            self.code(django_capture_on_commit_callbacks, client, token)
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(link(token))
        assert "We have sent several codes already" in page.content.decode()
        assert len(mail.outbox) == 5

    def test_the_code_of_another_share_opens_nothing(
        self, client, shared, django_capture_on_commit_callbacks
    ):
        _share, token = shared
        _other, other = make_share(audience=Audience.EMAIL, email="reader@clinic.example")
        code = self.code(django_capture_on_commit_callbacks, client, other)
        assert client.post(link(token), {"code": code}).status_code == 200
        assert not Disclosure.objects.exists()

    def test_a_code_for_one_share_leaves_that_of_another(
        self, client, shared, django_capture_on_commit_callbacks
    ):
        _share, token = shared
        _other, other = make_share(audience=Audience.EMAIL, email="reader@clinic.example")
        code = self.code(django_capture_on_commit_callbacks, client, token)
        self.code(django_capture_on_commit_callbacks, client, other)
        assert client.post(link(token), {"code": code}).status_code == 302

    def test_after_an_hour_there_are_codes_again(
        self, client, shared, django_capture_on_commit_callbacks
    ):
        _share, token = shared
        for _attempt in range(5):
            self.code(django_capture_on_commit_callbacks, client, token)
        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            code = self.code(django_capture_on_commit_callbacks, client, token)
            assert client.post(link(token), {"code": code}).status_code == 302
