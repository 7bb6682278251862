"""A file of many credentials: every line an answer, in bounded memory, for who may ask only."""

import csv
import datetime
import io
import json
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from passports.actions import bulk, bulk_pieces, bulk_results
from passports.adapters import bulk_lines
from passports.adapters.bulk_lines import (
    TOO_LONG,
    lines_of,
    packed_results,
    pieces_of,
    unpacked_results,
)
from passports.models import BulkCheck, BulkPiece, BulkPieceState, BulkState
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.outbound import OutboundError
from portal.kernel.work.running import Run, run_row
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.passports.working import work
from tests.security.world import signed_in
from tests.standards.making import LIST_URL, badge, signed, token

pytestmark = pytest.mark.django_db
LIST = reverse("bulk_checks")


def good(number: int = 0) -> bytes:
    return json.dumps(signed(badge(name=f"Course {number}"))).encode()


def tampered() -> bytes:
    return good().replace(b"Welding certificate", b"x").replace(b"Course 0", b"Course 1")


def started(content: bytes, **options) -> BulkCheck:
    member = MembershipFactory(role=Role.RECRUITER)
    return bulk.start(
        organization=member.organization,
        file=io.BytesIO(content),
        filename=options.get("filename", "all.jsonl"),
        by=member.user,
    )


def answers(check: BulkCheck) -> list[dict]:
    return [json.loads(line) for line in bulk_results.json_lines(check)]


@pytest.fixture
def recruiter():
    return MembershipFactory(role=Role.RECRUITER)


def test_every_line_gets_its_answer():
    lines = [good(), tampered(), b"", b"not json", token(badge()).encode(), b'{"a": 1, "a": 2}']
    check = started(b"\n".join(lines))
    assert check.state == BulkState.CHECKING
    assert not bulk_results.progress_of(check).finished
    work()
    found = answers(check)
    assert [(each["line"], each["verdict"]) for each in found] == [
        (1, "verified"),
        (2, "not_verified"),
        (4, "not_a_credential"),
        (5, "verified"),
        (6, "not_a_credential"),
    ]
    assert [c["code"] for c in found[4]["checks"]] == ["duplicate_key"]
    assert {each["file"] for each in found} == {"all.jsonl"}
    progress = bulk_results.progress_of(check)
    assert progress.finished
    assert progress.verdicts == {"verified": 2, "not_verified": 1, "not_a_credential": 2}


def test_nothing_of_the_credentials_stays():
    check = started(good())
    assert check.pieces.get().content is not None
    work()
    assert check.pieces.get().content is None


def test_an_answer_is_the_one_of_the_command_line(tmp_path):
    from passports.standards import command_line

    path = tmp_path / "all.jsonl"
    path.write_bytes(good() + b"\n" + tampered())
    out = io.StringIO()
    command_line.main(["verify", "--json", str(path)], out=out)
    expected = [json.loads(line) for line in out.getvalue().splitlines()]
    check = started(path.read_bytes(), filename=str(path))
    work()
    recognized = "issuer_recognized"
    for one, other in zip(answers(check), expected, strict=True):
        one.pop("line")
        for each in (one, other):
            # The command knows no registries.
            each["checks"] = [c for c in each["checks"] if c["name"] != recognized]
        assert one == other


def test_a_line_that_needs_the_network_delays_no_other(monkeypatch):
    def unreachable(url, **_options):
        raise OutboundError("unreachable")

    monkeypatch.setattr("passports.adapters.fetching.guarded_fetch", unreachable)
    status = {"id": f"{LIST_URL}#1", "type": "BitstringStatusListEntry", "statusListIndex": "1",
              "statusPurpose": "revocation", "statusListCredential": LIST_URL}  # fmt: skip
    online = json.dumps(signed(badge(credentialStatus=status))).encode()
    check = started(good(1) + b"\n" + online + b"\n" + good(3))
    (row,) = WorkRow.objects.filter(kind=bulk.CHECK_PIECE)
    assert run_row(row.id) is Run.DONE
    assert [each["line"] for each in answers(check)] == [1, 3]
    assert not bulk_results.progress_of(check).finished
    (slow,) = WorkRow.objects.filter(kind=bulk_pieces.CHECK_PIECE_ONLINE)
    assert slow.queue == "slow"
    work()
    found = answers(check)
    assert [each["line"] for each in found] == [1, 2, 3]
    assert found[1]["verdict"] == "inconclusive"


def test_what_takes_long_is_done_in_several_runs(monkeypatch):
    monkeypatch.setattr(bulk_pieces, "SECONDS", -1)
    check = started(b"\n".join([good(1), good(2), good(3)]))
    work()
    assert [each["verdict"] for each in answers(check)] == ["verified"] * 3
    assert WorkRow.objects.filter(kind__startswith="passports.check_bulk").count() == 3


