"""Who is recognized, by whom, since when, and as of a day."""

import datetime as dt
import json
import time

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Vetting
from passports.actions import registries, remote_registries
from passports.adapters import fetching
from passports.adapters.own_identity import own_did
from passports.adapters.trust_store import RegistryTrustStore
from passports.models import (
    ArchivedDocument,
    Issuer,
    OrganizationIdentifier,
    PastRecognition,
    RecognizedIssuer,
    RegistryKind,
    TrustRegistry,
)
from passports.sentences.report import sentence_of
from passports.standards.recognition import check_recognized
from passports.tasks import refresh_registries
from portal.kernel.models import AuditRow, WorkRow
from portal.kernel.outbound import Answer, OutboundError
from tests.factories.accounts import OrganizationFactory, StaffFactory
from tests.factories.passports import (
    CredentialFactory,
    IssuerFactory,
    RecognizedIssuerFactory,
    TrustRegistryFactory,
)
from tests.passports.admin.conftest import sign_in_with_factor
from tests.passports.working import work

pytestmark = pytest.mark.django_db
COLLEGE = "did:web:college.example"
MARCH, APRIL, MAY = (dt.datetime(2026, month, 10, 12, tzinfo=dt.UTC) for month in (3, 4, 5))


def names(identifier: str, as_of=None) -> list[str]:
    return [each.registry for each in RegistryTrustStore(as_of).recognitions(identifier)]


def test_an_issuer_by_its_identifier():
    line = RecognizedIssuerFactory(identifier=COLLEGE)
    assert names(COLLEGE) == [line.registry.name]
    assert names(f"{COLLEGE}:other") == []


def test_every_issuer_of_an_origin():
    registry = TrustRegistryFactory(kind=RegistryKind.ORIGINS, name="Origins")
    RecognizedIssuerFactory(registry=registry, identifier="https://college.example")
    for identifier in (COLLEGE, f"{COLLEGE}:nursing", "https://college.example/issuers/1"):
        assert names(identifier) == ["Origins"], identifier
    for identifier in (
        "did:web:evil-college.example",
        "did:web:college.example.evil.example",
        "http://college.example/",
        "https://college.example:8443/",
        "did:key:z6Mk",
    ):
        assert names(identifier) == [], identifier


def test_an_origin_in_a_registry_of_issuers_is_that_issuer_alone():
    RecognizedIssuerFactory(identifier="https://college.example")
    assert names("https://college.example/issuers/1") == []
    assert len(names("https://college.example")) == 1


def test_several_registries_side_by_side_and_since_when():
    for name, since in (("B", dt.date(2024, 9, 1)), ("A", None)):
        RecognizedIssuerFactory(
            registry=TrustRegistryFactory(name=name), identifier=COLLEGE, since=since
        )
    found = check_recognized(COLLEGE, RegistryTrustStore(), True)
    assert found.params["since"] == ["", "2024-09-01"]
    sentence = sentence_of(
        {
            "name": "issuer_recognized",
            "outcome": "passed",
            "code": found.code,
            "params": dict(found.params),
        }
    )
    assert sentence == "The issuer is listed in A, B since 1 September 2024."


class TestOrganizations:
    def test_only_while_it_is_vetted(self):
        organization = OrganizationFactory(vetting=Vetting.VETTED, vetted_at=MARCH)
        OrganizationIdentifier.objects.create(organization=organization, identifier=COLLEGE)
        assert names(COLLEGE) == ["organizations vetted by this portal"]
        assert names(own_did(organization)) == ["organizations vetted by this portal"]
        organization.vetting = Vetting.SUSPENDED
        organization.save()
        assert names(COLLEGE) == names(own_did(organization)) == []

    def test_not_before_it_was_vetted(self):
        organization = OrganizationFactory(vetting=Vetting.VETTED, vetted_at=APRIL)
        OrganizationIdentifier.objects.create(organization=organization, identifier=COLLEGE)
        assert names(COLLEGE, MARCH) == []
        assert len(names(COLLEGE, MAY)) == 1

    def test_one_that_only_asked_to_be_vetted_is_nobody(self):
        organization = OrganizationFactory(vetting=Vetting.PENDING)
        assert names(own_did(organization)) == []


