"""The holder's side: granting, changing and ending shares."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.models import Vetting
from passports.actions import claims as claim_actions
from passports.actions import sharing
from passports.models import Audience, Disclosure, Share
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.claims import make_claim, make_credential, make_share, tie

pytestmark = pytest.mark.django_db
NEW = "share_new"


@pytest.fixture
def holder(client):
    person = UserFactory(name="Maria Alvarez")
    client.force_login(person)
    return person


def wanted(*claims, step="confirm", **fields):
    return {
        "claims": [claim.pk for claim in claims],
        "purpose": "A job",
        "audience": "anyone",
        "days": "30",
        "step": step,
        "share_id": str(uuid.uuid4()),
    } | fields


def shown(page):
    """The shared passport in a page, as text without what depends on the time."""
    (part,) = html.fromstring(page.content).xpath("//article[contains(@class,'shared-passport')]")
    for each in part.xpath(".//*[contains(@class,'passport-header__facts')]"):
        each.drop_tree()
    return " ".join(part.text_content().split())


class TestGranting:
    def test_the_preview_is_what_the_reader_sees(self, client, holder):
        claim = make_claim(holder, details={"level": "bachelor"})
        tie(claim, make_credential(holder))
        tie(claim, make_credential(holder, title="Other", verdict="inconclusive"))
        data = wanted(claim, step="preview")
        preview = client.post(reverse(NEW), data)
        assert not Share.objects.exists()
        page = client.post(reverse(NEW), data | {"step": "confirm"})
        link = html.fromstring(page.content).xpath("//input[@id='link']/@value")[0]
        client.logout()
        opened = client.get(client.post(link).url)
        assert shown(opened) == shown(preview)
        assert "Bachelor's degree" in shown(opened)

    def test_the_link_and_its_code_are_shown_once(self, client, holder):
        page = client.post(reverse(NEW), wanted(make_claim(holder)))
        tree = html.fromstring(page.content)
        link = tree.xpath("//input[@id='link']/@value")[0]
        assert tree.xpath("//*[local-name()='svg' and @class='qr']")
        assert not tree.xpath("//*[@style]")
        assert "no-store" in page["Cache-Control"]
        share = Share.objects.get()
        assert share.token_hash == sharing.hash_of(link.rstrip("/").rsplit("/", 1)[1])
        for name in ("share", "shares"):
            args = [share.pk] if name == "share" else []
            assert link not in client.get(reverse(name, args=args)).content.decode()

    def test_sending_the_form_twice_grants_one_share(self, client, holder):
        data = wanted(make_claim(holder))
        client.post(reverse(NEW), data)
        answer = client.post(reverse(NEW), data)
        assert answer.url == reverse("share", args=[data["share_id"]])
        assert Share.objects.count() == 1

    def test_the_id_of_another_persons_share_tells_nothing(self, client, holder):
        theirs, _token = make_share()
        data = wanted(make_claim(holder), share_id=str(theirs.pk))
        assert client.post(reverse(NEW), data).url == reverse("shares")
        theirs.refresh_from_db()
        assert theirs.holder != holder

    def test_change_something_keeps_what_was_typed(self, client, holder):
        data = wanted(make_claim(holder), step="change", purpose="A very special purpose")
        page = client.post(reverse(NEW), data).content.decode()
        assert "A very special purpose" in page
        assert "checked" in page

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"claims": []}, "Choose at least one claim"),
            ({"claims": ["not-a-uuid"]}, "Choose again"),
            ({"purpose": " "}, "Say what it is for"),
            ({"purpose": "a\u202eb"}, "invisible characters"),
            ({"audience": ""}, "Choose who may see it"),
            ({"audience": "everyone"}, "Select a valid choice"),
            ({"audience": "organization"}, "Choose the organization"),
            ({"audience": "email"}, "Enter the email address"),
            ({"audience": "email", "email": "nonsense"}, "valid email"),
            ({"days": "100000"}, "Select a valid choice"),
            ({"organization": "x", "audience": "organization"}, "cannot be chosen"),
        ],
    )
    @pytest.mark.parametrize("step", ["preview", "confirm"])
    def test_what_is_wrong_is_said(self, client, holder, fields, sentence, step):
        data = wanted(make_claim(holder), step=step) | fields
        page = client.post(reverse(NEW), data)
        assert page.status_code == 200
        assert sentence in page.content.decode()
        assert not Share.objects.exists()

    @pytest.mark.parametrize("whose", ["other", "hidden", "removed"])
    def test_what_cannot_be_shared(self, client, holder, whose):
        claim = make_claim(UserFactory() if whose == "other" else holder)
        if whose == "hidden":
            claim_actions.hide(claim=claim, by=holder)
        if whose == "removed":
            claim_actions.remove(claim=claim, by=holder)
        page = client.post(reverse(NEW), wanted(claim))
        assert "Choose again" in page.content.decode()
        assert not Share.objects.exists()
        with pytest.raises(sharing.CannotShare):
            make_share(holder, [claim])

    @pytest.mark.parametrize("vetting", [Vetting.PENDING, Vetting.REJECTED, Vetting.SUSPENDED])
    def test_only_with_vetted_organizations(self, client, holder, vetting):
        organization = OrganizationFactory(vetting=vetting)
        data = wanted(make_claim(holder), audience="organization", organization=organization.pk)
        assert client.post(reverse(NEW), data).status_code == 200
        assert not Share.objects.exists()

    def test_extra_fields_are_ignored(self, client, holder):
        data = wanted(
            make_claim(holder), holder=UserFactory().pk, expires_at="2999-01-01", token_hash="x"
        )
        client.post(reverse(NEW), data)
        share = Share.objects.get()
        assert share.holder == holder
        assert share.expires_at < timezone.now() + timedelta(days=32)
        assert share.token_hash != "x"


class TestChanging:
    def test_new_link(self, client, holder):
        share, _token = make_share(holder)
        before = share.token_hash
        page = client.post(reverse("share_new_link", args=[share.pk]))
        assert "The old link opens nothing any more" in page.content.decode()
        share.refresh_from_db()
        assert share.token_hash != before

    def test_no_new_link_for_an_ended_share(self, client, holder):
        share, _token = make_share(holder)
        sharing.withdraw(share=share, by=holder)
        answer = client.post(reverse("share_new_link", args=[share.pk]))
        assert answer.url == reverse("share", args=[share.pk])

    def test_extend_brings_an_expired_share_back(self, client, holder):
        share, _token = make_share(holder)
        Share.objects.update(expires_at=timezone.now() - timedelta(days=1))
        client.post(reverse("share_extend", args=[share.pk]), {"days": "7"})
        assert Share.objects.live().get() == share

    def test_extend_does_not_bring_a_withdrawn_share_back(self, client, holder):
        share, _token = make_share(holder)
        sharing.withdraw(share=share, by=holder)
        client.post(reverse("share_extend", args=[share.pk]), {"days": "7"})
        assert not Share.objects.live().exists()

    def test_narrow(self, client, holder):
        kept, gone = make_claim(holder), make_claim(holder)
        outside = make_claim(holder)
        share, _token = make_share(holder, [kept, gone])
        url = reverse("share_narrow", args=[share.pk])
        page = client.post(url, {"claims": []})
        assert "Keep at least one claim" in page.content.decode()
        assert client.post(url, {"claims": [outside.pk]}).status_code == 200
        assert share.claims.count() == 2
        client.post(url, {"claims": [kept.pk]})
        assert share.claims.get() == kept

    def test_withdraw_asks_first(self, client, holder):
        share, _token = make_share(holder)
        url = reverse("share_withdraw", args=[share.pk])
        assert "cannot be undone" in client.get(url).content.decode()
        assert Share.objects.live().exists()
        client.post(url)
        assert not Share.objects.live().exists()


class TestLooking:
    def test_who_looked_and_when(self, client, holder):
        organization = OrganizationFactory(name="Valley Hospital")
        share, token = make_share(holder, audience=Audience.ORGANIZATION, organization=organization)
        client.force_login(MembershipFactory(organization=organization).user)
        client.post(reverse("share_link", args=[token]))
        client.force_login(holder)
        page = client.get(reverse("share", args=[share.pk])).content.decode()
        assert "Valley Hospital" in page
        assert reverse("disclosure", args=[Disclosure.objects.get().pk]) in page

    def test_empty_list(self, client, holder):
        assert "You share nothing" in client.get(reverse("shares")).content.decode()

    @pytest.mark.parametrize("name", ["share", "share_opened", "disclosure"])
    def test_queries_do_not_grow(self, client, holder, name):
        counts = []
        for number in (5, 40):
            claims = [make_claim(holder) for _each in range(number)]
            for claim in claims:
                tie(claim, make_credential(holder))
            share, token = make_share(holder, claims)
            reader = type(client)()
            opened = reader.post(reverse("share_link", args=[token])).url
            disclosure = Disclosure.objects.get(share=share)
            who = reader if name == "share_opened" else client
            url = {
                "share": reverse("share", args=[share.pk]),
                "share_opened": opened,
                "disclosure": reverse("disclosure", args=[disclosure.pk]),
            }[name]
            # The first request of a session also notes the device.
            who.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert who.get(url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
