"""Writing claims: revisions, order, the bin; and the assurance that follows from evidence."""

import datetime
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from passports.actions import assurance
from passports.actions import claims as actions
from passports.actions import evidence as ties
from passports.claims.details import BadDetails
from passports.models import Assurance, Claim, ClaimRevision, Credential, Evidence
from portal.kernel.models import AuditRow
from tests.factories.accounts import UserFactory
from tests.factories.claims import check, give_report, make_claim, make_credential, tie
from tests.factories.passports import GOOD_CHECKS

pytestmark = pytest.mark.django_db


class TestRevisions:
    def test_saving_the_same_writes_nothing(self):
        claim = make_claim(start="2019-01-01", start_precision="year", details={"level": "master"})
        values = {
            "title": claim.current.title,
            "organization_name": claim.current.organization_name,
            "start": datetime.date(2019, 1, 1),
            "start_precision": "year",
            "details": {"level": "master", "honors": ""},
        }
        assert not actions.update(claim=claim, values=values, by=claim.holder)
        assert claim.revisions.count() == 1

    def test_a_change_writes_a_revision_and_keeps_the_old(self):
        claim = make_claim()
        assert actions.update(claim=claim, values={"title": "Other"}, by=claim.holder)
        assert [each.title for each in claim.revisions.all()] == [
            "Other",
            "Bachelor of Science in Nursing",
        ]
        assert Claim.objects.get().current.number == 2

    @pytest.mark.parametrize(
        "values",
        [
            {"title": "  "},
            {"title": "x", "surprise": 1},
            {"title": "x", "start": "2020-01-01", "end": "2019-01-01"},
        ],
    )
    def test_refused(self, values):
        person = UserFactory()
        with pytest.raises(actions.BadValues):
            actions.create(holder=person, kind="education", values=values, by=person)
        assert not Claim.objects.exists()

    @pytest.mark.parametrize(
        "details",
        [{"gpa": "4.0"}, {"level": "wizard"}, {"level": 3}, {"honors": "x" * 3000}],
    )
    def test_refused_details(self, details):
        with pytest.raises(BadDetails):
            make_claim(details=details)

    def test_a_year_that_ends_in_the_month_it_started(self):
        claim = make_claim(
            start="2021-03-01", start_precision="month", end="2021-01-01", end_precision="year"
        )
        claim.current.full_clean(exclude=["digest"])
        assert claim.current.end_precision == "year"

    def test_audit_rows_hold_no_content(self):
        make_claim(title="A very private title")
        assert "private" not in str(list(AuditRow.objects.values()))


class TestOrder:
    def test_up_and_down_among_their_kind(self):
        person = UserFactory()
        first, job, second = (
            make_claim(person, kind, title=title)
            for kind, title in (("education", "1"), ("employment", "job"), ("education", "2"))
        )
        actions.shift(claim=second, up=True, by=person)

        def order():
            return list(Claim.objects.of(person).filter(kind="education"))

        assert order() == [second, first]
        actions.shift(claim=second, up=True, by=person)
        assert order() == [second, first]
        actions.shift(claim=second, up=False, by=person)
        assert order() == [first, second]
        assert job in Claim.objects.of(person)

    def test_claims_of_others_are_not_touched(self):
        person, other = UserFactory(), UserFactory()
        mine, theirs = make_claim(person), make_claim(other)
        actions.reorder(holder=person, order=[theirs.pk, mine.pk], by=person)
        theirs.refresh_from_db()
        assert theirs.position == 0


class TestTheBin:
    def test_remove_and_undo(self):
        claim = make_claim()
        assert actions.remove(claim=claim, by=claim.holder)
        assert not actions.remove(claim=claim, by=claim.holder)
        assert not Claim.objects.of(claim.holder).exists()
        assert actions.undo_remove(claim=claim, by=claim.holder)
        assert Claim.objects.of(claim.holder).get() == claim

    def test_purged_after_thirty_days_and_not_before(self):
        claim, kept = make_claim(), make_claim()
        actions.remove(claim=claim, by=claim.holder)
        with time_machine.travel(timezone.now() + timedelta(days=29)):
            assert actions.purge_removed() == 0
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert actions.purge_removed() == 1
        assert Claim.objects.get() == kept
        assert ClaimRevision.objects.get().claim == kept


def marks():
    return {claim.pk: claim.assurance for claim in Claim.objects.all()}


