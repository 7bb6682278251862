"""The administration: nothing for axe to find in what is ours, no wider than a phone."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from accounts.actions.factors import current_totp_code
from accounts.models import Organization, Vetting
from employers.actions.protecting import reporting
from employers.models import (
    AttestationRequest,
    ReportReason,
    RequestReport,
    VerificationRequest,
)
from passports.models import Dispute, RecognizedIssuer, TrustRegistry
from portal.demo import loading
from tests.factories.accounts import PASSWORD, StaffFactory

# Django's templates of the search field and of tables inside a form: empty cells in their headers,
# a label that is a picture, a region that scrolls. No rule of ours is broken by them.
DJANGO_S_OWN = {"empty-table-header", "label-title-only", "scrollable-region-focusable"}


@pytest.fixture
def administrator(page: Page, live_portal, settings) -> Page:
    """A browser of an administrator who used an authenticator app, with the demo to look at."""
    loading.load(documents=settings.WORKER_VAR_DIR / "demo")
    asked = VerificationRequest.objects.filter(holder__email="devon@people.example").first()
    reporting.report(request=asked, by=asked.holder, reason_code=ReportReason.values[0])
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
        "accounts_domainproof",
        "accounts_organization",
        "accounts_user",
        "employers_attestationrequest",
        "employers_requestreport",
        "employers_verificationrequest",
        "kernel_adminlook",
        "kernel_auditrow",
        "kernel_workrow",
        "passports_dispute",
        "passports_recognizedissuer",
        "passports_trustregistry",
    )
    rows = [
        Organization.objects.get(vetting=Vetting.PENDING),
        Organization.objects.filter(vetting=Vetting.VETTED).order_by("created_at").first(),
        RequestReport.objects.first(),
        RecognizedIssuer.objects.first(),
        TrustRegistry.objects.first(),
        VerificationRequest.objects.filter(state="completed").first(),
        AttestationRequest.objects.first(),
        Dispute.objects.first(),
    ]
    return [
        reverse("admin:index"),
        reverse("admin:passports_recognizedissuer_add"),
        reverse("admin:passports_trustregistry_import", args=[TrustRegistry.objects.get().pk]),
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
        for width, scheme in ((390, "light"), (1280, "dark")):
            administrator.set_viewport_size({"width": width, "height": 900})
            # Before the page opens: Django's links change their colours slowly.
            administrator.emulate_media(color_scheme=scheme)
            answer = administrator.goto(path)
            assert answer.status == 200, path
            try:
                axe(administrator, without=DJANGO_S_OWN)
            except AssertionError as error:
                problems.append(f"{path} at {width} px, {scheme}: {error}")
    assert not problems, "\n".join(problems)
