"""What every request says beside the claims: purpose, legal basis, job, deadline, how long kept."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from employers.asking.purposes import PurposeCode, legal_basis
from employers.forms.plain_text import PlainText
from employers.models.verification_request import USUALLY_KEPT_DAYS

DEADLINE_DAYS = {3: _("3 days"), 7: _("1 week"), 14: _("2 weeks"), 30: _("1 month")}
KEPT_DAYS = {
    30: _("1 month"),
    90: _("3 months"),
    180: _("6 months"),
    365: _("1 year"),
    730: _("2 years"),
}


def with_basis(label: str, basis: object) -> SafeString:
    """What is chosen, and in smaller words what it rests on."""
    return format_html('<span>{} <span class="field__hint">{}</span></span>', label, basis)


class TermsForm(forms.Form):
    purpose = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("What do you need it for?"),
        help_text=_("The person reads your purpose and its legal basis in these words."),
        error_messages={"required": _("Say what you need it for.")},
    )
    purpose_text = PlainText(
        label=_("Your purpose in a few words"),
        help_text=_("Needed for “another purpose”. The person reads this."),
        max_length=200,
        required=False,
    )
    reference = PlainText(
        label=_("Job reference"),
        help_text=_("Your own number or title of the job, so that you find the answer again."),
        max_length=100,
        required=False,
    )
    deadline = forms.ChoiceField(
        choices=list(DEADLINE_DAYS.items()),
        initial=7,
        label=_("How long may the person take to decide?"),
    )
    kept = forms.ChoiceField(
        choices=list(KEPT_DAYS.items()),
        initial=USUALLY_KEPT_DAYS,
        label=_("How long will you keep the answer?"),
        help_text=_(
            "Each answer with its source and time, and nothing else. The portal removes it then, "
            "and so do you. Shorter is easier to agree to."
        ),
    )
    message = PlainText(
        multiline=True, label=_("Message to the person"), max_length=1000, required=False
    )
    TERMS = ("purpose", "purpose_text", "reference", "deadline", "kept", "message")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (code, with_basis(label, _("Legal basis: %(basis)s") % {"basis": legal_basis(code)}))
            for code, label in PurposeCode.choices
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("purpose") == PurposeCode.OTHER and not data.get("purpose_text"):
            self.add_error("purpose_text", _("Say in a few words what you need it for."))
        return data

    @property
    def stated_purpose(self) -> str:
        data = self.cleaned_data
        if data["purpose"] == PurposeCode.OTHER:
            return str(data["purpose_text"])
        stated = str(PurposeCode(data["purpose"]).label)
        return f"{stated} ({data['purpose_text']})" if data["purpose_text"] else stated

    @property
    def deadline_days(self) -> int:
        return int(self.cleaned_data["deadline"])

    @property
    def deadline_at(self) -> dt.datetime:
        return timezone.now() + dt.timedelta(days=self.deadline_days)

    def terms(self) -> dict[str, Any]:
        """The arguments of `employers.actions.asking.asking.Terms`."""
        data = self.cleaned_data
        return {
            "purpose": self.stated_purpose,
            "purpose_code": data["purpose"],
            "deadline": self.deadline_at,
            "reference": data["reference"],
            "message": data["message"],
            "kept_days": int(data["kept"]),
        }
