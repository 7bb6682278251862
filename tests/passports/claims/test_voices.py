"""An issuer that a registry knows confirms only what it may speak for."""

import pytest
from django.urls import reverse

from passports.actions import registries
from passports.models import Assurance, Claim, Credential, RecognizedIssuer, SpeaksFor
from passports.voices import Speaks, voice_in, voice_of
from passports.why import why
from portal.kernel.safe_csv import CsvRow
from tests.factories.accounts import UserFactory
from tests.factories.claims import make_claim, make_credential, tie
from tests.factories.passports import GOOD_CHECKS, RecognizedIssuerFactory, TrustRegistryFactory
from tests.factories.signed import KEY, signed
from tests.passports.imports.test_import import bring

pytestmark = pytest.mark.django_db


def recognized(*voices):
    """The checks of a report on an issuer of which registries say this."""
    found = [
        {"registry": "State list", "name": name, "speaks_for": scope, "organizations": list(others)}
        for name, scope, *others in voices
    ]
    last = {**GOOD_CHECKS[-1], "params": {"registries": ["State list"], "voices": found}}
    return [*GOOD_CHECKS[:-1], last]


def speaks(organization, *voices, issuer_name="Learnly"):
    return voice_in(recognized(*voices), organization=organization, issuer_name=issuer_name).speaks


@pytest.mark.parametrize(
    ("organization", "voices", "expected"),
    [
        ("Learnly", [("Learnly", "itself")], Speaks.ITSELF),
        ("Learnly Inc.", [("Learnly", "itself")], Speaks.ITSELF),
        ("First Bank", [("Learnly", "itself")], Speaks.ANOTHER),
        ("First Bank", [("First Bank Academy", "itself")], Speaks.ANOTHER),
        ("First", [("First Bank", "itself")], Speaks.ANOTHER),
        ("First Bank", [("Learnly", "listed", "Second Bank", "First Bank")], Speaks.LISTED),
        ("Third Bank", [("Learnly", "listed", "Second Bank", "First Bank")], Speaks.ANOTHER),
        ("Learnly", [("Learnly", "listed", "First Bank")], Speaks.ITSELF),
        ("First Bank", [("Learnly", "any")], Speaks.ANY),
        ("First Bank", [("Learnly", "itself"), ("", "any")], Speaks.ANY),
        # By any other name that it gives itself, it is who the registry says.
        ("First Bank", [("Learnly", "itself"), ("", "itself")], Speaks.ANOTHER),
        ("", [("Learnly", "itself")], Speaks.ITSELF),
        ("Learnly", [], Speaks.NOBODY),
    ],
)
def test_for_whom(organization, voices, expected):
    assert speaks(organization, *voices) == expected


def test_its_own_name_counts_where_no_registry_gives_it_one():
    assert speaks("Learnly", ("", "itself")) == Speaks.ITSELF
    assert speaks("First Bank", ("Learnly", "itself"), issuer_name="First Bank") == Speaks.ANOTHER


@pytest.fixture
def holder(client):
    person = UserFactory(email="ada@example.org")
    client.force_login(person)
    return person


def test_whoever_speaks_for_somebody_else_leaves_a_document_on_file(client, holder):
    claim = make_claim(holder, kind="employment", title="Teller", organization_name="First Bank")
    credential = make_credential(
        holder,
        title="Teller",
        issuer_name="First Bank",
        checks=recognized(("Learnly", "itself")),
    )
    evidence = tie(claim, credential)
    assert evidence.relation == "supports"
    assert claim.assurance == Assurance.DOCUMENT_ON_FILE
    assert "Learnly does not speak for First Bank" in why(claim, [evidence])
    page = client.get(reverse("passport")).content.decode()
    assert "Learnly does not speak for First Bank" in page
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    assert "Learnly does not speak for First Bank, so it confirms nothing here" in page


