"""A CSV file of people: the dry run, the confirmation, and workers that die in between."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from employers.actions.asking import batches
from employers.actions.asking.batches import SEND_WORK
from employers.actions.refusals import MoveLost, NotAllowed
from employers.asking.batch_file import MOST_PEOPLE
from employers.models import BatchRow, BatchState, RequestBatch, VerificationRequest
from portal.kernel.models import AuditRow, WorkRow
from portal.kernel.work.claiming import claim, finish
from portal.kernel.work.kinds import kind_named
from portal.kernel.work.running import run_row
from tests.employers.conftest import signed_in
from tests.employers.test_attest_races import at_once
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import make_request

pytestmark = pytest.mark.django_db
GOOD = "name,email,reference,education\nNadia,nadia@people.example,Ward 4,Degree in nursing\n"


@pytest.fixture
def recruiter(db):
    return MembershipFactory(role=Role.RECRUITER)


@pytest.fixture
def client(recruiter):
    return signed_in(recruiter.user)


def upload(client, content, **fields):
    data = {
        "file": SimpleUploadedFile(
            "people.csv", content if isinstance(content, bytes) else content.encode()
        ),
        "rows": "1",
        "kind_0": "license",
        "what_0": "Registered nurse",
        "purpose": "hiring",
        "deadline": "14",
        "kept": "30",
    }
    return client.post(reverse("employer_request_batches"), data | fields)


def run_all():
    for kind in (SEND_WORK, "employers.mail_request_invitation"):
        for row in WorkRow.objects.filter(kind=kind, state="queued"):
            run_row(row.id)


def errors_of(client, content):
    upload(client, content)
    batch = RequestBatch.objects.get()
    return {error["line"]: error["message"] for error in batch.errors}


class TestTheDryRun:
    def test_nobody_is_asked_before_the_confirmation(self, client):
        response = upload(client, GOOD)
        batch = RequestBatch.objects.get()
        assert response.url == reverse("employer_request_batch", args=[batch.id])
        page = client.get(response.url).content.decode()
        assert "Send 1 request" in page
        assert "Degree in nursing" in page
        assert not VerificationRequest.objects.exists()
        assert not WorkRow.objects.filter(kind=SEND_WORK).exists()
        assert not mail.outbox
        row = BatchRow.objects.get()
        assert row.items == [["education", "Degree in nursing"], ["license", "Registered nurse"]]

    @pytest.mark.parametrize(
        ("encoding", "guessed"),
        [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)],
    )
    def test_encodings(self, client, encoding, guessed):
        upload(client, "name;email\nZoë “Zo” Álvarez;zoe@people.example\n".encode(encoding))
        assert BatchRow.objects.get().name == "Zoë “Zo” Álvarez"
        batch = RequestBatch.objects.get()
        page = client.get(reverse("employer_request_batch", args=[batch.id])).content.decode()
        assert ("This file is not UTF-8. We read it as windows-1252" in page) is guessed

    def test_errors_by_row(self, client, recruiter):
        make_request(organization=recruiter.organization, email="open@people.example")
        lines = [
            "name,email,reference,education",
            "Nadia,nadia@people.example,,",
            "Nadia,NADIA@people.example,,",
            "No Address,nobody,,",
            ",missing@people.example,,",
            '=HYPERLINK("https://evil.example"),formula@people.example,,',
            "Reverse\u202ed,reverse@people.example,,",
            '"Two\nlines",lines@people.example,,',
            f"Long,long@people.example,{'x' * 101},",
            "Open,open@people.example,,",
            "Good,good@people.example,,<b>Degree</b>",
        ]
        errors = errors_of(client, "\n".join(lines))
        assert "line 2 already" in errors[3]
        assert "“nobody” is not an email address" in errors[4]
        assert "Fill in name" in errors[5]
        assert "starts like a formula" in errors[6]
        assert 7 in errors
        assert 8 in errors
        assert "too long" in errors[10]
        assert "open request for this job already" in errors[11]
        assert list(BatchRow.objects.values_list("email", flat=True)) == [
            "nadia@people.example",
            "good@people.example",
        ]
        page = client.get(reverse("employer_request_batch", args=[RequestBatch.objects.get().id]))
        assert "&lt;b&gt;Degree" in page.content.decode()

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("name,mail\nA,a@b.example\n", "Missing: email"),
            ("", "Choose another one"),
            (b"\x89PNG\x00\x00\x00", "This is not a CSV file"),
            ('name,email\n"A,a@b.example\n', "check its quotation marks"),
            ("name,email\n" + "A,a@b.example\n" * 10_000, "more than 500 rows"),
            ("name,email\n" + "A" * 1_100_000, "larger than 1 MB"),
        ],
        ids=["missing", "empty", "image", "quotes", "10000 rows", "large"],
    )
    def test_a_file_that_cannot_be_read_is_told(self, client, content, sentence):
        response = upload(client, content)
        assert response.status_code == 200
        assert sentence in response.content.decode()
        assert not RequestBatch.objects.exists()

    def test_five_hundred_are_taken(self, client):
        rows = "".join(f"P {n},p{n}@people.example\n" for n in range(MOST_PEOPLE))
        upload(client, f"name,email\n{rows}")
        assert BatchRow.objects.count() == MOST_PEOPLE

    def test_nothing_asked_of_a_person(self, client):
        errors = errors_of_without_items(client, GOOD + "Jo,jo@people.example,,\n")
        assert "Nothing is asked" in errors[3]

    def test_the_sample_can_be_uploaded(self, client):
        sample = client.get(reverse("employer_request_batch_sample")).content
        assert errors_of(client, sample) == {}
        assert BatchRow.objects.count() == 2


def errors_of_without_items(client, content):
    upload(client, content, kind_0="", what_0="")
    return {error["line"]: error["message"] for error in RequestBatch.objects.get().errors}


class TestSending:
    @pytest.fixture
    def batch(self, client):
        upload(client, GOOD + "Jo,jo@people.example,,\n")
        return RequestBatch.objects.get()

    def test_one_invitation_each(self, client, batch):
        address = reverse("employer_request_batch_send", args=[batch.id])
        for _again in range(3):
            client.post(address)
        run_all()
        run_all()
        assert sorted(message.to[0] for message in mail.outbox) == [
            "jo@people.example",
            "nadia@people.example",
        ]
        assert VerificationRequest.objects.filter(state="sent").count() == 2
        asked = VerificationRequest.objects.get(invited_email="nadia@people.example")
        assert (asked.reference, asked.kept_days) == ("Ward 4", 30)
        assert AuditRow.objects.filter(deed="request_sent").count() == 2
        page = client.get(reverse("employer_request_batch", args=[batch.id])).content.decode()
        assert "2 requests were sent" in page
        assert "every 2s" not in page

    def test_a_worker_that_dies_loses_and_doubles_nothing(self, batch, recruiter):
        batches.confirm(batch=batch, by=recruiter.user)
        first, second = WorkRow.objects.filter(kind=SEND_WORK)
        # The first worker did its work and died before the commit: nothing of it is there.
        held = claim(first.id)
        effect = kind_named(SEND_WORK).handler(held.subject_id)
        with pytest.raises(RuntimeError):
            finish(held, lambda: (effect(), exit_now()))
        assert not VerificationRequest.objects.exists()
        # Its lease runs out, and another takes over; then the first comes back from the dead.
        WorkRow.objects.filter(id=first.id).update(lease_until="2020-01-01T00:00:00Z")
        run_row(first.id)
        assert not finish(held, effect)
        run_row(second.id)
        assert VerificationRequest.objects.count() == 2
        # A third run of the handler itself finds nothing to do.
        for row in BatchRow.objects.all():
            batches.send_row(row_id=row.id)
        assert VerificationRequest.objects.count() == 2
        assert not BatchRow.objects.exclude(refusal="").exists(), "what was sent stays sent"

    def test_what_changed_in_between_is_told_by_row(self, client, batch, recruiter):
        batches.confirm(batch=batch, by=recruiter.user)
        make_request(organization=recruiter.organization, email="jo@people.example")
        run_all()
        page = client.get(reverse("employer_request_batch", args=[batch.id])).content.decode()
        assert "asked for this job already" in page
        assert VerificationRequest.objects.count() == 2

    def test_a_member_removed_in_between_sends_nothing(self, batch, recruiter):
        batches.confirm(batch=batch, by=recruiter.user)
        Membership.objects.filter(pk=recruiter.pk).delete()
        run_all()
        assert not VerificationRequest.objects.exists()
        assert set(BatchRow.objects.values_list("refusal", flat=True)) == {"not_allowed"}

    def test_the_rest_goes_out_after_a_suspension(self, batch, client, recruiter):
        first, second = batch.rows.all()
        batches.confirm(batch=batch, by=recruiter.user)
        run_row(WorkRow.objects.get(kind=SEND_WORK, subject_id=first.id).id)
        run_row(WorkRow.objects.get(kind="employers.mail_request_invitation").id)
        vetting(recruiter, "suspended")
        run_all()
        second.refresh_from_db()
        assert second.refusal == "suspended"
        rest = reverse("employer_request_batch_rest", args=[batch.id])
        assert client.post(rest).status_code == 403, "not before it ends"
        with pytest.raises(NotAllowed):
            batches.send_rest(batch=batch, by=recruiter.user)
        vetting(recruiter, "vetted")
        page = client.get(reverse("employer_request_batch", args=[batch.id])).content.decode()
        assert "Not sent: your organization was suspended" in page
        assert "1 request was not sent for a reason that may be over." in page
        assert client.get(rest).status_code == 405
        for _again in range(3):
            assert client.post(rest).status_code == 302
        run_all()
        run_all()
        assert sorted(VerificationRequest.objects.values_list("invited_email", flat=True)) == [
            "jo@people.example",
            "nadia@people.example",
        ]
        assert len(mail.outbox) == 2
        assert AuditRow.objects.filter(deed="request_batch_rest_sent").count() == 1
        page = client.get(reverse("employer_request_batch", args=[batch.id])).content.decode()
        assert "2 requests were sent" in page
        assert "Send the rest" not in page

    def test_somebody_else_sends_the_rest_of_who_has_left(self, batch, recruiter):
        batches.confirm(batch=batch, by=recruiter.user)
        other = MembershipFactory(organization=recruiter.organization, role=Role.OWNER)
        Membership.objects.filter(pk=recruiter.pk).delete()
        run_all()
        with pytest.raises(NotAllowed):
            batches.send_rest(batch=batch, by=recruiter.user)
        assert batches.send_rest(batch=batch, by=other.user) == 2
        run_all()
        assert set(VerificationRequest.objects.values_list("requested_by", flat=True)) == {
            other.user.pk
        }

    def test_what_was_asked_already_is_no_rest(self, batch, recruiter):
        batches.confirm(batch=batch, by=recruiter.user)
        batch.rows.update(refusal="already_asked")
        with pytest.raises(MoveLost):
            batches.send_rest(batch=batch, by=recruiter.user)

    def test_the_rest_of_another_organization(self, batch, client):
        batch.rows.update(refusal="suspended")
        other = signed_in(MembershipFactory(role=Role.OWNER).user)
        rest = reverse("employer_request_batch_rest", args=[batch.id])
        assert other.post(rest).status_code == 404
        viewer = MembershipFactory(role=Role.VIEWER, organization=batch.organization)
        assert signed_in(viewer.user).post(rest).status_code == 403

    def test_the_rest_of_one_list_is_no_other(self, batch, client, recruiter):
        upload(client, GOOD.replace("nadia", "ana"))
        theirs = BatchRow.objects.get(email="ana@people.example")
        BatchRow.objects.update(refusal="suspended")
        assert batches.send_rest(batch=batch, by=recruiter.user) == 2
        theirs.refresh_from_db()
        assert theirs.refusal == "suspended"

    def test_discarded_or_confirmed_once(self, batch, client, recruiter):
        with pytest.raises(NotAllowed):
            batches.confirm(batch=batch, by=MembershipFactory().user)
        batches.confirm(batch=batch, by=recruiter.user)
        for deed in (batches.confirm, batches.discard):
            with pytest.raises(MoveLost):
                deed(batch=batch, by=recruiter.user)
        assert RequestBatch.objects.get().state == BatchState.CONFIRMED
        upload(client, GOOD)
        other = RequestBatch.objects.get(state=BatchState.CHECKED)
        client.post(reverse("employer_request_batch_discard", args=[other.id]))
        assert not RequestBatch.objects.filter(pk=other.pk).exists()

    def test_lists_are_forgotten_and_requests_stay(self, batch, recruiter, time_machine):
        batches.confirm(batch=batch, by=recruiter.user)
        run_all()
        over = timezone.now() + dt.timedelta(days=batches.CONFIRMED_DAYS + 1)
        time_machine.move_to(over)
        assert batches.remove_expired() == 1
        assert not BatchRow.objects.exists()
        assert VerificationRequest.objects.count() == 2


def vetting(recruiter, state):
    recruiter.organization.vetting = state
    recruiter.organization.save(update_fields=["vetting"])


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_rest_at_once(client, recruiter):
    upload(client, GOOD + "Jo,jo@people.example,,\n")
    batch = RequestBatch.objects.get()
    batches.confirm(batch=batch, by=recruiter.user)
    batch.rows.update(refusal="suspended")
    WorkRow.objects.all().delete()
    raised = at_once(*[lambda: batches.send_rest(batch=batch, by=recruiter.user)] * 4)
    assert raised == [MoveLost] * 3
    run_all()
    assert VerificationRequest.objects.count() == 2
    assert AuditRow.objects.filter(deed="request_batch_rest_sent").count() == 1


def exit_now():
    raise RuntimeError("killed")
