"""The inbox of an organization that is asked about many people: pages, CSV and API."""

import csv
import io
import json
import re
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from employers.actions.attesters import attesting
from employers.attesters.knowing import attester_for
from employers.models import Answer, AttestationRequest, Registrar, RequestState
from passports.actions import api_tokens
from passports.models import Credential
from portal.kernel.models import AuditRow
from tests.employers.attesting import make_acme, work_off
from tests.employers.rows import make_claim
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.employers import make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """Acme's registrar's office, and its recruiter, who answers."""
    acme = make_acme()
    Registrar.objects.create(organization=acme, email="registrar@acme.example")
    membership = MembershipFactory(role=Role.RECRUITER, organization=acme)
    client.force_login(membership.user)
    membership.client = client
    return membership


def ask(name="Zoë Álvarez", titles=("Welder",), holder=None, asker=None, **fields):
    """A request that was authorized, and asks Acme."""
    holder = holder or UserFactory(name=name)
    request = make_request(
        organization=asker or OrganizationFactory(name="Harbor Hospital"),
        holder=holder,
        state=RequestState.AUTHORIZED,
        items=tuple(("employment", title) for title in titles),
        **fields,
    )
    for row, title in zip(request.requested_claims.all(), titles, strict=True):
        row.claim = make_claim(holder, title=title)
        row.answer, row.layer = Answer.ASKED, "attester"
        row.save()
        attestation = attesting.ask(row=row, attester=attester_for(row.claim, holder))
    return attestation


def page(office, **query):
    return office.client.get(reverse("attestations"), query).content.decode()


def test_members_find_and_answer_what_they_are_asked(office):
    attestation = ask()
    ask(name="Bo Li")
    assert "Zoë Álvarez" in page(office)
    assert "Bo Li" not in page(office, q="alvarez")
    url = reverse("attestation", args=[attestation.pk])
    form = office.client.get(url).content.decode()
    assert "Welder" in form
    assert "signed in the name of Acme" in form
    data = {"said-0": "confirmed", "typed_name": "R", "typed_role": "Registrar", "statement": "on"}
    assert office.client.post(url, data).url == reverse("attestations")
    work_off()
    attestation.refresh_from_db()
    assert attestation.answered_by == office.user
    credential = Credential.objects.get()
    assert credential.issuer_name == "Acme"
    # No link led to the answer, and the credential does not say that one did.
    assert credential.summary["attestation"]["narrative"].endswith("in the inbox of Acme.")
    assert "Zoë" not in page(office)
    assert "Zoë" in page(office, state="answered")
    assert "Registrar" in office.client.get(url).content.decode()
    deed = AuditRow.objects.get(deed="attestation_answered")
    assert deed.actor_id == office.user.audit_id


def test_pages_follow_each_other_without_a_gap_and_nothing_twice(office, monkeypatch):
    monkeypatch.setattr("employers.paging.ROWS_A_PAGE", 2)
    names = [f"Person Number{number}" for number in range(5)]
    for name in names:
        ask(name=name)
    # At one instant: only their ids tell which of these comes first.
    AttestationRequest.objects.filter(search_folded__contains="number1").update(
        created_at=AttestationRequest.objects.get(search_folded__contains="number2").created_at
    )
    seen, query = [], {}
    for shown in (2, 2, 1):
        found = page(office, **query)
        here = [name for name in names if name in found]
        assert len(here) == shown
        seen += here
        assert ("Newest" in found) == bool(query)
        older = re.search(r'href="\?after=([^"]+)"', found)
        query = {"after": unquote(older[1])} if older else {}
    assert not query
    assert sorted(seen) == names
    assert page(office, after="nonsense").count("Person Number") == 2


def test_questions_are_found_by_the_job_reference_of_those_who_ask(office):
    attestation = ask(reference="Ward 4 / É-17")
    ask(name="Bo Li", reference="Ward 5")
    found = page(office, q="ward e-17")
    assert "Zoë Álvarez" in found
    assert "Bo Li" not in found
    detail = office.client.get(reverse("attestation", args=[attestation.pk])).content.decode()
    assert "Ward 4 / É-17" in detail


