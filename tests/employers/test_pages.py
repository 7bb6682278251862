"""The pages of both sides over HTTP: who sees what, and that a GET changes nothing."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.models import Membership, Role, Vetting
from employers.models import RequestState, VerificationRequest
from passports.models import Disclosure, SharedClaim
from tests.employers.conftest import signed_in
from tests.employers.rows import make_claim, make_credential, make_share, tie
from tests.employers.signing import sign
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.htmx import assert_swap_equals_reload

RECRUITER_PAGES = ["employer_home", "employer_requests"]


def url(name, *args):
    return reverse(name, args=args)


def every_url(scene):
    """(address, method) of each page that somebody may not open."""
    asked = scene.request.id
    yield url("employer_share", scene.share.id), "get"
    yield url("employer_share_open", scene.share.id), "post"
    yield url("employer_request_new", scene.share.id), "get"
    yield url("employer_request_new", scene.share.id), "post"
    yield url("employer_request", asked), "get"
    yield url("employer_request_withdraw", asked), "post"


def holder_urls(scene):
    asked = scene.request.id
    yield url("request_for_me", asked), "get"
    yield url("request_seen", asked), "post"
    yield url("request_authorize", asked), "post"
    yield url("request_decline", asked), "post"


class TestNeedsAccess:
    def statuses(self, client, addresses):
        return {getattr(client, method)(address).status_code for address, method in addresses}

    def test_anonymous_visitors_are_sent_to_sign_in(self, asked):
        for address, method in [*every_url(asked), *holder_urls(asked)]:
            response = getattr(Client(), method)(address)
            assert response.status_code == 302
            assert response.url.startswith(reverse("account_login"))

    def test_the_holder_is_no_recruiter(self, asked):
        assert self.statuses(asked.as_holder, every_url(asked)) == {404}
        assert asked.as_holder.get(url("employer_home")).status_code == 404

    def test_another_organization_sees_nothing(self, asked):
        other = signed_in(MembershipFactory(role=Role.OWNER).user)
        assert self.statuses(other, every_url(asked)) == {404}
        assert other.get(url("employer_home")).status_code == 200

    def test_a_removed_member_sees_nothing(self, asked):
        Membership.objects.filter(user=asked.recruiter).delete()
        assert self.statuses(asked.as_recruiter, every_url(asked)) == {404}

    def test_a_suspended_organization_sees_nothing(self, asked):
        asked.organization.vetting = Vetting.SUSPENDED
        asked.organization.save()
        assert self.statuses(asked.as_recruiter, every_url(asked)) == {403}

    def test_a_viewer_reads_and_does_not_ask(self, asked):
        viewer = signed_in(
            MembershipFactory(organization=asked.organization, role=Role.VIEWER).user
        )
        assert viewer.get(url("employer_request", asked.request.id)).status_code == 200
        assert viewer.get(url("employer_request_new", asked.share.id)).status_code == 403
        withdrawal = viewer.post(url("employer_request_withdraw", asked.request.id))
        assert withdrawal.status_code == 403
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.SENT

    def test_another_holder_and_the_recruiter_cannot_decide(self, asked):
        for client in (signed_in(UserFactory()), asked.as_recruiter):
            assert self.statuses(client, holder_urls(asked)) == {404}
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.SENT

    def test_a_share_must_be_opened_before_asking(self, scene):
        assert (
            scene.as_recruiter.get(url("employer_request_new", scene.share.id)).status_code == 404
        )


def test_a_get_opens_nothing_and_a_post_is_seen_by_the_holder(scene):
    address = url("employer_share", scene.share.id)
    for _ in range(20):
        assert scene.as_recruiter.get(address).status_code == 200
    assert not Disclosure.objects.exists()
    response = scene.as_recruiter.post(url("employer_share_open", scene.share.id))
    assert response.url == address
    disclosure = Disclosure.objects.get()
    assert disclosure.viewer == scene.recruiter
    shown = scene.as_recruiter.get(address)
    assert "Welder" in shown.content.decode()


def test_a_colleague_sees_nothing_before_their_own_look_is_seen(opened):
    colleague = MembershipFactory(organization=opened.organization, role=Role.VIEWER).user
    client, address = signed_in(colleague), url("employer_share", opened.share.id)
    opening = url("employer_share_open", opened.share.id)
    opened.as_recruiter.post(opening)
    assert "Welder" in opened.as_recruiter.get(address).content.decode()
    assert "Welder" not in client.get(address).content.decode()
    client.post(opening)
    assert "Welder" in client.get(address).content.decode()
    viewers = set(Disclosure.objects.values_list("viewer", flat=True))
    assert viewers == {opened.recruiter.pk, colleague.pk}


def test_one_share_that_was_opened_opens_no_other(opened):
    unopened = make_share(UserFactory(), opened.organization)
    assert opened.as_recruiter.get(url("employer_request_new", unopened.id)).status_code == 404
    assert opened.as_recruiter.get(url("employer_request_new", opened.share.id)).status_code == 200


@pytest.mark.parametrize("how", ["withdrawn", "expired", "account closed"])
def test_a_share_that_ended_says_so_on_a_plain_page(opened, how):
    past = timezone.now() - dt.timedelta(hours=1)
    if how == "withdrawn":
        opened.share.withdrawn_at = past
    elif how == "account closed":
        type(opened.holder).objects.filter(pk=opened.holder.pk).update(is_active=False)
    else:
        opened.share.expires_at = past
    opened.share.save()
    response = opened.as_recruiter.get(url("employer_share", opened.share.id))
    assert response.status_code == 410
    assert "Welder" not in response.content.decode()
    assert opened.as_recruiter.post(url("employer_share_open", opened.share.id)).status_code == 302
    assert Disclosure.objects.count() == 1


class TestHome:
    def names(self, client, **query):
        page = client.get(url("employer_home"), query)
        return [share.holder.name for share in page.context["page_obj"]]

    def test_search_ignores_accents_and_case(self, scene):
        assert self.names(scene.as_recruiter, q="zoe alvarez") == ["Zoë Álvarez"]
        assert self.names(scene.as_recruiter, q="WELDER") == ["Zoë Álvarez"]
        assert self.names(scene.as_recruiter, q="nurse") == []

    def test_states(self, opened):
        make_share(opened.holder, opened.organization, withdrawn_at=timezone.now())
        assert len(self.names(opened.as_recruiter)) == 1
        assert self.names(opened.as_recruiter, state="new") == []
        assert len(self.names(opened.as_recruiter, state="ended")) == 1
        assert len(self.names(opened.as_recruiter, state="all")) == 2
        assert len(self.names(opened.as_recruiter, state="nonsense")) == 1

    def test_what_nobody_here_has_opened_is_new(self, opened):
        make_share(UserFactory(name="Unopened"), opened.organization)
        make_share(UserFactory(name="Elsewhere"), MembershipFactory().organization)
        assert self.names(opened.as_recruiter, state="new") == ["Unopened"]

    def test_same_number_of_queries_whatever_the_rows(self, scene):
        scene.as_recruiter.get(url("employer_home"))
        with CaptureQueriesContext(connection) as few:
            scene.as_recruiter.get(url("employer_home"))
        for _ in range(30):
            make_share(UserFactory(), scene.organization)
        with CaptureQueriesContext(connection) as many:
            scene.as_recruiter.get(url("employer_home"))
        assert len(many) == len(few)

    def test_the_swap_equals_the_reload(self, scene):
        assert_swap_equals_reload(
            scene.as_recruiter, url("employer_home") + "?q=zoe", fragment_id="received"
        )


class TestShare:
    def page_queries(self, scene, number):
        for _ in range(number):
            claim = make_claim(scene.holder)
            tie(claim, make_credential(scene.holder))
            SharedClaim.objects.create(share=scene.share, claim=claim)
        address = url("employer_share", scene.share.id)
        scene.as_recruiter.post(url("employer_share_open", scene.share.id))
        # The first request of a session also notes the device.
        scene.as_recruiter.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = scene.as_recruiter.get(address)
        shown = html.fromstring(page.content).xpath("//article[contains(@class, 'claim-card')]")
        return len(shown), len(queries)

    def test_same_number_of_queries_whatever_the_claims(self, scene):
        few_shown, few = self.page_queries(scene, 3)
        many_shown, many = self.page_queries(scene, 35)
        assert (few_shown, many_shown) == (5, 40)
        assert many == few


class TestAsking:
    def post(self, scene, **changes):
        data = {
            "claims": [claim.id for claim in scene.claims],
            "purpose": "hiring",
            "deadline": "7",
            "kept": "90",
            "reference": "W-17",
        }
        return scene.as_recruiter.post(
            url("employer_request_new", scene.share.id), {**data, **changes}
        )

    def test_it_is_sent(self, opened):
        response = self.post(opened)
        asked = VerificationRequest.objects.get()
        assert response.url == url("employer_request", asked.id)
        assert asked.reference == "W-17"
        assert asked.requested_claims.count() == 2

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"claims": []}, "Choose at least one claim"),
            ({"purpose": ""}, "Say what you need it for"),
            ({"purpose": "other"}, "Say in a few words what you need it for"),
            ({"claims": ["not-a-uuid"]}, "is not a valid"),
            ({"claims": [str(uuid.uuid4())]}, "is not one of the available choices"),
            ({"deadline": "9999"}, "is not one of the available choices"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(self, opened, changes, sentence):
        response = self.post(opened, message="Please", **changes)
        page = response.content.decode()
        assert response.status_code == 200
        assert sentence in page
        assert "Please" in page
        assert not VerificationRequest.objects.exists()

    def test_claims_of_others_cannot_be_named(self, opened):
        stranger = make_claim(UserFactory())
        assert self.post(opened, claims=[stranger.id]).status_code == 200
        assert not VerificationRequest.objects.exists()


class TestDeciding:
    def test_reading_the_page_changes_nothing(self, asked):
        page = asked.as_holder.get(url("request_for_me", asked.request.id))
        assert asked.organization.name in page.content.decode()
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.SENT

    def test_authorizing_part_of_it(self, asked):
        row = asked.request.requested_claims.order_by("position").first()
        response = sign(asked.as_holder, asked.request, row)
        assert response.url == url("request_for_me", asked.request.id)
        asked.request.refresh_from_db()
        assert asked.request.state == RequestState.AUTHORIZED
        assert asked.request.requested_claims.filter(included=True).count() == 1

    def test_authorizing_nothing_says_what_to_do(self, asked):
        response = asked.as_holder.post(url("request_authorize", asked.request.id), {})
        assert response.status_code == 200
        assert "Choose at least one claim, or decline the request" in response.content.decode()

    def test_too_late_is_told(self, asked):
        asked.as_recruiter.post(url("employer_request_withdraw", asked.request.id))
        row = asked.request.requested_claims.first()
        response = asked.as_holder.post(
            url("request_authorize", asked.request.id), {"claims": [row.id]}, follow=True
        )
        assert "closed already" in response.content.decode()

    def test_the_requesters_fragment_equals_its_page(self, asked):
        assert_swap_equals_reload(
            asked.as_recruiter, url("employer_request", asked.request.id), fragment_id="answers"
        )

    def test_the_requester_polls_only_while_unfinished(self, asked):
        address = url("employer_request", asked.request.id)
        assert "every 10s" in asked.as_recruiter.get(address).content.decode()
        row = asked.request.requested_claims.first()
        sign(asked.as_holder, asked.request, row)
        assert "every 1s" in asked.as_recruiter.get(address).content.decode()
        VerificationRequest.objects.update(state=RequestState.COMPLETED)
        assert "hx-trigger" not in asked.as_recruiter.get(address).content.decode()

    def test_withdrawing_after_the_answer_is_refused_with_a_sentence(self, asked):
        VerificationRequest.objects.update(state=RequestState.COMPLETED)
        response = asked.as_recruiter.post(
            url("employer_request_withdraw", asked.request.id), follow=True
        )
        assert "cannot be withdrawn" in response.content.decode()
