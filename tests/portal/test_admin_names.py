"""What the admin calls its tables: plain words, and their plural as people write it."""

import re

import pytest
from django.apps import apps
from django.contrib import admin

OURS = ("kernel", "accounts", "passports", "employers")
# What a plural made by adding an s gets wrong.
WRONG = re.compile(r"([^aeiou]ys|[sxz]s|chs|shs)$")
# Names of fields that say nothing to whoever did not write them.
OPAQUE = {"old until", "told at", "hand overs", "signs for", "asked id", "row", "handed from"}


def models():
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_plurals_are_english(model):
    one, many = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)
    assert not WRONG.search(many), many
    assert not re.search(r"ss$|[^aeiou]y$", many), many
    assert one == one.strip()
    assert "_" not in one + many


@pytest.mark.parametrize(
    ("label", "many"),
    [
        ("employers.RequestBatch", "lists of people to ask"),
        ("employers.WebhookDelivery", "webhook deliveries"),
        ("employers.PortalInquiry", "portal inquiries"),
        ("passports.ArchivedBody", "archived bodies"),
        ("passports.IssuedStatusEntry", "issued status entries"),
        ("passports.TrustRegistry", "trust registries"),
        ("accounts.CredentialAddress", "addresses in credentials"),
        ("accounts.SsoIdentity", "identities at providers"),
        ("kernel.AuditRow", "audit trail"),
    ],
)
def test_by_hand(label, many):
    assert str(apps.get_model(label)._meta.verbose_name_plural) == many


def test_a_wrong_one_would_be_found():
    for wrong in ("request batchs", "webhook deliverys", "credential addresss", "boxs"):
        assert WRONG.search(wrong)
    for right in ("request batches", "deliveries", "addresses", "keys", "claims", "audit trail"):
        assert not WRONG.search(right)


def test_no_label_is_opaque():
    shown = {
        str(model._meta.get_field(name).verbose_name)
        for model, page in admin.site._registry.items()
        for name in (*page.list_display, *(page.fields or ()))
        if name in {field.name for field in model._meta.fields}
    }
    assert len(shown) > 50
    assert not shown & OPAQUE
