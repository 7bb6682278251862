"""What is shared, with whom, why and for how long."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from passports.forms.choices import RowChoice, RowsChoice
from passports.forms.organization_search import OrganizationSearch
from passports.models import Audience, Claim, Share
from portal.kernel.text import clean_text

DAYS = (
    (7, _("One week")),
    (30, _("30 days")),
    (90, _("90 days")),
    (365, _("One year")),
)


class ClaimChoice(RowsChoice):
    def label_from_instance(self, obj: Claim) -> str:
        revision = obj.current
        if revision is None:
            return str(obj.get_kind_display())
        return ", ".join(part for part in (revision.title, revision.organization_name) if part)


def days_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How long may it be seen?"),
        choices=DAYS,
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
        help_text=_("You can end it at any time before."),
        error_messages={"required": _("Choose how long it may be seen.")},
    )


class ShareForm(forms.Form):
    claims = ClaimChoice(
        label=_("What do you want to show?"),
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hidden claims are not in this list."),
        error_messages={
            "required": _("Choose at least one claim."),
            "invalid_choice": _("One of these claims is not there any more. Choose again."),
        },
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        max_length=300,
        help_text=_("The reader sees this. For example: my application as a nurse, night shift."),
        error_messages={"required": _("Say what it is for. The reader sees this.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may see it.")},
    )
    organization = RowChoice(
        label=_("Which organization?"),
        queryset=Organization.objects.none(),
        required=False,
        widget=OrganizationSearch,
        help_text=_(
            "Type a part of its name or domain, then choose it. Only organizations that have been "
            "vetted are found."
        ),
        error_messages={
            "invalid_choice": _("This organization cannot be chosen. Look for another one.")
        },
    )
    email = forms.EmailField(
        label=_("Which email address?"),
        required=False,
        help_text=_("Only if one address may see it. Its reader gets a code there to open it."),
    )
    days = days_field()

    def __init__(
        self,
        *args: Any,
        holder: User,
        query: str = "",
        was_searched: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claims"].queryset = (
            Claim.objects.of(holder).filter(hidden=False).select_related("current")
        )
        self.fields["organization"].queryset = Organization.objects.vetted()
        self.fields["organization"].widget.query = query
        self.fields["organization"].widget.was_searched = was_searched

    def clean_purpose(self) -> str:
        return clean_text(self.cleaned_data["purpose"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        audience = cleaned.get("audience")
        if audience == Audience.ORGANIZATION and not cleaned.get("organization"):
            self._require("organization", _("Choose the organization that may see it."))
        if audience == Audience.EMAIL and not cleaned.get("email"):
            self._require("email", _("Enter the email address of the person who may see it."))
        return cleaned

    def _require(self, name: str, sentence: Any) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(sentence, "required"))

    def unsaved(self, holder: User) -> Share:
        """The share as it would be, for the preview."""
        cleaned = self.cleaned_data
        audience = cleaned["audience"]
        return Share(
            holder=holder,
            purpose=cleaned["purpose"],
            audience=audience,
            organization=cleaned["organization"] if audience == Audience.ORGANIZATION else None,
            email=cleaned["email"] if audience == Audience.EMAIL else "",
            expires_at=ends_in(cleaned["days"]),
        )


class ExtendForm(forms.Form):
    days = days_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].label = _("How long from today?")


class NarrowForm(forms.Form):
    claims = ClaimChoice(
        label=_("What stays in it?"),
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Keep at least one claim, or withdraw the share."),
            "invalid_choice": _("One of these claims is not in it any more. Choose again."),
        },
    )

    def __init__(self, *args: Any, share: Share, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = Claim.objects.filter(shared_claims__share=share, removed_at__isnull=True)
        self.fields["claims"].queryset = shared.select_related("current")
        self.initial["claims"] = [claim.pk for claim in shared]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Enter the code from the email.")},
    )


def ends_in(days: int) -> datetime.datetime:
    """The end of that day: nobody loses a share in the middle of a morning."""
    end = timezone.now() + datetime.timedelta(days=days)
    return end.replace(hour=23, minute=59, second=0, microsecond=0)
