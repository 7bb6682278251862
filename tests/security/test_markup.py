"""Text that looks like markup stays text, in every field, on every page."""

import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from lxml import html

from accounts.models import Notification, Organization
from passports.models import Credential, ImportItem, Issuer, Proposal, Share, VerificationReport
from portal.kernel.models import KeptMail
from tests.factories.accounts import StaffFactory
from tests.passports.admin.conftest import sign_in_with_factor
from tests.security.addresses import ADDRESSES
from tests.security.world import rightful, signed_in_and_agreed

pytestmark = pytest.mark.django_db
MARKUP = (
    '"><div hx-get="/evil" hx-trigger="load">x</div><script>evil()</script>'
    "<img src=x onerror=evil()><a href=javascript:evil()>x</a>"
)
LINK = "javascript:evil()"
OURS = ("accounts", "passports", "employers", "kernel")
# Not text that anybody typed: the portal finds rows by them.
NOT_TEXT = re.compile(
    r"(hash|digest|token|format|media_type|kind|state|role|queue|reason|code|key|language|source|"
    r"precision|deed|object_type|actor_kind|_folded|verdict|audience|vetting|assurance|relation|"
    r"answer|password|multibase|wrapped_by)$"
)


# The portal's own identifier, in whose name it signs the list: not a word that anybody gave it.
OURS_BY_NAME = {"passports.IssuedStatusList.issuer"}
# Places that a click leads to: what may be stored there is tested below.
LEADING = {"accounts.Notification.url", "accounts.Organization.website"}


def fill(text: str) -> list[str]:
    """Put it into every text field of every row; returns the fields."""
    filled = []
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            named = field.primary_key or field.unique or field.choices
            if not is_text or named or NOT_TEXT.search(field.name):
                continue
            if isinstance(field, models.EmailField):
                continue
            name = f"{model._meta.label}.{field.name}"
            if name in OURS_BY_NAME or (name in LEADING and text == LINK):
                continue
            if model._base_manager.update(**{field.name: text[: field.max_length or 1000]}):
                filled.append(name)
    return filled


def fill_documents(text: str) -> None:
    Credential.objects.update(summary={"name": text, "types": [text], "image": LINK, "id": LINK})
    Proposal.objects.update(values={"title": text, "organization_name": text, "details": {}})
    ImportItem.objects.update(reason_params={"name": text}, filename=text[:200])
    checks = [
        {"name": name, "outcome": "failed", "code": text, "detail": text, "params": {"x": text}}
        for name in ("structure", "proof", "issuer_key", "status", text)
    ]
    VerificationReport.objects.update(checks=checks)


def harm_in(page: str) -> list[str]:
    """What in this page would run, or ask for something, or lead to a script."""
    found = []
    for node in html.document_fromstring(page).iter():
        if not isinstance(node.tag, str):
            continue
        if "evil" in (node.text or "") and node.tag in ("script", "style"):
            found.append(node.tag)
        for name, value in node.attrib.items():
            leads = name in ("href", "src", "action", "formaction", "hx-get", "hx-post", "content")
            if name.startswith("on") or (leads and re.match(r"\s*(javascript:|/evil)", value)):
                found.append(f"{node.tag} {name}={value[:60]}")
    return found


def test_the_detector_finds_harm():
    assert len(harm_in(f"<p>{MARKUP}</p>")) == 4


