"""From files to credentials, through the real work rows."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from passports.actions import credentials, imports, verification
from passports.models import Credential, Document, ImportItem, ImportItemState, Issuer, Proposal
from passports.sources import Found
from passports.standards import bake
from passports.standards.types import Check, CheckName, Outcome, Report, Verdict
from portal.kernel.models import AuditRow, WorkRow
from tests.factories.accounts import CredentialAddressFactory, UserFactory
from tests.factories.signed import KEY, OTHER_KEY, signed, tampered
from tests.passports.working import work

pytestmark = pytest.mark.django_db

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def bring(holder, *contents, names=()):
    """Import these bytes as files and do the work; the items in their order."""
    found = [
        Found(
            names[i] if i < len(names) else f"file-{i}.json",
            content=content,
            size_bytes=len(content),
        )
        for i, content in enumerate(contents)
    ]
    run = imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    return list(ImportItem.objects.filter(run=run))


def test_a_good_credential_is_kept_verified_and_proposed():
    holder = UserFactory(email="ada@example.org")
    content = signed(email="ada@example.org")
    [item] = bring(holder, content)
    credential = Credential.objects.get(holder=holder)
    assert item.state == ImportItemState.DONE
    assert item.credential == credential
    assert item.content is None
    assert bytes(credential.document.content) == content
    assert credential.verdict == "verified", credential.latest_report.checks
    assert credential.title == "Welding, level 1"
    assert credential.issuer == Issuer.objects.get(identifier=KEY.did)
    assert credential.issuer.name == "Harbor Trade School"
    assert not credential.not_yours
    assert credential.next_check_at > credential.latest_report.checked_at
    assert Proposal.objects.get(credential=credential).values["title"] == "Welding, level 1"


def test_run_items_and_work_are_stored_together(django_assert_max_num_queries):
    holder = UserFactory()
    found = [Found(f"{n}.json", content=b"{}", size_bytes=2) for n in range(200)]
    with django_assert_max_num_queries(14):
        run = imports.start(holder=holder, source="upload", found=found, by=holder)
    items = ImportItem.objects.filter(run=run)
    assert items.count() == 200
    assert WorkRow.objects.filter(kind="passports.check_item").count() == 200
    assert AuditRow.objects.filter(object_id=run.id, deed="import_started").exists()


def test_a_tampered_credential_is_kept_and_not_verified():
    [item] = bring(UserFactory(), tampered(signed()))
    assert item.state == ImportItemState.DONE
    assert item.credential.verdict == "not_verified"
    assert any(
        check["name"] == "proof" and check["outcome"] == "failed"
        for check in item.credential.latest_report.checks
    )


def test_a_tampered_credential_names_no_issuer():
    [item] = bring(UserFactory(), tampered(signed()))
    assert item.credential.issuer.name == ""


@pytest.mark.parametrize(
    ("image", "media_type"),
    [(PIXEL, "image/png"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")],
)
def test_a_baked_image_keeps_both_the_image_and_what_is_inside(image, media_type):
    holder = UserFactory()
    inside = signed()
    baked = bake(image, inside)
    [item] = bring(holder, baked, names=["badge.image"])
    document = Document.objects.get(holder=holder)
    assert item.state == ImportItemState.DONE
    assert bytes(document.content) == inside
    assert bytes(document.container) == baked
    assert document.container_media_type == media_type
    assert item.credential.verdict == "verified"


def test_the_same_credential_again_is_a_duplicate_that_points_to_the_first():
    holder = UserFactory()
    [first], [second] = bring(holder, signed()), bring(holder, bake(PIXEL, signed()))
    assert (first.state, second.state) == (ImportItemState.DONE, ImportItemState.DUPLICATE)
    assert second.credential == first.credential
    [third] = bring(holder, signed())
    assert third.state == ImportItemState.DUPLICATE
    assert Credential.objects.filter(holder=holder).count() == 1


def test_two_holders_each_keep_their_own():
    [one], [two] = bring(UserFactory(), signed()), bring(UserFactory(), signed())
    assert one.credential != two.credential
    assert {one.state, two.state} == {ImportItemState.DONE}


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_reissue_supersedes_whichever_comes_first(newest_first):
    old, new = signed(), signed(validFrom="2026-05-01T00:00:00Z")
    items = bring(UserFactory(), *((new, old) if newest_first else (old, new)))
    by_date = sorted((item.credential for item in items), key=lambda each: each.valid_from)
    assert by_date[0].superseded_by == by_date[1]
    assert by_date[1].superseded_by is None


def test_a_forged_reissue_supersedes_nothing():
    forged = tampered(signed(validFrom="2026-05-01T00:00:00Z"))
    for item in bring(UserFactory(), signed(), forged):
        assert item.credential.superseded_by is None


def test_without_the_reissue_the_earlier_one_counts_again():
    items = bring(UserFactory(), signed(), signed(validFrom="2026-05-01T00:00:00Z"))
    old, new = sorted((item.credential for item in items), key=lambda each: each.valid_from)
    assert old.superseded_by == new
    credentials.remove(credential=new, by=new.holder)
    old.refresh_from_db()
    assert old.superseded_by is None


def test_a_reissue_that_is_revoked_replaces_nothing_any_more():
    items = bring(UserFactory(), signed(), signed(validFrom="2026-05-01T00:00:00Z"))
    old, new = sorted((item.credential for item in items), key=lambda each: each.valid_from)
    revoked = Check(CheckName.STATUS, Outcome.FAILED, "revoked")
    report = Report(Verdict.NOT_VERIFIED, (revoked,), new.format, timezone.now())
    verification.store_report(credential=new, report=report)
    old.refresh_from_db()
    assert old.superseded_by is None


def test_the_same_id_from_two_issuers_keeps_both():
    items = bring(UserFactory(), signed(), signed(key=OTHER_KEY, validFrom="2026-05-01T00:00:00Z"))
    assert [item.state for item in items] == [ImportItemState.DONE] * 2
    assert [item.credential.superseded_by for item in items] == [None, None]


def test_the_same_id_with_other_content_and_the_same_date_keeps_both():
    items = bring(UserFactory(), signed(), signed(name="Welding, level 2"))
    assert [item.state for item in items] == [ImportItemState.DONE] * 2
    assert [item.credential.superseded_by for item in items] == [None, None]


def test_somebody_elses_credential_is_said_to_be_so_and_proposes_nothing():
    [item] = bring(UserFactory(email="ada@example.org"), signed(email="bob@example.org"))
    assert item.credential.not_yours
    assert not item.credential.counts_as_evidence
    assert item.credential.verdict == "verified"
    assert not Proposal.objects.exists()


def test_a_credential_to_an_old_confirmed_address_is_yours():
    holder = UserFactory()
    CredentialAddressFactory(user=holder, email="old@college.example")
    [item] = bring(holder, signed(email="old@college.example"))
    assert not item.credential.not_yours


def test_text_that_a_database_refuses_is_kept_without_harm():
    document = json.loads(signed())
    document["name"] = "nul \u0000 and more"
    [item] = bring(UserFactory(), json.dumps(document).encode())
    assert item.state in (ImportItemState.DONE, ImportItemState.REFUSED)


def test_what_raises_fails_alone_and_can_be_tried_again(monkeypatch):
    holder = UserFactory()
    from passports.actions import item_checks

    real = item_checks.parse

    def broken(content, **kwargs):
        if b"poison" in content:
            raise RuntimeError("a bug")
        return real(content, **kwargs)

    monkeypatch.setattr(item_checks, "parse", broken)
    poison = signed(name="poison")
    run = imports.start(
        holder=holder,
        source="upload",
        found=[Found("a.json", content=poison, size_bytes=1), Found("b.json", content=signed())],
        by=holder,
    )
    for _attempt in range(3):
        WorkRow.objects.update(due_at="2020-01-01T00:00:00Z")
        work_once()
    bad, good = ImportItem.objects.filter(run=run)
    assert (bad.state, good.state) == (ImportItemState.FAILED, ImportItemState.DONE)
    assert bytes(bad.content) == poison
    monkeypatch.setattr(item_checks, "parse", real)
    assert imports.retry_failed(run=run, by=holder) == 1
    work()
    bad.refresh_from_db()
    assert bad.state == ImportItemState.DONE
    assert imports.retry_failed(run=run, by=holder) == 0


def work_once():
    from portal.kernel.models import WorkState
    from portal.kernel.work.running import run_row

    for row_id in list(WorkRow.objects.exclude(state=WorkState.DONE).values_list("id", flat=True)):
        run_row(row_id)


def test_pasted_text_is_imported(client):
    client.force_login(UserFactory())
    response = client.post(
        reverse("import_new"), {"source": "paste", "text": signed().decode()}, follow=True
    )
    assert response.redirect_chain
    work()
    assert Credential.objects.get().verdict == "verified"


def test_uploaded_files_are_imported(client):
    client.force_login(UserFactory())
    files = [
        SimpleUploadedFile("one.json", signed()),
        SimpleUploadedFile("two.json", signed(key=OTHER_KEY)),
    ]
    response = client.post(reverse("import_new"), {"source": "upload", "files": files})
    work()
    page = client.get(response.url).content.decode()
    assert "one.json" in page
    assert "two.json" in page
    assert "We are done with all 2 documents." in page
