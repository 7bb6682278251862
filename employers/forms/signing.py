"""The form under a disclosure: what was shown, and a code for those who have no password."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    digest = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)


class SignByCodeForm(SignForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits from the mail."),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the code from the mail, or ask for a new one.")},
    )
