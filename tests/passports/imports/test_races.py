"""Two workers at once. On SQLite transactions come one after the other; the proof is PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from passports.actions import credentials, imports, proposals, verification
from passports.adapters import verifying
from passports.models import Claim, Credential, Document, ImportItem, ImportItemState, Issuer
from passports.sources import Found
from portal.kernel.models import WorkRow, WorkState
from portal.kernel.work.running import run_row
from tests.factories.accounts import UserFactory
from tests.factories.passports import CredentialFactory, IssuerFactory, ProposalFactory
from tests.factories.signed import KEY, signed

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 6


def together(*calls):
    """Run the calls in threads that start at the same moment; their results in order."""
    barrier = Barrier(len(calls))

    def one(call):
        try:
            barrier.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def run_all_together():
    ids = list(WorkRow.objects.filter(state=WorkState.QUEUED).values_list("id", flat=True))
    together(*(lambda row_id=row_id: run_row(row_id) for row_id in ids))


def start(holder, *contents):
    found = [Found(f"{n}.json", content=c, size_bytes=len(c)) for n, c in enumerate(contents)]
    return imports.start(holder=holder, source="upload", found=found, by=holder)


@pytest.fixture(autouse=True)
def expect_workers(monkeypatch):
    """Hold every verification back until all have looked whether the credential is there."""
    real = verifying.verify_for

    def slow(document, **kwargs):
        report = real(document, **kwargs)
        barrier.wait(timeout=30)
        return report

    barrier = Barrier(1)

    def expect(number):
        nonlocal barrier
        barrier = Barrier(number)

    from passports.actions import item_checks

    monkeypatch.setattr(item_checks, "verify_for", slow)
    return expect


def test_the_same_file_many_times_at_once_is_kept_once(expect_workers):
    expect_workers(WORKERS)
    holder = UserFactory()
    run = start(holder, *[signed()] * WORKERS)
    run_all_together()
    states = sorted(ImportItem.objects.filter(run=run).values_list("state", flat=True))
    assert states == [ImportItemState.DONE] + [ImportItemState.DUPLICATE] * (WORKERS - 1)
    credential = Credential.objects.get()
    assert Document.objects.count() == 1
    assert credential.reports.count() == 1
    pointed = ImportItem.objects.filter(run=run).values_list("credential_id", flat=True)
    assert set(pointed) == {credential.id}
    assert not WorkRow.objects.exclude(state=WorkState.DONE).exists()


def test_two_reissues_at_once_see_each_other(expect_workers, monkeypatch):
    """Both are stored and not committed when the first of them looks for the other."""
    expect_workers(2)
    real, both_kept = credentials.keep, Barrier(2)

    def keep(**kwargs):
        kept = real(**kwargs)
        if connection.vendor == "postgresql":  # SQLite lets only one of them in at a time.
            both_kept.wait(timeout=30)
        return kept

    monkeypatch.setattr(credentials, "keep", keep)
    # Known already: two that add the same issuer would wait for each other there.
    IssuerFactory(identifier=KEY.did)
    start(UserFactory(), signed(), signed(validFrom="2026-05-01T00:00:00Z"))
    run_all_together()
    old, new = Credential.objects.order_by("valid_from")
    assert old.superseded_by == new
    assert new.superseded_by is None


def test_holders_of_one_issuer_at_once_make_one_issuer(expect_workers):
    expect_workers(WORKERS)
    for _n in range(WORKERS):
        start(UserFactory(), signed())
    run_all_together()
    assert Credential.objects.count() == WORKERS
    assert Issuer.objects.count() == 1


def test_one_message_many_times_at_once_is_worked_once():
    start(UserFactory(), signed())
    row = WorkRow.objects.get()
    together(*[lambda: run_row(row.id)] * WORKERS)
    assert Credential.objects.get().reports.count() == 1


def test_a_proposal_accepted_many_times_at_once_makes_one_claim():
    holder = UserFactory()
    proposal = ProposalFactory(credential=CredentialFactory(holder=holder))
    values = {"title": "Welder", "organization_name": "", "place": "", "details": {}}

    def accept():
        fresh = type(proposal).objects.get(id=proposal.id)
        return proposals.accept(proposal=fresh, values=values, by=holder)

    claims = [claim for claim in together(*[accept] * WORKERS) if claim is not None]
    assert len(claims) == 1
    assert Claim.objects.count() == 1


def test_an_item_retried_many_times_at_once_is_queued_once():
    holder = UserFactory()
    run = start(holder, signed())
    WorkRow.objects.update(state=WorkState.FAILED)
    ImportItem.objects.update(state=ImportItemState.FAILED)
    item_id = ImportItem.objects.get(run=run).id

    def again():
        return imports.retry(item=ImportItem.objects.get(id=item_id), by=holder)

    assert sum(together(*[again] * WORKERS)) == 1
    assert WorkRow.objects.filter(state=WorkState.QUEUED).count() == 1


def test_check_again_many_times_at_once_is_queued_once():
    credential = CredentialFactory()
    together(*[lambda: verification.request(credential=credential, by=credential.holder)] * WORKERS)
    assert WorkRow.objects.filter(subject_id=credential.id).count() == 1
