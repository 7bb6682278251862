"""The credential pages: the list, one credential, its bytes, its removal, its proposal."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passports.models import (
    Claim,
    Credential,
    Document,
    Evidence,
    Proposal,
    ProposalState,
    Relation,
    VerificationReport,
)
from portal.kernel.models import AuditRow, WorkRow
from tests.factories.accounts import UserFactory
from tests.factories.passports import (
    GOOD_CHECKS,
    CredentialFactory,
    DocumentFactory,
    ImportItemFactory,
    ImportRunFactory,
    ProposalFactory,
    check,
)
from tests.htmx import assert_swap_equals_reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(client):
    person = UserFactory()
    client.force_login(person)
    return person


def text_of(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_an_empty_list_says_what_to_do(client, holder):
    page = text_of(client.get(reverse("credentials")))
    assert "No credentials yet" in page
    assert reverse("import_new") in page


def test_the_list_shows_mine_and_nobody_elses(client, holder):
    CredentialFactory(holder=holder, title="Mine")
    CredentialFactory(title="Theirs")
    page = text_of(client.get(reverse("credentials")))
    assert "Mine" in page
    assert "Theirs" not in page


def test_the_list_needs_as_many_queries_for_many_as_for_one(
    client, holder, django_assert_num_queries
):
    CredentialFactory(holder=holder)
    client.get(reverse("credentials"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("credentials"))
    for _n in range(15):
        ProposalFactory(credential=CredentialFactory(holder=holder))
    with django_assert_num_queries(len(one)):
        client.get(reverse("credentials"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"q": "ecole"}, ["Soudure"]),
        ({"q": "ÉCOLE"}, ["Soudure"]),
        ({"q": "nothing like it"}, []),
        ({"state": "verified"}, ["Soudure"]),
        ({"state": "not_verified"}, ["Forged"]),
        ({"state": "not_yours"}, ["Borrowed"]),
        ({"state": "proposed"}, ["Soudure"]),
        ({"state": "no such state"}, ["Soudure", "Forged", "Borrowed"]),
    ],
)
def test_search_and_state(client, holder, query, shown):
    good = CredentialFactory(
        holder=holder, title="Soudure", issuer_name="École", search_text="soudure ecole"
    )
    ProposalFactory(credential=good)
    CredentialFactory(holder=holder, title="Forged", verdict="not_verified")
    CredentialFactory(holder=holder, title="Borrowed", not_yours=True, verdict="inconclusive")
    page = text_of(client.get(reverse("credentials"), query))
    for title in ("Soudure", "Forged", "Borrowed"):
        assert (f">{title}</a>" in page) == (title in shown), title


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999"])
def test_a_page_that_is_not_there_is_no_error(client, holder, page):
    assert client.get(reverse("credentials"), {"page": page}).status_code == 200


def test_a_credential_tells_each_check_in_a_sentence(client, holder):
    credential = CredentialFactory(
        holder=holder,
        verdict="not_verified",
        checks=[
            *GOOD_CHECKS[:3],
            check("validity", "failed", "expired", valid_until="2024-05-01T00:00:00+00:00"),
            check("status", "failed", "revoked"),
            check("schema", "could_not_check", "a_code_of_tomorrow"),
        ],
    )
    page = text_of(client.get(reverse("credential", args=[credential.id])))
    assert "The signature is good: nothing was changed since it was signed." in page
    assert "It expired on 1 May 2024." in page
    assert "Its issuer has revoked it." in page
    assert "This could not be checked. The line below says why." in page


def test_the_credential_page_needs_as_many_queries_with_many_reports(
    client, holder, django_assert_num_queries
):
    credential = CredentialFactory(holder=holder)
    client.get(reverse("credential", args=[credential.id]))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("credential", args=[credential.id]))
    for _n in range(30):
        VerificationReport.objects.create(
            credential=credential,
            verdict="verified",
            checks=list(GOOD_CHECKS),
            checked_at="2026-01-01T00:00:00Z",
        )
    with django_assert_num_queries(len(one)):
        client.get(reverse("credential", args=[credential.id]))


def test_somebody_elses_is_shown_plainly(client, holder):
    credential = CredentialFactory(holder=holder, not_yours=True)
    page = text_of(client.get(reverse("credential", args=[credential.id])))
    assert "This credential was not issued to you" in page


def test_history_shows_every_report(client, holder):
    credential = CredentialFactory(holder=holder)
    VerificationReport.objects.create(
        credential=credential, verdict="inconclusive", checks=[], checked_at="2025-01-02T00:00:00Z"
    )
    page = text_of(client.get(reverse("credential_history", args=[credential.id])))
    assert "2 January 2025" in page


def test_check_again_enqueues_once_and_the_page_polls_until_it_is_done(client, holder):
    credential = CredentialFactory(holder=holder)
    url = reverse("credential", args=[credential.id])
    assert "hx-trigger" not in text_of(client.get(url))
    for _click in range(3):
        assert client.post(reverse("credential_check", args=[credential.id])).url == url
    assert WorkRow.objects.filter(subject_id=credential.id).count() == 1
    assert "hx-trigger" in text_of(client.get(url))
    assert_swap_equals_reload(client, url, fragment_id="credential-checks")


def test_check_again_is_limited(client, holder):
    credential = CredentialFactory(holder=holder)
    url = reverse("credential_check", args=[credential.id])
    codes = [client.post(url).status_code for _click in range(21)]
    assert codes[:20] == [302] * 20
    assert codes[20] == 429


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def test_the_file_comes_as_it_was_and_is_never_interpreted(client, holder):
    document = DocumentFactory(
        holder=holder, container=SVG, container_media_type="image/svg+xml", content=b'{"a": 1}'
    )
    credential = CredentialFactory(holder=holder, document=document)
    whole = client.get(reverse("credential_file", args=[credential.id]))
    assert whole.content == SVG
    assert whole["Content-Disposition"].startswith("attachment;")
    assert whole["Content-Type"] == "application/octet-stream"
    assert whole["X-Content-Type-Options"] == "nosniff"
    inside = client.get(reverse("credential_inside", args=[credential.id]))
    assert inside.content == b'{"a": 1}'
    assert inside["Content-Disposition"].startswith("attachment;")


def test_there_is_nothing_inside_a_plain_file(client, holder):
    credential = CredentialFactory(holder=holder)
    assert client.get(reverse("credential_inside", args=[credential.id])).status_code == 404


def test_removal_says_what_it_destroys_and_does_it(client, holder):
    credential = CredentialFactory(holder=holder)
    proposal = ProposalFactory(credential=credential)
    client.post(reverse("proposal", args=[credential.id]), {"title": "Welding"})
    proposal.refresh_from_db()
    claim = proposal.claim
    assert claim is not None
    assert Evidence.objects.get(claim=claim).credential == credential
    claim.refresh_from_db()
    assert claim.assurance != "self_asserted"
    url = reverse("credential_remove", args=[credential.id])
    page = text_of(client.get(url))
    assert "The report of 1 verification." in page
    assert "Welding" in page
    assert Credential.objects.exists()
    assert client.post(url).url == reverse("credentials")
    assert not Credential.objects.exists()
    assert not Document.objects.exists()
    assert not VerificationReport.objects.exists()
    claim.refresh_from_db()
    assert claim.assurance == "self_asserted"
    assert AuditRow.objects.filter(deed="credential_removed", object_id=credential.id).exists()


def test_a_proposal_is_accepted_as_edited_and_once(client, holder):
    credential = CredentialFactory(holder=holder)
    ProposalFactory(credential=credential)
    url = reverse("proposal", args=[credential.id])
    assert credential.title in text_of(client.get(url))
    for _click in range(2):
        client.post(url, {"title": "Welder", "organization_name": "School"})
    claim = Claim.objects.get(holder=holder)
    assert claim.current.title == "Welder"
    assert Proposal.objects.get().state == ProposalState.ACCEPTED
    assert Evidence.objects.get().relation in Relation.values


def test_a_proposal_that_is_not_filled_in_comes_back_with_what_is_wrong(client, holder):
    credential = ProposalFactory(credential=CredentialFactory(holder=holder)).credential
    page = text_of(client.post(reverse("proposal", args=[credential.id]), {"title": ""}))
    assert "There is a problem" in page
    assert not Claim.objects.exists()


def test_extra_fields_of_a_proposal_are_ignored(client, holder):
    credential = ProposalFactory(credential=CredentialFactory(holder=holder)).credential
    client.post(
        reverse("proposal", args=[credential.id]),
        {"title": "Welder", "assurance": "attested", "holder": str(UserFactory().id)},
    )
    claim = Claim.objects.get()
    assert claim.holder == holder
    assert claim.assurance != "attested"


def test_a_proposal_is_ignored_and_taken_up_again(client, holder):
    proposal = ProposalFactory(credential=CredentialFactory(holder=holder))
    args = [proposal.credential_id]
    client.post(reverse("proposal_ignore", args=args))
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.IGNORED
    assert not Claim.objects.exists()
    client.post(reverse("proposal_take_up_again", args=args))
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.OPEN


OF_A_CREDENTIAL = [
    ("credential", "get"),
    ("credential_history", "get"),
    ("credential_check", "post"),
    ("credential_file", "get"),
    ("credential_inside", "get"),
    ("credential_remove", "get"),
    ("credential_remove", "post"),
    ("proposal", "get"),
    ("proposal", "post"),
    ("proposal_ignore", "post"),
    ("proposal_take_up_again", "post"),
]


@pytest.mark.parametrize(("name", "method"), OF_A_CREDENTIAL)
@pytest.mark.parametrize("staff", [False, True])
def test_another_holder_finds_nothing(client, holder, name, method, staff):
    holder.is_staff = holder.is_superuser = staff
    holder.save()
    document = DocumentFactory(container=b"x", container_media_type="image/png")
    other = CredentialFactory(holder=document.holder, document=document)
    ProposalFactory(credential=other)
    response = getattr(client, method)(reverse(name, args=[other.id]), {"title": "x"})
    assert response.status_code == 404
    assert Credential.objects.count() == 1
    assert Proposal.objects.get().state == ProposalState.OPEN
    assert not WorkRow.objects.exists()


OF_AN_IMPORT = [
    ("import_run", "get", lambda item: item.run_id),
    ("import_add", "post", lambda item: item.run_id),
    ("import_retry", "post", lambda item: item.run_id),
    ("import_item_retry", "post", lambda item: item.id),
]


@pytest.mark.parametrize(("name", "method", "object_id"), OF_AN_IMPORT)
def test_another_holders_import_is_not_found(client, holder, name, method, object_id):
    item = ImportItemFactory(state="failed")
    response = getattr(client, method)(reverse(name, args=[object_id(item)]))
    assert response.status_code == 404
    item.refresh_from_db()
    assert item.state == "failed"


def test_nobody_signed_in_is_sent_to_sign_in(client):
    credential = ProposalFactory().credential
    item = ImportItemFactory()
    urls = [(reverse(name, args=[credential.id]), method) for name, method in OF_A_CREDENTIAL]
    urls += [(reverse(name, args=[find(item)]), method) for name, method, find in OF_AN_IMPORT]
    urls += [(reverse(name), "get") for name in ("credentials", "imports", "import_new")]
    urls += [(reverse("import_new"), "post")]
    for url, method in urls:
        response = getattr(client, method)(url)
        assert response.status_code == 302, url
        assert response.url.startswith(reverse("account_login")), url


@pytest.mark.parametrize(
    "name", [name for name, method in OF_A_CREDENTIAL if method == "post" and name != "proposal"]
)
def test_a_scanner_that_visits_links_changes_nothing(client, holder, name):
    credential = ProposalFactory(credential=CredentialFactory(holder=holder)).credential
    before = AuditRow.objects.count()
    for _visit in range(3):
        client.get(reverse(name, args=[credential.id]))
        client.head(reverse(name, args=[credential.id]))
    assert AuditRow.objects.count() == before
    assert Credential.objects.exists()
    assert not WorkRow.objects.exists()


class TestProgress:
    def test_it_polls_only_while_something_is_unfinished(self, client, holder):
        run = ImportRunFactory(holder=holder)
        item = ImportItemFactory(run=run)
        url = reverse("import_run", args=[run.id])
        page = text_of(client.get(url))
        assert 'hx-trigger="every 1s"' in page
        assert_swap_equals_reload(client, url, fragment_id="import-run")
        item.state = "refused"
        item.reason = "zip_archive"
        item.save()
        page = text_of(client.get(url))
        assert "hx-trigger" not in page
        assert "This is a ZIP archive. Unpack it" in page
        assert_swap_equals_reload(client, url, fragment_id="import-run")

    def test_it_needs_as_many_queries_for_many_items(
        self, client, holder, django_assert_num_queries
    ):
        run = ImportRunFactory(holder=holder)
        ImportItemFactory(run=run, state="done", credential=CredentialFactory(holder=holder))
        url = reverse("import_run", args=[run.id])
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            client.get(url)
        for state in ("done", "duplicate", "failed", "waiting", "checking", "refused") * 3:
            ImportItemFactory(run=run, state=state, credential=CredentialFactory(holder=holder))
        with django_assert_num_queries(len(one)):
            client.get(url)

    def test_a_failed_item_can_be_tried_again_once(self, client, holder):
        item = ImportItemFactory(run=ImportRunFactory(holder=holder), state="failed")
        for _click in range(2):
            client.post(reverse("import_item_retry", args=[item.id]))
        item.refresh_from_db()
        assert item.state == "waiting"
        assert WorkRow.objects.filter(subject_id=item.id).count() == 1

    def test_a_removed_credential_leaves_its_line(self, client, holder):
        run = ImportRunFactory(holder=holder)
        ImportItemFactory(run=run, state="done", credential=None)
        page = text_of(client.get(reverse("import_run", args=[run.id])))
        assert "You have removed this credential since." in page

    def test_the_list_of_imports(self, client, holder):
        assert "Nothing uploaded yet" in text_of(client.get(reverse("imports")))
        ImportItemFactory(run=ImportRunFactory(holder=holder), state="done")
        assert "Uploaded files" in text_of(client.get(reverse("imports")))