class TestAsOfADay:
    def test_a_line_counts_from_its_day(self):
        RecognizedIssuerFactory(identifier=COLLEGE, since=APRIL.date())
        assert (names(COLLEGE, MARCH), len(names(COLLEGE, MAY))) == ([], 1)

    def test_a_line_without_a_day_counts_from_when_we_had_it(self):
        with time_machine.travel(APRIL, tick=False):
            RecognizedIssuerFactory(identifier=COLLEGE)
        assert (names(COLLEGE, MARCH), len(names(COLLEGE, MAY))) == ([], 1)

    def test_a_line_that_went_still_counts_for_its_time(self):
        with time_machine.travel(MARCH, tick=False):
            line = RecognizedIssuerFactory(identifier=COLLEGE)
        with time_machine.travel(MAY, tick=False):
            registries.forget_line(line=line, by=StaffFactory())
        assert not RecognizedIssuer.objects.exists()
        assert names(COLLEGE) == []
        assert len(names(COLLEGE, APRIL)) == 1
        assert names(COLLEGE, MAY + dt.timedelta(days=1)) == []

    def test_a_suspension_counts_from_its_day(self):
        with time_machine.travel(MARCH, tick=False):
            RecognizedIssuerFactory(identifier=COLLEGE)
        IssuerFactory(identifier=COLLEGE, suspended_at=MAY)
        assert names(COLLEGE) == []
        assert len(names(COLLEGE, APRIL)) == 1


LIST = "https://registry.example/registry.json"


class TestRemoteList:
    @pytest.fixture
    def published(self, monkeypatch):
        made: dict[str, bytes] = {}

        def fetch(url, **limits):
            if url not in made:
                raise OutboundError("unreachable", transient=True)
            return Answer(url, made[url], "application/json")

        monkeypatch.setattr(fetching, "guarded_fetch", fetch)
        return made

    @pytest.fixture
    def registry(self):
        return TrustRegistryFactory(kind=RegistryKind.REMOTE_LIST, source_url=LIST, name="Remote")

    def refresh(self, at):
        with time_machine.travel(at, tick=False):
            for registry in TrustRegistry.objects.all():
                remote_registries.refresh(registry_id=registry.id)()

    def test_the_beat_asks_for_it_and_the_work_does_it(self, registry, published):
        published[LIST] = b'{"registry": {"did:web:college.example": {"name": "College"}}}'
        refresh_registries()
        work()
        assert names(COLLEGE) == ["Remote"]

    def test_who_comes_and_who_goes(self, registry, published):
        CredentialFactory(issuer=Issuer.objects.create(identifier=COLLEGE))
        published[LIST] = b'{"registry": {"did:web:college.example": {"name": "College"}}}'
        self.refresh(MARCH)
        [line] = registry.issuers.all()
        assert (line.identifier, line.name, line.since) == (COLLEGE, "College", MARCH.date())
        published[LIST] = b'{"registry": {"did:web:other.example": {"name": "Other"}}}'
        self.refresh(MAY)
        assert names(COLLEGE) == []
        assert names(COLLEGE, APRIL) == ["Remote"]
        assert PastRecognition.objects.get().ended_at == MAY
        assert AuditRow.objects.filter(deed="registry_refreshed").count() == 2
        assert ArchivedDocument.objects.filter(url=LIST).count() == 2

    @pytest.mark.parametrize("body", [None, b"<html>", b'{"registry": []}'])
    def test_silence_and_rubbish_take_nothing_back(self, registry, published, body):
        published[LIST] = b'{"registry": {"did:web:college.example": {"name": "College"}}}'
        self.refresh(MARCH)
        if body is None:
            published.clear()
        else:
            published[LIST] = body
        self.refresh(MAY)
        assert names(COLLEGE) == ["Remote"]
        registry.refresh_from_db()
        assert registry.problem
        assert registry.refreshed_at == MARCH

    def test_one_that_is_not_in_use_is_not_fetched(self, registry, published):
        registry.active = False
        registry.save()
        assert remote_registries.enqueue_all() == 0

    def test_a_federation(self, published):
        from tests.standards.trust.test_openid_federation import ANCHOR, DID, federation

        registry = TrustRegistryFactory(
            kind=RegistryKind.FEDERATION, source_url=ANCHOR, name="Federation"
        )
        CredentialFactory(issuer=Issuer.objects.create(identifier=DID))
        CredentialFactory(issuer=Issuer.objects.create(identifier="did:web:stranger.example"))
        published.update(federation())
        self.refresh(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC))
        assert [line.identifier for line in registry.issuers.all()] == [DID]
        registry.refresh_from_db()
        assert registry.anchor_keys
        registry.anchor_keys = [{**registry.anchor_keys[0], "x": "A" * 43}]
        registry.save()
        self.refresh(dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC))
        registry.refresh_from_db()
        assert registry.problem == "bad_signature"
        assert names(DID) == ["Federation"]


