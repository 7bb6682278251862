"""Who gets a token, what it opens, and how it ends."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import vetting
from accounts.models import Role
from passports.actions import api_tokens
from passports.models import ApiToken
from portal.kernel.models import AuditRow
from tests.factories.accounts import MembershipFactory, OrganizationFactory, StaffFactory
from tests.passports.api.asking import Asker, plain

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def asker():
    return Asker()


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(organization):
    return reverse("api_tokens", args=[organization.pk])


FORM = {"name": "Our system", "scopes": ["verify", "issue"], "days": "90"}


def test_an_owner_makes_a_token_that_is_shown_once(asker):
    client = signed_in(asker.owner.user)
    answer = client.post(page(asker.organization), FORM)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    text = answer.context["text"]
    assert text in answer.content.decode()
    token = ApiToken.objects.exclude(pk=asker.token.pk).get()
    assert text.startswith(token.prefix)
    assert text not in str(vars(token))
    assert token.expires_at - timezone.now() > dt.timedelta(days=89)
    shown = client.get(page(asker.organization)).content.decode()
    assert text not in shown
    assert token.prefix in shown
    assert "did:web:localhost%3A8000:organizations:" in shown
    asker.text = text
    assert asker.verify(asker.issued()).status_code == 200
    deeds = AuditRow.objects.filter(object_id=token.pk)
    assert [row.deed for row in deeds] == ["api_token_made"]
    assert text[12:] not in str([row.codes for row in AuditRow.objects.all()])


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.VIEWER])
def test_other_members_make_and_revoke_none(asker, role):
    member = MembershipFactory(organization=asker.organization, role=role).user
    client = signed_in(member)
    assert client.get(page(asker.organization)).status_code == 403
    assert client.post(page(asker.organization), FORM).status_code == 403
    assert client.post(reverse("api_token_revoke", args=[asker.token.pk])).status_code == 404
    with pytest.raises(api_tokens.NotAnOwner):
        api_tokens.create(
            organization=asker.organization, name="x", scopes=["verify"], expires_at=None, by=member
        )
    with pytest.raises(api_tokens.NotAnOwner):
        api_tokens.revoke(token=asker.token, by=member)
    assert ApiToken.objects.get().revoked_at is None


def test_an_organization_that_is_not_vetted_makes_none():
    owner = MembershipFactory(role=Role.OWNER, organization=OrganizationFactory(vetting="pending"))
    answer = signed_in(owner.user).post(page(owner.organization), FORM)
    assert answer.status_code == 200
    assert ApiToken.objects.count() == 0


def test_there_is_an_end_to_tokens(asker, monkeypatch):
    monkeypatch.setattr(api_tokens, "MOST_TOKENS", 1)
    answer = signed_in(asker.owner.user).post(page(asker.organization), FORM)
    assert "Revoke a token" in answer.content.decode()
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("form", [{**FORM, "scopes": []}, {**FORM, "scopes": ["all"]},
                                  {**FORM, "days": "9999"}, {**FORM, "name": ""}])  # fmt: skip
def test_a_bad_form_makes_none(asker, form):
    answer = signed_in(asker.owner.user).post(page(asker.organization), form)
    assert answer.status_code == 200
    assert ApiToken.objects.count() == 1


def test_a_revoked_token_opens_nothing(asker):
    credential = asker.issued()
    client = signed_in(asker.owner.user)
    url = reverse("api_token_revoke", args=[asker.token.pk])
    assert client.get(url).status_code == 200
    assert asker.verify(credential).status_code == 200
    assert client.post(url).status_code == 302
    refused(asker.verify(credential))
    assert client.post(url).status_code == 302


def test_an_expired_token_opens_nothing(asker):
    credential = asker.issued()
    ApiToken.objects.update(expires_at=timezone.now() + dt.timedelta(hours=1))
    assert asker.verify(credential).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(hours=2)):
        refused(asker.verify(credential))


def test_a_suspended_organizations_token_opens_nothing(asker):
    credential = asker.issued()
    vetting.decide(
        organization=asker.organization, to="suspended", reason="Complaint", by=StaffFactory()
    )
    refused(asker.verify(credential))
    refused(asker.issue())


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("issue", "credentials/verify"),
        ("issue", "presentations/verify"),
        ("issue", "credentials/verify-batch"),
        ("issue", "credentials/status"),
        ("verify", "credentials/issue"),
        ("verify", "credentials/status"),
        ("status", "credentials/issue"),
        ("status", "credentials/verify"),
    ],
)
def test_a_token_of_another_scope_is_refused(scope, path):
    asker = Asker(scopes=[scope])
    answer = asker.post(path, {"credential": plain()})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert "scope" in answer.json()["detail"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer " + "x" * 300])
def test_without_a_token_there_is_nothing(asker, header):
    answer = asker.client.post(
        "/api/vc/credentials/issue",
        "{}",
        content_type="application/json",
        headers={"authorization": header} if header else {},
    )
    refused(answer)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_is_no_token(asker):
    client = signed_in(asker.owner.user)
    answer = client.post("/api/vc/credentials/issue", "{}", content_type="application/json")
    refused(answer)


def refused(answer):
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_the_last_use_is_noted_and_not_more_than_once_a_minute(asker):
    assert asker.token.last_used_at is None
    asker.issued()
    asker.token.refresh_from_db()
    first = asker.token.last_used_at
    asker.issued()
    asker.token.refresh_from_db()
    assert first is not None
    assert asker.token.last_used_at == first
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=2)):
        asker.issued()
    asker.token.refresh_from_db()
    assert asker.token.last_used_at > first


def test_one_token_asks_so_often_and_no_more(asker, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    with time_machine.travel(timezone.now(), tick=False):
        assert [asker.issue().status_code for _number in range(4)] == [201, 201, 201, 429]
        answer = asker.issue()
        assert answer["Retry-After"] == "60"
        assert answer["Content-Type"] == "application/problem+json"
        assert Asker().issue().status_code == 201


def test_wrong_tokens_are_limited_too(asker):
    asker.text = "wrong"
    with time_machine.travel(timezone.now(), tick=False):
        answers = {asker.issue().status_code for _number in range(62)}
    assert answers == {401, 429}