@pytest.mark.parametrize(
    ("voice", "words"),
    [
        (("First Bank", "itself"), "First Bank speaks here for itself."),
        (("Learnly", "listed", "First Bank"), "Learnly speaks here for First Bank: “State list”"),
        (("Learnly", "any"), "may speak for any organization."),
    ],
)
def test_who_confirms_for_whom_is_said(client, holder, voice, words):
    claim = make_claim(holder, kind="employment", title="Teller", organization_name="First Bank")
    checks = recognized(voice)
    tie(claim, make_credential(holder, title="Teller", issuer_name="First Bank", checks=checks))
    claim.refresh_from_db()
    assert claim.assurance == Assurance.ISSUER_VERIFIED
    for address in (reverse("passport"), reverse("claim", args=[claim.pk])):
        assert words in client.get(address).content.decode().replace("&quot;", '"')


def test_a_claim_that_names_nobody_is_about_whom_the_credential_names(holder):
    claim = make_claim(holder, kind="employment", title="Teller", organization_name="")
    credential = make_credential(
        holder, title="Teller", issuer_name="Learnly", checks=recognized(("Learnly", "itself"))
    )
    evidence = tie(claim, credential)
    assert voice_of(evidence).speaks == Speaks.ITSELF
    credential.proposal = None
    from passports.models import Proposal

    Proposal.objects.create(
        credential=credential,
        kind="employment",
        values={"title": "Teller", "organization_name": "First Bank", "details": {}},
    )
    credential = Credential.objects.get(pk=credential.pk)
    evidence.credential = credential
    assert voice_of(evidence).speaks == Speaks.ANOTHER


class TestFromTheRegistry:
    """Through the real checks: what administrators write is what counts."""

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"name": "Harbor Trade School"}, Assurance.ISSUER_VERIFIED),
            ({"name": "Learnly"}, Assurance.DOCUMENT_ON_FILE),
            ({"name": "Learnly", "speaks_for": "any"}, Assurance.ISSUER_VERIFIED),
            (
                {
                    "name": "Learnly",
                    "speaks_for": "listed",
                    "organizations": "Another\nHarbor Trade School",
                },
                Assurance.ISSUER_VERIFIED,
            ),
        ],
    )
    def test_a_line_says_for_whom(self, client, holder, fields, expected):
        RecognizedIssuerFactory(identifier=KEY.did, **fields)
        bring(holder, signed(email="ada@example.org"))
        credential = Credential.objects.get()
        said = {"title": "Welding, level 1", "organization_name": "Harbor Trade School"}
        client.post(reverse("proposal", args=[credential.pk]), said)
        assert Claim.objects.get().assurance == expected


def row(**values):
    return CsvRow(2, {"identifier": "did:web:a.example", "name": "A"} | values)


class TestImport:
    def test_a_file_that_says_nothing_of_it_leaves_it(self):
        line = RecognizedIssuerFactory(
            identifier="did:web:a.example", name="Old", speaks_for="listed", organizations="B"
        )
        plan = registries.plan_import(registry=line.registry, rows=[row()], only_these=False)
        registries.carry_out(registry=line.registry, plan=plan, by=None)
        line.refresh_from_db()
        assert (line.name, line.speaks_for, line.organizations) == ("A", "listed", "B")

    def test_what_is_exported_can_be_imported(self):
        line = RecognizedIssuerFactory(
            identifier="did:web:a.example", name="A", speaks_for="listed", organizations="B\nC"
        )
        cells = dict(zip(registries.COLUMNS, registries.cells_of(line), strict=True))
        same = registries.plan_import(
            registry=line.registry, rows=[CsvRow(2, cells)], only_these=False
        )
        assert (same.unchanged, same.errors) == (1, [])
        fresh = TrustRegistryFactory()
        plan = registries.plan_import(registry=fresh, rows=[CsvRow(2, cells)], only_these=False)
        registries.carry_out(registry=fresh, plan=plan, by=None)
        copied = RecognizedIssuer.objects.get(registry=fresh)
        assert copied.organization_names == ("B", "C")
        assert copied.speaks_for == SpeaksFor.LISTED

    @pytest.mark.parametrize("values", [{"speaks_for": "all"}, {"speaks_for": "listed"}])
    def test_rejects(self, values):
        registry = TrustRegistryFactory()
        plan = registries.plan_import(registry=registry, rows=[row(**values)], only_these=False)
        assert plan.errors
