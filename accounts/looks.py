"""What administrators looked at, in the words of the person whose data it is: no names."""

import datetime as dt
from typing import NamedTuple

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import User
from portal.kernel.models import AdminLook

SOMETHING = gettext_lazy("something of yours")


class Look(NamedTuple):
    words: str | Promise
    at: dt.datetime
    # Leads an auditor to the administrator.
    number: str


def looks_rows(user: User) -> QuerySet[AdminLook]:
    return AdminLook.objects.filter(whose_id=user.audit_id)


def described(rows: "QuerySet[AdminLook] | list[AdminLook]") -> list[Look]:
    return [Look(_words(row.object_type), row.created_at, row.number) for row in rows]


def looks_at(user: User) -> list[Look]:
    """All of them, the newest first."""
    return described(looks_rows(user))


def _words(object_type: str) -> str | Promise:
    """What each page of the administration says that its rows are to their person."""
    try:
        page = admin.site.get_model_admin(apps.get_model(object_type))
    except (LookupError, NotRegistered):
        return SOMETHING
    return getattr(page, "words_for_person", "") or SOMETHING
