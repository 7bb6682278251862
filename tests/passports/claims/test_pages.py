"""Adding, reading and changing a claim in the browser."""

import pytest
from django.urls import reverse

from passports.claims import KINDS
from passports.models import Claim, Credential, Evidence
from tests.factories.accounts import UserFactory
from tests.factories.claims import make_claim, make_credential, tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(client):
    person = UserFactory()
    client.force_login(person)
    return person


class TestAdding:
    def test_choose_a_kind(self, client, holder):
        page = client.get(reverse("claim_choose_kind")).content.decode()
        for kind in KINDS:
            assert reverse("claim_add", args=[kind]) in page

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_has_a_form(self, client, holder, kind):
        page = client.get(reverse("claim_add", args=[kind]))
        assert page.status_code == 200
        assert f'data-guard="claim-add-{kind}"' in page.content.decode()

    def test_unknown_kind(self, client, holder):
        assert client.get(reverse("claim_add", args=["superpower"])).status_code == 404

    def test_add(self, client, holder):
        data = {"title": "Welder", "organization_name": "Acme", "start_year": "2019"}
        answer = client.post(reverse("claim_add", args=["employment"]), data)
        claim = Claim.objects.get()
        assert answer.url == reverse("claim", args=[claim.pk])
        assert (claim.holder, claim.assurance) == (holder, "self_asserted")
        page = client.get(answer.url).content.decode()
        assert "since 2019" in page
        assert "This is your own statement" in page

    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client, holder):
        data = {"title": "Welder", "organization_name": "Acme", "start_day": "3"}
        page = client.post(reverse("claim_add", args=["employment"]), data).content.decode()
        assert "Enter the year, too" in page
        assert 'value="Welder"' in page
        assert not Claim.objects.exists()

    @pytest.mark.parametrize("text", ["a\x07b", "evil\u202etxt", "nul\x00"])
    def test_invisible_characters_are_refused(self, client, holder, text):
        data = {"title": text, "organization_name": "Acme"}
        page = client.post(reverse("claim_add", args=["employment"]), data)
        assert page.status_code == 200
        assert "error-summary" in page.content.decode()
        assert not Claim.objects.exists()

    def test_an_employer_must_be_named(self, client, holder):
        page = client.post(reverse("claim_add", args=["employment"]), {"title": "Welder"})
        assert "Enter the employer" in page.content.decode()

    def test_markup_is_shown_as_text(self, client, holder):
        claim = make_claim(holder, title='<div hx-get="/x">', organization_name="javascript:x")
        page = client.get(reverse("claim", args=[claim.pk])).content.decode()
        assert '<div hx-get="/x">' not in page
        assert "&lt;div hx-get=" in page


class TestChanging:
    def test_the_form_holds_what_was_saved(self, client, holder):
        claim = make_claim(
            holder, start="2019-04-01", start_precision="month", details={"level": "master"}
        )
        page = client.get(reverse("claim_edit", args=[claim.pk])).content.decode()
        assert 'value="2019"' in page
        assert '<option value="4" selected>' in page
        assert '<option value="master" selected>' in page

    def test_change_and_history(self, client, holder):
        claim = make_claim(holder)
        client.post(reverse("claim_edit", args=[claim.pk]), {"title": "Newer"})
        client.post(reverse("claim_edit", args=[claim.pk]), {"title": "Newer"})
        assert claim.revisions.count() == 2
        page = client.get(reverse("claim_history", args=[claim.pk])).content.decode()
        assert "Newer" in page
        assert "Bachelor of Science in Nursing" in page


class TestEvidence:
    def test_attach_and_detach(self, client, holder):
        claim, credential = make_claim(holder), make_credential(holder)
        url = reverse("claim", args=[claim.pk])
        client.post(reverse("claim_attach", args=[claim.pk]), {"credential": credential.pk})
        page = client.get(url).content.decode()
        assert "says the same and passed our checks" in page
        assert "It confirms: title, organization." in page
        tied = Evidence.objects.get()
        client.post(reverse("claim_detach", args=[claim.pk, tied.pk]))
        assert not Evidence.objects.exists()
        assert Credential.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"verdict": "not_verified"}, "did not pass our checks"),
            ({"verdict": "inconclusive"}, "could not be checked to the end yet"),
            ({"verdict": "unsupported"}, "cannot check this kind of credential yet"),
            ({"title": "Forklift license"}, "does not say the same as this claim"),
            ({"not_yours": True}, "was not issued to you"),
        ],
    )
    def test_why_this_mark(self, client, holder, fields, sentence):
        claim = make_claim(holder)
        tie(claim, make_credential(holder, **fields))
        assert sentence in client.get(reverse("claim", args=[claim.pk])).content.decode()

    @pytest.mark.parametrize("whose", ["other", "not_yours", "nobody"])
    def test_what_cannot_be_attached(self, client, holder, whose):
        claim = make_claim(holder)
        chosen = {
            "other": lambda: make_credential(UserFactory()).pk,
            "not_yours": lambda: make_credential(holder, not_yours=True).pk,
            "nobody": lambda: "not-a-uuid",
        }[whose]()
        page = client.post(reverse("claim_attach", args=[claim.pk]), {"credential": chosen})
        assert page.status_code == 200
        assert "This credential is not there any more" in page.content.decode()
        assert not Evidence.objects.exists()

    def test_the_tie_of_another_claim_is_not_detached(self, client, holder):
        claim, other = make_claim(holder), make_claim(holder)
        tied = tie(other, make_credential(holder))
        answer = client.post(reverse("claim_detach", args=[claim.pk, tied.pk]))
        assert answer.status_code == 404
        assert Evidence.objects.exists()
