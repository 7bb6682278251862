"""The kinds of notification there are. Each app adds its own with `register_notice`.

A kind has a subject and a sentence. Both are lazily translated and may hold `%(name)s`, which are
filled from the `params` of a notification.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

OPEN_IT = _("Open it")


class UnknownNotice(LookupError):
    """Nobody registered this kind of notification."""


@dataclass(frozen=True)
class Notice:
    kind: str
    subject: Text
    sentence: Text
    # What the link to the notification's page says.
    link_label: Text
    # A notice about the security of an account is mailed to everybody, whatever they muted.
    can_be_muted: bool

    def subject_with(self, params: dict[str, Any]) -> str:
        """The subject, on one line: it goes into a mail header."""
        return " ".join((str(self.subject) % params).split())

    def sentence_with(self, params: dict[str, Any]) -> str:
        return str(self.sentence) % params


_NOTICES: dict[str, Notice] = {}


def register_notice(
    kind: str,
    *,
    subject: Text,
    sentence: Text,
    link_label: Text = OPEN_IT,
    can_be_muted: bool = True,
) -> Notice:
    """Add a kind. Raises ValueError when two apps claim the same one."""
    notice = Notice(kind, subject, sentence, link_label, can_be_muted)
    known = _NOTICES.setdefault(kind, notice)
    if known != notice:
        raise ValueError(f"Two notices of the kind {kind!r}.")
    return known


def notice_of(kind: str) -> Notice:
    """The registered kind. Raises UnknownNotice."""
    try:
        return _NOTICES[kind]
    except KeyError:
        raise UnknownNotice(kind) from None


def notices() -> list[Notice]:
    return [_NOTICES[kind] for kind in sorted(_NOTICES)]
