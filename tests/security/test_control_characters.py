"""Characters that nobody sees, or that turn a text around, typed into every field of every form."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from lxml import html

from tests.security.addresses import ADDRESSES
from tests.security.test_markup import OURS
from tests.security.world import rightful

pytestmark = pytest.mark.django_db
PLAIN = "Rarely typed"
# A bell, and the mark after which a text runs from right to left.
BAD = "Rarely\x07 \u202etyped"
TYPED = {"text", "search", None, "textarea"}
# These end what the others need.
ENDING = (
    "delete_account",
    "account_logout",
    "sso_own_way",
    "consent_withdraw",
    "organization_leave",
)


def filled(form, text):
    """What a browser would send, with `text` in every field that takes text."""
    data = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name, kind = field.get("name"), field.get("type")
        if name == "csrfmiddlewaretoken":
            continue
        if field.tag == "select":
            options = [each.get("value") for each in field.xpath(".//option") if each.get("value")]
            data[name] = options[0] if options else ""
        elif field.tag == "textarea" or kind in TYPED:
            given = field.get("value") or ""
            in_form = field.get("inputmode") or field.get("pattern")
            data[name] = given if in_form and given else text
        elif kind in ("checkbox", "radio"):
            data.setdefault(name, field.get("value", "on"))
        elif kind == "email":
            data[name] = "rarely@people.example"
        elif kind == "url":
            data[name] = "https://rarely.example/"
        elif kind == "date":
            data[name] = f"{timezone.now() + dt.timedelta(days=5):%Y-%m-%d}"
        elif kind != "file":
            data[name] = field.get("value") or "1"
    return data


def type_everywhere(world, text):
    """Send every form of every page, as whoever has a right to it; how many were sent."""
    sent = 0
    for address in ADDRESSES:
        if address.name.endswith(ENDING):
            continue
        url = address.url(world.table | {"token": world.links.get(address.name, "")})
        for client in rightful(world).values():
            answer = client.get(url)
            if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
                continue
            if answer.status_code != 200 or not answer.content.strip():
                continue
            for form in html.document_fromstring(answer.content.decode()).xpath("//form"):
                action = form.get("action") or url
                if (form.get("method") or "get").lower() != "post" or "logout" in action:
                    continue
                data = filled(form, text)
                if text not in data.values() or not action.startswith("/"):
                    continue
                sent += 1
                got = client.post(action, data)
                assert got.status_code < 500, (action, data)
    return sent


def stored(*signs):
    """Every text field of ours that holds one of these signs."""
    found = set()
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            for value in model._base_manager.values_list(field.name, flat=True):
                if any(sign in str(value) for sign in signs):
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def test_they_are_stored_nowhere(world):
    assert type_everywhere(world, BAD) > 20
    # In a list or an object Python writes them as escapes.
    assert stored("\u202e", "\x07", "\\u202e", "\\x07") == set()


def test_what_people_see_is_stored(world):
    """Else the test above would find nothing because nothing arrives."""
    assert type_everywhere(world, PLAIN) > 20
    found = stored(PLAIN)
    assert len(found) >= 18, found
    assert {"passports.Dispute.what_is_wrong", "employers.RequestQuestion.text"} <= found
