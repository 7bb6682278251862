"""The form in which a member confirms that a person was told before adverse use."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employers.models import VerificationRequest


class AdverseNoticeForm(forms.Form):
    given_on = forms.DateField(
        label=_("When was the person told?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Give the day."),
            "invalid": _("Give the day as a date, for example 2026-03-27."),
        },
    )
    gave_copy = forms.BooleanField(
        label=_("The person was given this answer and a summary of their rights"),
        error_messages={"required": _("Confirm this, or give them both first.")},
    )
    gave_time = forms.BooleanField(
        label=_("The person has time to object before we decide: at least 5 working days"),
        error_messages={"required": _("Confirm this, or give them the time first.")},
    )

    def __init__(self, *args: Any, asked: VerificationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_given_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Confirm it afterwards."))
        if self.asked.completed_at and day < self.asked.completed_at.date():
            raise forms.ValidationError(_("The answer arrived later than that."))
        return day