class TestFederationOfMany:
    """What a refresh costs: a question for each member, and none for a stranger."""

    NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

    @pytest.fixture
    def asked(self, monkeypatch):
        from tests.standards.trust import test_openid_federation as made

        members = [f"did:web:school-{number}.example" for number in range(16)]
        served = made.federation() | {
            made.below(made.ANCHOR, each): made.statement(made.ANCHOR, each) for each in members
        }
        metadata = {
            "federation_entity": {
                "federation_fetch_endpoint": f"{made.ANCHOR}/fetch",
                "federation_list_endpoint": f"{made.ANCHOR}/list",
            }
        }
        served[made.well_known(made.ANCHOR)] = made.own(made.ANCHOR, metadata=metadata)
        served[f"{made.ANCHOR}/list"] = json.dumps(members).encode()
        asked = []

        def fetch(url, **limits):
            asked.append(url)
            time.sleep(0.1)
            if url not in served:
                raise OutboundError("not_found")
            return Answer(url, served[url], "application/json")

        monkeypatch.setattr(fetching, "guarded_fetch", fetch)
        for each in (*members, *(f"did:web:stranger-{number}.example" for number in range(40))):
            CredentialFactory(issuer=Issuer.objects.create(identifier=each))
        registry = TrustRegistryFactory(kind=RegistryKind.FEDERATION, source_url=made.ANCHOR)
        return registry, served, asked, f"{made.ANCHOR}/list"

    def refresh(self, registry):
        with time_machine.travel(self.NOW, tick=False):
            remote_registries.refresh(registry_id=registry.id)()

    def test_strangers_cost_nothing_and_members_are_asked_at_once(self, asked):
        registry, _served, urls, _list = asked
        started = time.perf_counter()
        self.refresh(registry)
        assert registry.issuers.count() == 16
        # The anchor about itself, its list, and a statement about each member.
        assert len(urls) == 2 + 16
        assert time.perf_counter() - started < 0.1 * len(urls), "one after the other"

    def test_who_is_on_no_list_any_more_is_asked_about_and_not_forgotten(self, asked):
        """The list is not signed: what it leaves out is no answer."""
        registry, served, _urls, listing = asked
        self.refresh(registry)
        for body in (b"[]", b"<html>", b"{}"):
            served[listing] = body
            self.refresh(registry)
            assert registry.issuers.count() == 16


class TestAdmin:
    @pytest.fixture
    def admin(self, client):
        return sign_in_with_factor(client, StaffFactory())

    def test_a_remote_registry_needs_an_https_address_and_is_fetched_at_once(self, admin):
        add = reverse("admin:passports_trustregistry_add")
        data = {"name": "R", "kind": "remote_list", "active": "on", "source_url": "http://a.b/"}
        assert "Enter the https address" in admin.post(add, data).content.decode()
        admin.post(add, data | {"source_url": LIST})
        assert WorkRow.objects.filter(kind=remote_registries.REFRESH).count() == 1

    def test_a_registry_of_origins_takes_origins_only(self, admin):
        registry = TrustRegistryFactory(kind=RegistryKind.ORIGINS)
        add = reverse("admin:passports_recognizedissuer_add")
        data = {"registry": str(registry.id), "name": "x", "since": ""}
        page = admin.post(add, data | {"identifier": "https://a.example/x"}).content.decode()
        assert "This registry lists origins." in page
        admin.post(add, data | {"identifier": "https://a.example"})
        assert registry.issuers.count() == 1

    def test_an_organization_gets_an_identifier(self, admin):
        organization = OrganizationFactory(vetting=Vetting.VETTED, vetted_at=MARCH)
        add = reverse("admin:passports_organizationidentifier_add")
        admin.post(add, {"organization": str(organization.pk), "identifier": COLLEGE})
        assert len(names(COLLEGE)) == 1
        assert AuditRow.objects.filter(deed="organization_identifier_kept").exists()
