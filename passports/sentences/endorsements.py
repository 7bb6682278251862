"""What others say of a credential, for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from passports.sentences.filling import Text

# What in the credential an endorsement names.
ABOUT: Mapping[str, Text] = {
    "credential": _("It is about this credential."),
    "achievement": _("It is about what this credential is for, not about one person."),
    "issuer": _("It is about the issuer."),
    "person": _("It is about the person to whom this credential was issued."),
    "profile": _("It is about an organization that this credential names."),
    "": _("It is about something else, so it says nothing about this credential."),
}
OWN = _("The issuer says this about its own work.")

UNREADABLE = _("What stands here as an endorsement cannot be read.")

SENTENCES: Mapping[str, Text] = {
    "not_an_endorsement": _("It stands as an endorsement and is none."),
    "too_many_endorsements": _(
        "It holds more endorsements than we check. We did not look at %(count)s of them."
    ),
}


def is_endorsement(stored: Mapping[str, Any]) -> bool:
    """Whether a stored part of a report is an endorsement, and no credential inside."""
    return "endorses" in stored


def replaces_sentence(stored: Mapping[str, Any]) -> str:
    """What is said of an endorsement that could not be read, where its code speaks of files."""
    codes = {check["code"] for check in stored.get("checks", [])}
    unread = stored.get("verdict") == "not_a_credential" and not codes & set(SENTENCES)
    return str(UNREADABLE) if unread else ""


def sentences_about(stored: Mapping[str, Any]) -> Sequence[str]:
    """What a stored endorsement is about, in one sentence or two; none where it was not read."""
    if not stored.get("issuer"):
        return []
    found = [str(ABOUT.get(str(stored.get("endorses")), ABOUT[""]))]
    return [*found, str(OWN)] if stored.get("by_issuer") else found