class TestAssurance:
    def test_no_evidence(self):
        assert make_claim().assurance == Assurance.SELF_ASSERTED

    @pytest.mark.parametrize(
        ("verdict", "expected"),
        [
            ("verified", Assurance.ISSUER_VERIFIED),
            ("not_verified", Assurance.DOCUMENT_ON_FILE),
            ("inconclusive", Assurance.DOCUMENT_ON_FILE),
            ("unsupported", Assurance.DOCUMENT_ON_FILE),
            ("", Assurance.DOCUMENT_ON_FILE),
        ],
    )
    def test_by_verdict(self, verdict, expected):
        claim = make_claim()
        tie(claim, make_credential(claim.holder, verdict=verdict))
        claim.refresh_from_db()
        assert claim.assurance == expected

    def test_what_is_not_yours_never_counts(self):
        claim = make_claim()
        tie(claim, make_credential(claim.holder, not_yours=True))
        checks = [check("recipient", "failed", "somebody_else")]
        tie(claim, make_credential(claim.holder, checks=checks))
        claim.refresh_from_db()
        assert claim.assurance == Assurance.SELF_ASSERTED

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"title": "Doctor of Nursing"}, "title"),
            ({"organization_name": "Harvard"}, "organization"),
        ],
    )
    def test_a_contradiction_differs(self, values, field):
        claim = make_claim(**values)
        tied = tie(claim, make_credential(claim.holder))
        assert tied.relation == "differs"
        assert tied.fields[field] == "differs"
        claim.refresh_from_db()
        assert claim.assurance == Assurance.DOCUMENT_ON_FILE

    def test_an_edit_compares_again(self):
        claim = make_claim()
        tie(claim, make_credential(claim.holder))
        actions.update(claim=claim, values={"title": "Doctor of Nursing"}, by=claim.holder)
        assert Claim.objects.get().assurance == Assurance.DOCUMENT_ON_FILE
        actions.update(claim=claim, values={"title": "Nursing (B.S.)"}, by=claim.holder)
        assert Claim.objects.get().assurance == Assurance.ISSUER_VERIFIED

    def test_a_file_name_confirms_nothing(self):
        claim = make_claim(title="Doctor of Physics")
        credential = make_credential(claim.holder)
        Credential.objects.filter(pk=credential.pk).update(title="Doctor of Physics")
        credential.refresh_from_db()
        assert tie(claim, credential).relation == "differs"

    def test_a_revocation_takes_the_mark_away(self):
        claim = make_claim()
        credential = make_credential(claim.holder)
        tie(claim, credential)
        give_report(credential, "not_verified")
        ties.after_verification(credential=credential)
        assert Claim.objects.get().assurance == Assurance.DOCUMENT_ON_FILE

    def test_a_reissue_that_says_something_else_takes_the_mark_away(self):
        claim = make_claim()
        old = make_credential(claim.holder)
        tie(claim, old)
        new = make_credential(claim.holder, title="Attendance at a course")
        Credential.objects.filter(pk=old.pk).update(superseded_by=new)
        ties.after_verification(credential=new)
        assert Claim.objects.get().assurance == Assurance.DOCUMENT_ON_FILE

    def test_a_reissue_that_says_the_same_does_not(self):
        claim = make_claim()
        old = make_credential(claim.holder)
        tie(claim, old)
        new = make_credential(claim.holder)
        Credential.objects.filter(pk=old.pk).update(superseded_by=new)
        ties.after_verification(credential=new)
        assert Claim.objects.get().assurance == Assurance.ISSUER_VERIFIED

    @pytest.mark.parametrize("types", [[], ["AttestationCredential"]])
    @pytest.mark.parametrize(
        ("name", "outcome"),
        [
            ("issuer_recognized", "failed"),
            ("issuer_recognized", "could_not_check"),
            ("recipient", "could_not_check"),
            ("recipient", "not_applicable"),
        ],
    )
    def test_a_good_signature_alone_does_not_vouch(self, types, name, outcome):
        """Anybody can make a key and call it a university; anybody can hold a copy of a file."""
        claim = make_claim()
        checks = [each for each in GOOD_CHECKS if each["name"] != name]
        checks.append(check(name, outcome, "x"))
        tie(claim, make_credential(claim.holder, types=types, checks=checks))
        assert Claim.objects.get().assurance == Assurance.DOCUMENT_ON_FILE

    @pytest.mark.parametrize(
        ("outcome", "expected"),
        [("passed", Assurance.ATTESTED), ("failed", Assurance.DOCUMENT_ON_FILE)],
    )
    def test_only_a_recognized_issuer_attests(self, outcome, expected):
        claim = make_claim()
        checks = [each for each in GOOD_CHECKS if each["name"] != "issuer_recognized"]
        checks.append(check("issuer_recognized", outcome, "x"))
        tie(
            claim,
            make_credential(claim.holder, types=["AttestationCredential"], checks=checks),
        )
        assert Claim.objects.get().assurance == expected

    def test_detaching_takes_the_mark_away(self):
        claim = make_claim()
        tied = tie(claim, make_credential(claim.holder))
        ties.detach(evidence=tied, by=claim.holder)
        assert Claim.objects.get().assurance == Assurance.SELF_ASSERTED
        assert Credential.objects.exists()

    def test_claims_and_credentials_of_two_people_are_never_tied(self):
        with pytest.raises(ties.NotTheSameHolder):
            tie(make_claim(), make_credential(UserFactory()))
        assert not Evidence.objects.exists()

    def test_what_is_stored_is_what_recomputing_gives(self):
        """The invariant: after any of these changes nothing is left to recompute."""
        claim = make_claim()
        credential = make_credential(claim.holder)
        tied = tie(claim, credential)
        tie(claim, make_credential(claim.holder, verdict="inconclusive"))
        deeds = (
            lambda: actions.update(claim=claim, values={"title": "PhD"}, by=claim.holder),
            lambda: actions.update(claim=claim, values={"title": "Nursing"}, by=claim.holder),
            lambda: (
                give_report(credential, "inconclusive"),
                ties.after_verification(credential=credential),
            ),
            lambda: actions.remove(claim=claim, by=claim.holder),
            lambda: actions.undo_remove(claim=claim, by=claim.holder),
            lambda: ties.detach(evidence=tied, by=claim.holder),
        )
        for deed in deeds:
            deed()
            before = marks()
            for each in Claim.objects.all():
                ties.compare_again(claim=each)
                assurance.recompute(claim=each)
            assert marks() == before

    def test_it_has_one_writer(self):
        writes = re.compile(r"update\([^)]*\bassurance=|\.assurance = |defaults=.*assurance")
        writers = {
            path.name
            for app in ("accounts", "employers", "passports", "portal")
            for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
            if writes.search(path.read_text())
        }
        assert writers == {"assurance.py"}
