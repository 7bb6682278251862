"""The wording of the disclosure that a holder signs.

Administrators publish their own, in as many languages as they need, as texts with the key
"disclosure" (accounts.ConsentText). Version 1 comes with the portal and counts until then.
"""

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from accounts.actions.consents import text_in
from accounts.models.consent import DISCLOSURE_KEY

SHIPPED_VERSION = 1


@dataclass(frozen=True, slots=True)
class Wording:
    key: str
    version: int
    language: str
    title: str
    body: str


def current_wording() -> Wording:
    """The newest wording, in the language that is active or the nearest to it."""
    language = get_language() or "en"
    text = text_in(key=DISCLOSURE_KEY, language=language)
    if text is not None:
        return Wording(text.key, text.version, text.language, text.title, text.body)
    return Wording(DISCLOSURE_KEY, SHIPPED_VERSION, language, _title(), _body())


def _title() -> str:
    return gettext("Permission to check what you say")


def _body() -> str:
    return "\n\n".join(
        [
            gettext(
                "The organization named here wants to have the records below verified, and to "
                "receive the result. It may do so only if you agree in writing. That is what you "
                "do by signing this page."
            ),
            gettext(
                "Only these records are looked at. Whoever is asked learns who asks, what for, "
                "and what you state, and may pass the question to a colleague who knows. If "
                "nobody can say, that is told as “could not be checked”. It says nothing against "
                "you."
            ),
            gettext("You need not sign. You see every answer that is given, and can dispute it."),
        ]
    )
