"""From a signed file to a claim with its mark, through the pages and the real checks."""

import pytest
from django.urls import reverse

from passports.claims.mapping import propose
from passports.models import Assurance, Claim, Credential, Evidence
from passports.standards import parse
from passports.standards.types import NotACredential
from tests.corpora import folder, requires_corpora
from tests.factories.accounts import UserFactory
from tests.factories.passports import RecognizedIssuerFactory
from tests.factories.signed import KEY, OTHER_KEY, signed, tampered
from tests.passports.imports.test_import import bring

pytestmark = pytest.mark.django_db
TITLE = {"title": "Welding, level 1", "organization_name": "Harbor Trade School"}


@pytest.fixture
def holder(client):
    person = UserFactory(email="ada@example.org")
    client.force_login(person)
    return person


def accept(client, credential, **values):
    return client.post(reverse("proposal", args=[credential.pk]), TITLE | values)


class TestAccepting:
    def test_as_it_was_proposed(self, client, holder):
        RecognizedIssuerFactory(identifier=KEY.did)
        bring(holder, signed(email="ada@example.org"))
        credential = Credential.objects.get()
        page = client.get(reverse("proposal", args=[credential.pk])).content.decode()
        assert 'value="Welding, level 1"' in page
        accept(client, credential, start_year="2026", start_month="3", start_day="1")
        claim = Claim.objects.get()
        assert claim.assurance == Assurance.ISSUER_VERIFIED
        tied = Evidence.objects.get()
        assert (tied.claim, tied.credential, tied.relation) == (claim, credential, "supports")
        assert tied.fields["start"] == "confirmed"

    @pytest.mark.parametrize(("email", "recognized"), [("ada@example.org", False), ("", True)])
    def test_a_key_that_anybody_can_make_or_a_file_that_anybody_can_hold(
        self, client, holder, email, recognized
    ):
        if recognized:
            RecognizedIssuerFactory(identifier=KEY.did)
        bring(holder, signed(email=email))
        credential = Credential.objects.get()
        assert credential.verdict == "verified"
        accept(client, credential, start_year="2026")
        assert Claim.objects.get().assurance == Assurance.DOCUMENT_ON_FILE

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": "Master welder"}, "title"),
            ({"organization_name": "Harvard"}, "organization"),
            ({"start_year": "2019"}, "start"),
        ],
    )
    def test_what_the_holder_changed_is_not_the_issuers_word(self, client, holder, values, field):
        bring(holder, signed(email="ada@example.org"))
        accept(client, Credential.objects.get(), **values)
        assert Claim.objects.get().assurance == Assurance.DOCUMENT_ON_FILE
        assert Evidence.objects.get().fields[field] == "differs"

    def test_twice_makes_one_claim(self, client, holder):
        bring(holder, signed(email="ada@example.org"))
        credential = Credential.objects.get()
        accept(client, credential)
        accept(client, credential)
        assert Claim.objects.count() == 1

    def test_a_tampered_one_verifies_nothing(self, client, holder):
        bring(holder, tampered(signed(email="ada@example.org")))
        accept(client, Credential.objects.get(), title="Doctor of Everything")
        assert Claim.objects.get().assurance == Assurance.SELF_ASSERTED

    def test_somebody_elses_is_not_proposed(self, client, holder):
        bring(holder, signed(email="somebody.else@example.org", key=OTHER_KEY))
        credential = Credential.objects.get()
        assert credential.not_yours
        assert accept(client, credential).status_code == 404
        assert not Claim.objects.exists()


@requires_corpora
@pytest.mark.corpora
def test_real_credentials_are_read_without_an_error():
    """Whatever others wrote: a proposal that fits its form's limits, or none."""
    proposed = 0
    for path in sorted(folder().rglob("*.json")):
        try:
            document = parse(path.read_bytes())
        except NotACredential:
            continue
        found = propose(document.summary, document.data)
        if found is not None:
            proposed += 1
            assert 0 < len(found.values["title"]) <= 300
            assert len(found.values["organization_name"]) <= 300
    assert proposed > 20