def test_nobody_else_finds_it(office):
    attestation = ask()
    url = reverse("attestation", args=[attestation.pk])
    other = Client()
    other.force_login(MembershipFactory(role=Role.OWNER).user)
    viewer = Client()
    viewer.force_login(MembershipFactory(role=Role.VIEWER, organization=office.organization).user)
    for method in ("get", "post"):
        assert getattr(other, method)(url).status_code == 404
        assert getattr(viewer, method)(url).status_code == 403
        assert getattr(Client(), method)(url).status_code == 302
    assert "Zoë" not in other.get(reverse("attestations")).content.decode()
    assert other.get(reverse("attestations_download")).content.count(b"\n") == 1
    assert viewer.get(reverse("attestations_download")).status_code == 403


def test_nobody_answers_about_themselves(office):
    attestation = ask(holder=office.user)
    assert office.client.get(reverse("attestation", args=[attestation.pk])).status_code == 404
    token = make_token(office)
    assert api(token).json()["count"] == 1
    AttestationRequest.objects.update(organization=office.organization)
    token = make_token(office, by=office.user, role=Role.OWNER)
    assert api(token).json()["count"] == 0


def test_as_many_queries_for_many_as_for_one(office):
    counts = []
    harbor = OrganizationFactory()
    for number in (1, 12):
        for _each in range(number):
            ask(asker=harbor)
        page(office)
        with CaptureQueriesContext(connection) as queries:
            page(office)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# CSV


def downloaded(office):
    content = office.client.get(reverse("attestations_download")).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def upload(office, rows, deed="send"):
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("answers.csv", out.getvalue().encode())
    data = {"file": file, "typed_name": "R", "typed_role": "Registrar", "deed": deed}
    return office.client.post(reverse("attestations_upload"), data)


def test_a_file_goes_down_and_comes_back_with_answers(office):
    ask(titles=("Welder", "Foreman"))
    ask(name="Bo Li")
    ask(name="Not yet")
    rows = downloaded(office)
    assert [row["title"] for row in rows] == ["Welder", "Foreman", "Welder", "Welder"]
    for row, said in zip(rows, ("confirmed", "differs", "cannot_say", ""), strict=True):
        row["said"] = said
    rows[1]["right_title"] = "Cleaner"
    checked = upload(office, rows, deed="check").content.decode()
    assert "This file has no errors. Nothing was sent yet" in checked
    assert "2 people in this file" in checked
    assert not AttestationRequest.objects.filter(state="answered").exists()
    assert upload(office, rows).status_code == 302
    work_off()
    assert AttestationRequest.objects.filter(state="answered").count() == 2
    assert Credential.objects.count() == 2


def test_errors_by_row_send_nothing(office):
    ask(titles=("Welder", "Foreman"))
    ask(name="Bo Li")
    rows = downloaded(office)
    rows[0]["said"] = "confirmed"
    rows[2]["said"] = "maybe"
    more = [
        rows[0],
        dict(rows[0], id="nonsense"),
        dict(rows[2], said="differs"),
        dict(rows[2], said="differs", right_start="next year"),
    ]
    text = upload(office, rows + more).content.decode()
    for line in (
        '<th scope="row">2</th><td>Answer every question about this person',
        '<th scope="row">4</th><td>Say one of: confirmed',
        '<th scope="row">5</th><td>This id stands in the file twice',
        '<th scope="row">6</th><td>No question with this id waits here',
    ):
        assert line in text
    assert "Nothing was sent" in text
    assert not AttestationRequest.objects.filter(state="answered").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"name\nx", b'id,said\n"a,b', b"id,said\n" + b"x,confirmed\n" * 10_001],
    ids=["empty", "binary", "no id", "quotes", "too many"],
)
def test_bad_files_are_refused_in_words(office, content):
    data = {
        "file": SimpleUploadedFile("answers.csv", content),
        "typed_name": "R",
        "typed_role": "Registrar",
        "deed": "send",
    }
    answer = office.client.post(reverse("attestations_upload"), data)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


def test_formulas_are_defused(office):
    ask(name="=cmd|' /C calc'!A0", titles=("=1+1",))
    [row] = downloaded(office)
    assert row["person"].startswith("'=")
    assert row["title"] == "'=1+1"


def test_ids_of_another_organization_answer_nothing(office):
    mine = ask()
    AttestationRequest.objects.update(organization=OrganizationFactory())
    row = {"id": str(mine.claims.get().pk), "said": "confirmed"}
    assert "No question with this id waits here" in upload(office, [row]).content.decode()
    mine.refresh_from_db()
    assert mine.state == "waiting"


# API