@pytest.mark.parametrize("text", [MARKUP, LINK])
def test_stored_text_is_never_markup(world, text):
    KeptMail.objects.create(to="a@example.org", subject="x", text="x")
    issuer = Issuer.objects.create(identifier="did:web:college.example", name="A college")
    Credential.objects.update(issuer=issuer)
    clients = rightful(world) | {"staff": signed_in_and_agreed(StaffFactory(), world)}
    filled = fill(text)
    fill_documents(text)
    assert len(filled) > 20
    assert {"passports.Issuer.name", "passports.IssuedCredential.proof"} <= set(filled)
    Share.objects.update(purpose=text[:300])
    harm, shown = [], 0
    for address in ADDRESSES:
        url = address.url(world.table | {"token": world.links.get(address.name, "")})
        for client in clients.values():
            for headers in ({}, {"HX-Request": "true"}):
                answer = client.get(url, headers=headers)
                assert answer.status_code < 500 or address.name == "readyz", url
                if answer.streaming or not answer["Content-Type"].startswith("text/html"):
                    continue
                page = answer.content.decode()
                shown += "evil" in page
                harm += [f"{url}: {each}" for each in harm_in(page or "<p>")]
    assert shown > 80
    assert not set(harm)


def test_typed_text_is_never_markup(world):
    """An invalid form shows what was typed."""
    client = rightful(world)["holder"]
    fields = ("title", "organization_name", "name", "purpose", "email", "website", "text", "place")
    data = dict.fromkeys(fields, MARKUP) | {"source": "paste", "audience": MARKUP, "next": LINK}
    for address in ADDRESSES:
        url = address.url(world.table | {"token": world.links.get(address.name, "")})
        if address.name in {"consent_withdraw", "delete_account"}:
            continue
        answer = client.post(url, data)
        if answer.streaming:
            b"".join(answer.streaming_content)
        elif answer["Content-Type"].startswith("text/html"):
            assert not harm_in(answer.content.decode() or "<p>"), url


@pytest.mark.parametrize("website", [LINK, "data:text/html,x", "//evil.example", "ftp://a.example"])
def test_a_website_is_an_address_of_the_web(world, website):
    data = {"name": "A", "kind": "employer", "purpose": "B", "website": website}
    rightful(world)["holder"].post("/organizations/new/", data)
    stored = Organization.objects.filter(name="A").values_list("website", flat=True)
    assert all(each.startswith(("http://", "https://")) for each in stored)


def test_notifications_lead_inside_the_portal(world):
    for url in Notification.objects.exclude(url="").values_list("url", flat=True):
        assert re.match(r"/(?![/\\])", url)


def test_administrators_see_text_too(world, client):
    sign_in_with_factor(client, StaffFactory())
    fill(MARKUP)
    fill_documents(MARKUP)
    looked = 0
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        listing = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._base_manager.first()
        for url in (listing, f"{listing}{row.pk}/change/" if row else listing):
            answer = client.get(url)
            if answer.status_code == 200:
                looked += 1
                assert not harm_in(answer.content.decode()), url
    assert looked > 15


# Where text is marked as safe, and why that is so. A new place is added here after thinking.
SAFE_ON_PURPOSE = {
    "passports/qr.py": "made by segno from numbers and colours of ours",
    "portal/kernel/drawing.py": "every value is escaped here unless it is markup of ours already",
    "portal/kernel/drawn.py": "every part goes through escape or format_html before",
    "templates/mfa/totp/activate_form.html": "a picture that allauth draws itself",
    "templates/django/forms/field.html": "help texts are ours; no form puts typed text there",
}
UNSAFE = re.compile(
    r"mark_safe|\|\s*safe\b|autoescape\s+off|SafeString\(|\|\s*safeseq|format_html\(f"
)


def test_nothing_else_is_marked_as_safe():
    root = Path(settings.BASE_DIR)
    found = set()
    for folder in ("portal", "accounts", "passports", "employers", "templates"):
        for path in (root / folder).rglob("*"):
            is_mail = path.suffix == ".txt"
            if path.suffix in (".py", ".html") and not is_mail and UNSAFE.search(path.read_text()):
                found.add(str(path.relative_to(root)))
    assert found == set(SAFE_ON_PURPOSE)


def test_htmx_runs_nothing_that_it_was_not_given(client):
    page = html.document_fromstring(client.get("/").content)
    config = json.loads(page.xpath("//meta[@name='htmx-config']/@content")[0])
    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["selfRequestsOnly"] is True
    assert config["includeIndicatorStyles"] is False