def test_running_a_piece_twice_answers_once():
    check = started(good())
    effect = bulk_pieces.check(piece_id=check.pieces.get().id, online=False)
    again = bulk_pieces.check(piece_id=check.pieces.get().id, online=False)
    effect()
    again()
    assert len(answers(check)) == 1
    assert bulk_results.progress_of(check).verdicts == {"verified": 1}


def test_a_piece_that_fails_is_answered_as_inconclusive():
    check = started(good(1) + b"\n" + good(2))
    piece = check.pieces.get()
    bulk_pieces.fail(piece_id=piece.id)
    assert [each["verdict"] for each in answers(check)] == ["inconclusive"] * 2
    piece.refresh_from_db()
    assert (piece.state, piece.content) == (BulkPieceState.FAILED, None)
    progress = bulk_results.progress_of(check)
    assert progress.finished
    assert progress.failed == 1
    work()
    assert len(answers(check)) == 2


def test_a_worker_that_dies_loses_no_piece_and_answers_none_twice():
    """Killed after its work and before it was stored: the next run does it again, once."""
    check = started(good())
    (row,) = WorkRow.objects.filter(kind=bulk.CHECK_PIECE)
    bulk_pieces.check(piece_id=row.subject_id, online=False)
    WorkRow.objects.filter(id=row.id).update(
        state=WorkState.RUNNING, lease_until=timezone.now() - datetime.timedelta(seconds=1)
    )
    assert run_row(row.id) is Run.DONE
    assert run_row(row.id) is Run.NOT_CLAIMED
    assert len(answers(check)) == 1


def test_lines_and_pieces(monkeypatch):
    monkeypatch.setattr(bulk_lines, "LINES_OF_A_PIECE", 3)
    monkeypatch.setattr(bulk_lines, "BYTES_OF_A_PIECE", 10)
    file = io.BytesIO(b"a\n\n  \nb\r\nc\nd\n" + b"e" * 11 + b"\nf")
    pieces = list(pieces_of(lines_of(file)))
    assert pieces == [
        [(1, b"a"), (4, b"b"), (5, b"c")],
        [(6, b"d")],
        [(7, b"e" * 11)],
        [(8, b"f")],
    ]


def test_a_line_longer_than_any_credential_is_skipped_and_answered():
    long = b"[" + b" " * 12_000_000 + b"]"
    assert list(lines_of(io.BytesIO(b"a\n" + long + b"\nb"))) == [
        (1, b"a"),
        (2, TOO_LONG),
        (3, b"b"),
    ]
    check = started(long + b"\n" + good())
    work()
    found = answers(check)
    assert [c["code"] for c in found[0]["checks"]] == ["too_large"]
    assert found[1]["verdict"] == "verified"


def test_results_that_are_appended_read_as_one():
    packed = packed_results([{"line": 2}]) + packed_results([{"line": 1}])
    assert unpacked_results(packed) == [{"line": 1}, {"line": 2}]


def test_memory_does_not_grow_with_the_file(recruiter):
    def peak(count: int) -> int:
        class Lines(io.RawIOBase):
            left = count

            def readline(self, size=-1):
                self.left -= 1
                return b'{"a": "%s"}\n' % (b"x" * 500) if self.left >= 0 else b""

        tracemalloc.start()
        check = bulk.start(
            organization=recruiter.organization, file=Lines(), filename="", by=recruiter.user
        )
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        check.delete()
        return found

    peak(500)
    assert peak(20_000) < 2 * peak(2_000)


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"\n \n", "empty"), (b"a\n" * 4, "too_many_credentials")]
)
def test_files_that_are_not_taken(content, code, monkeypatch, recruiter):
    monkeypatch.setattr(bulk, "MOST_CREDENTIALS", 3)
    with pytest.raises(bulk.BulkRefused) as refusal:
        bulk.start(
            organization=recruiter.organization,
            file=io.BytesIO(content),
            filename="",
            by=recruiter.user,
        )
    assert refusal.value.code == code
    assert not BulkCheck.objects.exists()
    assert not BulkPiece.objects.exists()
    assert not WorkRow.objects.filter(kind=bulk.CHECK_PIECE).exists()


def test_not_more_than_two_at_once(recruiter):
    options = {"organization": recruiter.organization, "filename": "", "by": recruiter.user}
    for _ in range(bulk.MOST_UNFINISHED):
        bulk.start(file=io.BytesIO(good()), **options)
    with pytest.raises(bulk.BulkRefused, match="too_many_checks"):
        bulk.start(file=io.BytesIO(good()), **options)
    work()
    bulk.start(file=io.BytesIO(good()), **options)


def test_results_go_after_a_week():
    check, other = started(good()), started(good())
    unended = BulkCheck.objects.create(expires_at=timezone.now() + datetime.timedelta(days=7))
    late = timezone.now() - datetime.timedelta(hours=7)
    BulkCheck.objects.filter(id=unended.id).update(created_at=late)
    BulkCheck.objects.filter(id=check.id).update(expires_at=timezone.now())
    assert bulk.remove_expired() == 2
    assert list(BulkCheck.objects.all()) == [other]
    assert not check.pieces.exists()
    work()


