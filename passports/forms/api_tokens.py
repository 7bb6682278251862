"""The form of a new API token."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passports.models import ApiScope
from portal.kernel.text import clean_text

DAYS = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year"))]


class ApiTokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("For example: our applicant system."),
        max_length=100,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[ApiScope.VERIFY],
    )
    days = forms.ChoiceField(label=_("How long does it work?"), choices=DAYS, initial="90")

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])

    def expires_at(self) -> datetime:
        """When the token ends."""
        return timezone.now() + timedelta(days=int(self.cleaned_data["days"]))
