"""The administration: nothing for axe to find in what is ours, no wider than a phone."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from accounts.actions.factors import current_totp_code
from accounts.models import Organization
from employers.models import AttestationRequest, VerificationRequest
from passports.models import Dispute
from portal.demo import loading
from tests.factories.accounts import PASSWORD, StaffFactory

# Django's templates of the search field and of tables inside a form: empty cells in their headers,
# a label that is a picture, a region that scrolls. No rule of ours is broken by them.
DJANGO_S_OWN = {"empty-table-header", "label-title-only", "scrollable-region-focusable"}


@pytest.fixture
def administrator(page: Page, live_portal, settings) -> Page:
    """A browser of an administrator who used an authenticator app, with the demo to look at."""
    loading.load(documents=settings.WORKER_VAR_DIR / "demo")
    user = StaffFactory()
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": current_totp_code(user)})
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_portal.url}]
    )
    return page


def pages() -> list[str]:
    lists = (
        "accounts_organization",
        "accounts_user",
        "employers_attestationrequest",
        "employers_requestreport",
        "employers_verificationrequest",
        "kernel_adminlook",
        "passports_dispute",
    )
    rows = [
        Organization.objects.order_by("created_at").first(),
        VerificationRequest.objects.filter(state="completed").first(),
        AttestationRequest.objects.first(),
        Dispute.objects.first(),
    ]
    return [
        reverse("admin:index"),
        *(reverse(f"admin:{name}_changelist") for name in lists),
        *(
            reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
            for row in rows
            if row is not None
        ),
    ]


def test_axe_finds_nothing_in_the_administration(administrator: Page, axe):
    problems = []
    for path in pages():
        for width in (390, 1280):
            administrator.set_viewport_size({"width": width, "height": 900})
            answer = administrator.goto(path)
            assert answer.status == 200, path
            try:
                axe(administrator, without=DJANGO_S_OWN)
            except AssertionError as error:
                problems.append(f"{path} at {width} px: {error}")
    assert not problems, "\n".join(problems)
