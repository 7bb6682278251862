"""The day as of which a credential is checked."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AsOfForm(forms.Form):
    date = forms.DateField(
        label=_("Day"),
        help_text=_("Year, month and day, for example 2026-05-01."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Enter a day."),
            "invalid": _("Write the day as year-month-day, for example 2026-05-01."),
        },
    )

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        if day > timezone.now().date():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        if day.year < 1990:
            raise forms.ValidationError(_("Choose a day after 1990."))
        return day

    def moment(self) -> datetime.datetime:
        """The end of that day, or now for today."""
        end = datetime.datetime.combine(
            self.cleaned_data["date"], datetime.time(23, 59, 59), datetime.UTC
        )
        return min(end, timezone.now())