def upload(client, content: bytes, name: str = "all.jsonl"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, content)})


def test_from_the_file_to_the_results(recruiter):
    client = signed_in(recruiter.user)
    assert client.get(LIST).status_code == 200
    answer = upload(client, good() + b"\n" + tampered(), "My file.jsonl")
    check = BulkCheck.objects.get()
    assert answer.url == reverse("bulk_check", args=[check.id])
    page = client.get(answer.url)
    assert b'hx-trigger="every 2s"' in page.content
    early = client.get(reverse("bulk_results_json", args=[check.id]))
    assert early.url == answer.url
    work()
    page = client.get(answer.url)
    assert b"hx-trigger" not in page.content
    assert b"My file.jsonl" in page.content
    assert b"We are done with all 2 credentials." in page.content
    assert b"My file.jsonl" in client.get(LIST).content
    results = client.get(reverse("bulk_results_json", args=[check.id]))
    lines = b"".join(results.streaming_content).splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["verified", "not_verified"]
    removed = client.post(reverse("bulk_check_remove", args=[check.id]))
    assert removed.url == LIST
    assert not BulkCheck.objects.exists()


def test_the_fragment_is_what_a_reload_shows(recruiter):
    client = signed_in(recruiter.user)
    url = upload(client, good()).url
    for _ in range(2):
        fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
        body = fragment.split('<div id="status"')[0].strip()
        assert body in client.get(url).content.decode()
        work()


def test_the_table_runs_no_formula(recruiter):
    client = signed_in(recruiter.user)
    evil = json.dumps(signed(badge(name="=HYPERLINK(1)"))).encode()
    check_id = upload(client, evil).url.split("/")[-2]
    work()
    answer = client.get(reverse("bulk_results_csv", args=[check_id]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["name"] == "'=HYPERLINK(1)"
    assert row["verdict"] == "verified"


def test_a_file_that_is_refused_says_why(recruiter):
    client = signed_in(recruiter.user)
    answer = upload(client, b"\n\n")
    assert answer.status_code == 200
    assert "There is no credential in this file" in answer.content.decode()
    with override_settings(BULK_MAX_BYTES=10):
        assert "larger than 500 MB" in upload(client, good()).content.decode()
    assert "Choose a file" in client.post(LIST).content.decode()
    assert not BulkCheck.objects.exists()


def test_a_form_without_its_token_is_refused(recruiter):
    client = signed_in(recruiter.user, csrf=True)
    assert upload(client, good()).status_code == 403
    assert not BulkCheck.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("holder", 404), ("viewer", 403), ("not vetted", 404), ("suspended", 404)],
)
def test_who_may_not(who, status, client):
    check = started(good())
    if who == "holder":
        client = signed_in(UserFactory())
    elif who == "viewer":
        viewer = MembershipFactory(organization=check.organization, role=Role.VIEWER)
        client = signed_in(viewer.user)
    elif who != "nobody":
        vetting = "pending" if who == "not vetted" else "suspended"
        organization = OrganizationFactory(vetting=vetting)
        client = signed_in(MembershipFactory(organization=organization, role=Role.OWNER).user)
    before = BulkCheck.objects.count()
    assert upload(client, good()).status_code == status
    assert client.get(LIST).status_code == status
    for name in ("bulk_check", "bulk_results_json", "bulk_results_csv", "bulk_check_remove"):
        assert client.get(reverse(name, args=[check.id])).status_code == status
    assert client.post(reverse("bulk_check_remove", args=[check.id])).status_code == status
    assert BulkCheck.objects.count() == before


def test_the_checks_of_others_are_not_there():
    check = started(good())
    stranger = signed_in(MembershipFactory(role=Role.OWNER).user)
    for name in ("bulk_check", "bulk_results_json", "bulk_results_csv", "bulk_check_remove"):
        assert stranger.get(reverse(name, args=[check.id])).status_code == 404
    assert check.filename not in stranger.get(LIST).content.decode()
    colleague = MembershipFactory(organization=check.organization, role=Role.OWNER)
    assert signed_in(colleague.user).get(reverse("bulk_check", args=[check.id])).status_code == 200


def test_an_administrator_sees_only_their_own():
    of_others = started(good())
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client = signed_in(administrator)
    url = upload(client, good()).url
    assert client.get(url).status_code == 200
    assert client.get(reverse("bulk_check", args=[of_others.id])).status_code == 404
    other = signed_in(UserFactory(is_staff=True, is_superuser=True))
    assert other.get(url).status_code == 404


def test_a_large_body_is_taken_at_this_address_only(recruiter, settings):
    settings.REQUEST_MAX_BYTES = 1_000
    client = signed_in(recruiter.user)
    content = b"\n".join([good(), good()])
    assert len(content) > 1_000
    assert upload(client, content).status_code == 302
    assert client.post(reverse("import_new"), {"x": "y" * 2_000}).status_code == 413
