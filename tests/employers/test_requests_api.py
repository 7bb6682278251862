"""Verification requests by the API of a hiring system."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization, Role, Vetting
from employers.actions import closing
from employers.models import RequestState, SignedAnswer, VerificationRequest
from passports.actions import api_tokens
from tests.employers.attesting import work_off
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import authorize as sign_and_authorize

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/api/verification-requests"
ASKED = {
    "email": "nadia@people.example",
    "name": "Nadia Nurse",
    "items": [{"kind": "education", "description": "B.S. Nursing"}],
    "purpose": "Hiring decision for a job",
    "reference": "RN-1",
}


class System:
    """A hiring system with a token."""

    def __init__(self, organization=None, scopes=("requests:read", "requests:send")):
        more = {"organization": organization} if organization else {}
        self.owner = MembershipFactory(role=Role.OWNER, **more)
        _token, self.text = api_tokens.create(
            organization=self.owner.organization, name="Ours", scopes=scopes, expires_at=None,
            by=self.owner.user,
        )  # fmt: skip

    def get(self, path="", **query):
        return Client().get(f"{BASE}{path}", query, headers=self.headers)

    def post(self, path="", body=None):
        return Client().post(
            f"{BASE}{path}", json.dumps(body or {}), content_type="application/json",
            headers=self.headers,
        )  # fmt: skip

    @property
    def headers(self):
        return {"authorization": f"Bearer {self.text}"}


@pytest.fixture
def system(asked):
    return System(asked.organization)


@pytest.fixture
def answered(asked):
    tie(asked.claims[0], make_credential(asked.holder))
    rows = list(asked.request.requested_claims.all())
    sign_and_authorize(request=asked.request, by=asked.holder, included={rows[0].id})
    work_off()
    asked.request.refresh_from_db()
    return asked


def test_one_request_with_its_answers(answered, system):
    body = system.get(f"/{answered.request.pk}").json()
    assert body["state"] == "completed"
    first, second = body["claims"]
    assert (first["answer"], first["title"]) == ("confirmed", "Welder")
    assert (second["answer"], second["title"]) == ("declined", "")
    signed = system.get(f"/{answered.request.pk}/signed")
    assert signed["Content-Type"] == "application/vp"
    assert signed.content.decode() == SignedAnswer.objects.get().content
    pdf = system.get(f"/{answered.request.pk}/pdf")
    assert pdf.content.startswith(b"%PDF-")


def test_asking_and_withdrawing(system):
    answer = system.post(body=ASKED)
    assert answer.status_code == 201, answer.content
    made = VerificationRequest.objects.get(pk=answer.json()["id"])
    assert (made.state, made.invited_email) == (RequestState.SENT, ASKED["email"])
    assert made.requested_by == system.owner.user
    assert system.post(body=ASKED).status_code == 409, "already asked"
    assert system.post(f"/{made.pk}/withdraw").json()["state"] == "withdrawn"
    assert system.post(f"/{made.pk}/withdraw").status_code == 409
    assert system.get(f"/{made.pk}/signed").status_code == 409


def test_asking_for_claims_of_a_share(asked, system):
    body = {
        "share": str(asked.share.pk),
        "claims": [str(asked.claims[0].pk)],
        "purpose": "Another look",
    }
    answer = system.post(body=body)
    assert answer.status_code == 201, answer.content
    made = VerificationRequest.objects.get(pk=answer.json()["id"])
    assert made.holder == asked.holder
    body["claims"] = [str(asked.share.pk)]
    assert system.post(body=body).status_code == 400
    assert System().post(body=body).status_code == 404, "somebody else's share"


@pytest.mark.parametrize(
    "change",
    [
        {"email": "no address"},
        {"email": ""},
        {"items": []},
        {"items": [{"kind": "magic", "description": "x"}]},
        {"purpose": ""},
        {"purpose": "a\u202eb"},
        {"name": "a\u0007b"},
        {"purpose_code": "curiosity"},
        {"kept_days": 10_000},
        {"deadline_days": 0},
    ],
)
def test_what_is_not_fit_to_be_asked(system, change):
    before = VerificationRequest.objects.count()
    answer = system.post(body=ASKED | change)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"]
    assert VerificationRequest.objects.count() == before


def test_a_list_by_place_in_the_same_number_of_queries(
    asked, system, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("employers.paging.ROWS_A_PAGE", 2)
    for number in range(3):
        system.post(body=ASKED | {"email": f"n{number}@people.example"})
    with django_assert_max_num_queries(6):
        first = system.get().json()
    second = system.get(after=first["next"]).json()
    assert second["next"] is None
    ids = [each["id"] for each in first["requests"] + second["requests"]]
    assert len(ids) == len(set(ids)) == 4
    assert {each["state"] for each in system.get(state="sent").json()["requests"]} == {"sent"}
    assert system.get(state="nonsense").status_code == 400


def test_other_organizations_find_nothing(answered):
    stranger = System()
    path = f"/{answered.request.pk}"
    for each in (path, f"{path}/signed", f"{path}/pdf"):
        assert stranger.get(each).status_code == 404
    assert stranger.post(f"{path}/withdraw").status_code == 404
    assert stranger.get().json()["requests"] == []


@pytest.mark.parametrize("scopes", [("verify",), ("requests:send",)])
def test_reading_needs_its_scope(answered, scopes):
    system = System(answered.organization, scopes)
    path = f"/{answered.request.pk}"
    for each in ("", path, f"{path}/signed", f"{path}/pdf"):
        assert system.get(each).status_code == 403


def test_sending_needs_its_scope(asked):
    system = System(asked.organization, ("requests:read",))
    assert system.post(body=ASKED).status_code == 403
    assert system.post(f"/{asked.request.pk}/withdraw").status_code == 403
    asked.request.refresh_from_db()
    assert asked.request.state == RequestState.SENT


def test_a_suspended_organization_gets_nothing(answered, system):
    Organization.objects.filter(pk=answered.organization.pk).update(vetting=Vetting.SUSPENDED)
    for each in ("", f"/{answered.request.pk}", f"/{answered.request.pk}/signed"):
        assert system.get(each).status_code == 401
    assert system.post(body=ASKED).status_code == 401


def test_who_made_the_token_may_ask_no_longer(asked, system):
    system.owner.delete()
    assert system.post(body=ASKED).status_code == 401


def test_who_left_reads_nothing_with_a_token_that_they_kept(answered, system):
    assert system.get(f"/{answered.request.pk}").status_code == 200
    maker = system.owner.user
    maker.is_active = False
    maker.save()
    assert system.get(f"/{answered.request.pk}").status_code == 401
    maker.is_active = True
    maker.save()
    assert system.get(f"/{answered.request.pk}").status_code == 200
    system.owner.delete()
    for path in ("", f"/{answered.request.pk}", f"/{answered.request.pk}/signed"):
        assert system.get(path).status_code == 401


@pytest.mark.parametrize("what", ["signed", "pdf"])
def test_what_is_not_answered_yet_has_no_answer(asked, system, what):
    answer = system.get(f"/{asked.request.pk}/{what}")
    assert answer.status_code == 409
    assert answer.json()["title"] == "Not answered yet"
    assert "sent" in answer.json()["detail"]


def test_a_removed_answer_is_gone(answered, system):
    request_id = answered.request.pk
    VerificationRequest.objects.update(kept_until=timezone.now() - timedelta(seconds=1))
    closing.forget_old()
    for each in ("", "/signed", "/pdf"):
        answer = system.get(f"/{request_id}{each}")
        assert answer.status_code == 410
        assert answer["Content-Type"] == "application/problem+json"
    assert system.get(f"/{uuid.uuid4()}").status_code == 404, "never was theirs"
    assert System().get(f"/{request_id}").status_code == 404
