"""The one question about age."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.ages import CHOICES, TOO_YOUNG, UNDER_13


def _not_under_13(value: str) -> None:
    if value == UNDER_13:
        raise ValidationError(TOO_YOUNG)


def age_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How old are you?"),
        help_text=_("We keep only which of these it is, and when you said so."),
        choices=CHOICES,
        widget=forms.RadioSelect,
        validators=[_not_under_13],
        error_messages={"required": _("Choose how old you are.")},
    )


class AgeForm(forms.Form):
    age = age_field()
