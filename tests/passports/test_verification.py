"""Looking at credentials again: when, by whom, and what follows from a new answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Notification
from passports.actions import issuers, verification
from passports.actions.next_check import next_check_at
from passports.adapters import fetching
from passports.adapters.fetching import LocalFetch, MemoFetch, NeedsNetwork
from passports.adapters.trust_store import RegistryTrustStore
from passports.models import Credential, VerificationReport
from passports.standards.types import Check, CheckName, FetchFailed, Outcome, Report, Verdict
from passports.tasks import recheck_due
from portal.kernel.models import AuditRow, WorkRow
from portal.kernel.outbound import Answer, OutboundError
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.passports import (
    CredentialFactory,
    DocumentFactory,
    IssuerFactory,
    RecognizedIssuerFactory,
)
from tests.factories.signed import KEY, signed
from tests.passports.working import work

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def report(verdict=Verdict.VERIFIED, status=Outcome.NOT_APPLICABLE, now=NOW) -> Report:
    checks = (Check(CheckName.STATUS, status, "no_status"),)
    return Report(verdict, checks, "open_badges_3", now)


class TestNextCheck:
    def at(self, valid_from=None, valid_until=None, retries=1, **parts):
        return (
            next_check_at(
                report=report(**parts),
                valid_from=valid_from,
                valid_until=valid_until,
                retries=retries,
            )
            - NOW
        )

    def test_a_month_without_a_status_list_and_a_day_with_one(self):
        assert self.at() == timedelta(days=30)
        assert self.at(status=Outcome.PASSED) == timedelta(days=1)

    @pytest.mark.parametrize(
        ("retries", "hours"), [(0, 1), (1, 1), (2, 2), (3, 4), (8, 128), (9, 168), (5_000, 168)]
    )
    def test_an_open_question_is_asked_again_less_and_less_often(self, retries, hours):
        found = self.at(verdict=Verdict.INCONCLUSIVE, retries=retries)
        assert found == timedelta(hours=hours)

    def test_the_day_of_expiry_is_not_slept_through(self):
        found = self.at(valid_until=NOW + timedelta(days=3))
        assert timedelta(days=3) < found < timedelta(days=3, hours=1)
        assert self.at(valid_until=NOW - timedelta(days=3)) == timedelta(days=30)

    def test_nor_the_day_on_which_it_comes_into_force(self):
        found = self.at(verdict=Verdict.NOT_VERIFIED, valid_from=NOW + timedelta(hours=5))
        assert timedelta(hours=5) < found < timedelta(hours=6)


@pytest.mark.django_db
class TestNewAnswers:
    def answer(self, credential, *verdicts):
        for number, verdict in enumerate(verdicts):
            now = timezone.now() + timedelta(minutes=number)
            verification.store_report(credential=credential, report=report(verdict, now=now))

    def told(self):
        return [row.params["verdict"] for row in Notification.objects.order_by("created_at")]

    def test_every_report_is_kept_and_the_newest_counts(self):
        credential = CredentialFactory()
        self.answer(credential, Verdict.NOT_VERIFIED, Verdict.VERIFIED)
        credential.refresh_from_db()
        assert credential.verdict == "verified"
        assert VerificationReport.objects.filter(credential=credential).count() == 3

    def test_the_holder_hears_of_a_change_and_of_nothing_else(self):
        self.answer(CredentialFactory(), Verdict.VERIFIED, Verdict.NOT_VERIFIED)
        assert self.told() == ["not_verified"]

    def test_a_host_that_is_down_for_an_hour_is_no_news(self):
        self.answer(CredentialFactory(), Verdict.INCONCLUSIVE, Verdict.VERIFIED)
        assert self.told() == []

    def test_an_open_question_that_is_answered_is_news(self):
        credential = CredentialFactory(verdict="inconclusive")
        self.answer(credential, Verdict.INCONCLUSIVE, Verdict.VERIFIED, Verdict.VERIFIED)
        assert self.told() == ["verified"]

    def test_retries_of_an_open_question_grow_apart(self):
        credential = CredentialFactory(verdict="inconclusive")
        self.answer(credential, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE)
        last = credential.reports.first()
        assert credential.next_check_at - last.checked_at == timedelta(hours=4)

    def test_the_answer_to_the_recipient_is_kept(self):
        credential = CredentialFactory()
        found = Report(
            Verdict.VERIFIED,
            (Check(CheckName.RECIPIENT, Outcome.FAILED, "recipient_differs"),),
            "open_badges_3",
            timezone.now(),
        )
        verification.store_report(credential=credential, report=found)
        credential.refresh_from_db()
        assert credential.not_yours
        assert not credential.counts_as_evidence


def kept(holder=None, **parts) -> Credential:
    """A kept credential whose bytes are a signed badge."""
    holder = holder or UserFactory()
    document = DocumentFactory(holder=holder, content=signed(**parts))
    issuer = IssuerFactory(identifier=KEY.did)
    return CredentialFactory(holder=holder, document=document, issuer=issuer, verdict="verified")


@pytest.mark.django_db
class TestBeat:
    def test_what_is_due_is_looked_at_once(self):
        credential = kept()
        Credential.objects.update(next_check_at=timezone.now() - timedelta(minutes=1))
        assert verification.enqueue_due() == 1
        assert verification.enqueue_due() == 0
        work()
        credential.refresh_from_db()
        assert credential.reports.count() == 2
        assert credential.verdict == "verified"
        assert credential.next_check_at > timezone.now() + timedelta(days=20)

    def test_what_is_not_due_waits(self):
        kept()
        Credential.objects.update(next_check_at=timezone.now() + timedelta(minutes=1))
        recheck_due()
        assert not WorkRow.objects.exists()

    def test_a_batch_has_an_end(self):
        for _n in range(3):
            CredentialFactory(next_check_at=timezone.now())
        assert verification.enqueue_due(batch=2) == 2
        assert verification.enqueue_due(batch=2) == 1

    def test_an_expired_credential_is_found_out(self):
        credential = kept(validUntil="2026-12-31T00:00:00Z")
        with time_machine.travel("2027-01-02T00:00:00Z"):
            Credential.objects.update(next_check_at=timezone.now())
            verification.recheck(credential_id=credential.id)()
        credential.refresh_from_db()
        assert credential.verdict == "not_verified"
        assert Notification.objects.get().user == credential.holder

    def test_a_credential_that_was_removed_meanwhile_is_no_error(self):
        credential = kept()
        effect = verification.recheck(credential_id=credential.id)
        credential.document.delete()
        effect()
        assert verification.recheck(credential_id=credential.id) is None


@pytest.mark.django_db
class TestIssuers:
    def test_a_suspended_issuer_is_recognized_by_none(self):
        issuer = IssuerFactory()
        RecognizedIssuerFactory(identifier=issuer.identifier, registry__name="State list")
        trust = RegistryTrustStore()
        assert [each.registry for each in trust.recognitions(issuer.identifier)] == ["State list"]
        issuers.suspend(issuer=issuer, reason="Closed.", by=StaffFactory())
        assert trust.recognitions(issuer.identifier) == []
        issuers.reinstate(issuer=issuer, by=StaffFactory())
        assert len(trust.recognitions(issuer.identifier)) == 1

    def test_a_registry_that_is_not_in_use_recognizes_nobody(self):
        line = RecognizedIssuerFactory(registry__active=False)
        assert RegistryTrustStore().recognitions(line.identifier) == []

    def test_what_it_issued_is_looked_at_again(self):
        credential = kept()
        RecognizedIssuerFactory(identifier=KEY.did)
        assert issuers.suspend(issuer=credential.issuer, reason="Closed.", by=StaffFactory())
        work()
        credential.refresh_from_db()
        checks = {check["name"]: check for check in credential.latest_report.checks}
        assert checks["issuer_recognized"]["code"] == "issuer_not_recognized"
        assert credential.verdict == "verified"
        assert AuditRow.objects.filter(deed="issuer_suspended").count() == 1

    def test_a_second_click_changes_nothing(self):
        issuer = IssuerFactory()
        assert issuers.suspend(issuer=issuer, reason="Closed.", by=None)
        assert not issuers.suspend(issuer=issuer, reason="Again.", by=None)
        issuer.refresh_from_db()
        assert issuer.suspension_reason == "Closed."
        assert issuers.reinstate(issuer=issuer, by=None)
        assert not issuers.reinstate(issuer=issuer, by=None)


@pytest.mark.django_db
class TestFetching:
    def test_each_address_is_asked_once(self, monkeypatch):
        asked = []

        def answer(url, **limits):
            asked.append(url)
            return Answer(url, b"{}", "application/json")

        monkeypatch.setattr(fetching, "guarded_fetch", answer)
        fetch = MemoFetch()
        assert fetch("https://a.example/") is fetch("https://a.example/")
        assert asked == ["https://a.example/"]

    def test_a_failure_is_remembered_too(self, monkeypatch):
        asked = []

        def fail(url, **limits):
            asked.append(url)
            raise OutboundError("unreachable", transient=True)

        monkeypatch.setattr(fetching, "guarded_fetch", fail)
        fetch = MemoFetch()
        for _n in range(2):
            with pytest.raises(FetchFailed) as raised:
                fetch("https://a.example/")
            assert raised.value.code == "unreachable"
            assert raised.value.transient
        assert len(asked) == 1

    def test_all_fetches_of_one_verification_share_their_time(self, monkeypatch):
        asked = []

        def answer(url, **limits):
            asked.append(url)
            return Answer(url, b"{}", "application/json")

        monkeypatch.setattr(fetching, "guarded_fetch", answer)
        monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0)
        with pytest.raises(FetchFailed) as raised:
            MemoFetch()("https://slow.example/")
        assert (raised.value.code, raised.value.transient) == ("too_slow", True)
        assert asked == []

    def test_the_local_one_asks_nobody(self):
        with pytest.raises(NeedsNetwork):
            LocalFetch()("https://a.example/")

    def test_documents_of_development_answer_first(self, settings, tmp_path):
        (tmp_path / "did.json").write_text("{}")
        index = tmp_path / "index.json"
        index.write_text(json.dumps({"https://a.example/did.json": "did.json"}))
        settings.VERIFICATION_DOCUMENTS_INDEX = index
        assert LocalFetch()("https://a.example/did.json").body == b"{}"