def make_token(office, *, scopes=("attest",), by=None, role=Role.OWNER):
    if by is None:
        by = MembershipFactory(role=role, organization=office.organization).user
    else:
        office.organization.memberships.filter(user=by).update(role=role)
    _row, text = api_tokens.create(
        organization=office.organization, name="T", scopes=scopes, expires_at=None, by=by
    )
    return text


def api(token, path="", body=None, **query):
    client = Client()
    url = f"/api/attestations{path}"
    headers = {"Authorization": f"Bearer {token}"}
    if body is None:
        return client.get(url, query, headers=headers)
    return client.post(url, json.dumps(body), content_type="application/json", headers=headers)


def test_programs_list_and_answer(office):
    attestation = ask(titles=("Welder", "Foreman"))
    token = make_token(office)
    listed = api(token, search="zoe").json()
    assert listed["count"] == 1
    [found] = listed["attestations"]
    assert found["person"] == "Zoë Álvarez"
    assert found["claims"][0]["asked"] == {"title": "Welder", "organization_name": "Acme"}
    first, second = (claim["id"] for claim in found["claims"])
    body = {"name": "R", "role": "Registrar", "claims": [{"id": first, "said": "confirmed"}]}
    incomplete = api(token, f"/{found['id']}/answer", body)
    assert incomplete.status_code == 400
    assert "Answer every question" in incomplete.content.decode()
    body["claims"].append({"id": second, "said": "differs", "right": {"title": "Cleaner"}})
    done = api(token, f"/{found['id']}/answer", body)
    assert done.status_code == 200, done.content
    work_off()
    attestation.refresh_from_db()
    assert attestation.state == "answered"
    assert api(token, f"/{found['id']}/answer", body).status_code == 409


def test_a_token_needs_the_scope_and_the_organization(office):
    attestation = ask()
    body = {"name": "R", "role": "R", "claims": []}
    path = f"/{attestation.pk}/answer"
    assert api("nonsense").status_code == 401
    assert api(make_token(office, scopes=["verify"])).status_code == 403
    assert api(make_token(office, scopes=["verify"]), path, body).status_code == 403
    other = MembershipFactory(role=Role.OWNER)
    stranger = make_token(other, by=other.user)
    assert api(stranger).json()["count"] == 0
    assert api(stranger, path, body).status_code == 404


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [{"said": "confirmed"}],
        [{"id": "x", "said": "confirmed"}],
        [{"id": "ID", "said": "yes"}],
        [{"id": "ID", "said": "differs"}],
        [{"id": "ID", "said": "differs", "right": {"salary": "12"}}],
        [{"id": "ID", "said": "differs", "right": {"title": "\u202e"}}],
        [{"id": "ID", "said": "confirmed", "right": {"title": "X"}}],
        [{"id": "ID", "said": "confirmed"}] * 2,
    ],
)
def test_what_is_no_answer_changes_nothing(office, claims):
    attestation = ask()
    known = str(attestation.claims.get().pk)
    claims = [{**each, **({"id": known} if each.get("id") == "ID" else {})} for each in claims]
    body = {"name": "R", "role": "Registrar", "claims": claims}
    answer = api(make_token(office), f"/{attestation.pk}/answer", body)
    assert answer.status_code == 400
    assert answer.json()["errors"]
    attestation.refresh_from_db()
    assert attestation.state == "waiting"


def test_it_is_documented(client):
    described = client.get("/api/openapi.json").json()
    assert "/api/attestations" in described["paths"]
    assert "/api/attestations/{attestation_id}/answer" in described["paths"]


@pytest.mark.parametrize("text", ["R\x00", "R\u202e", "R\nConfirmed by: the dean"])
def test_a_program_cannot_write_what_a_page_would_refuse(office, text):
    """It stands in the answer, in the mail and in the credential."""
    attestation = ask()
    claims = [{"id": str(attestation.claims.get().pk), "said": "confirmed"}]
    token = make_token(office)
    for fields in ({"name": text, "role": "R"}, {"name": "R", "role": text}):
        answer = api(token, f"/{attestation.pk}/answer", fields | {"claims": claims})
        assert answer.status_code == 400, answer.content
    attestation.refresh_from_db()
    assert attestation.state == "waiting"


@pytest.mark.parametrize("search", ["\x00", "Zo\x00"])
def test_a_search_for_what_is_no_text_breaks_nothing(office, search):
    ask()
    assert office.client.get(reverse("attestations"), {"q": search}).status_code == 200
    assert api(make_token(office), search=search).status_code == 200
