"""Forms of a person's own account."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.notices import notices
from portal.kernel.text import clean_text


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("An address of a former school or employer that you can still read."),
        max_length=254,
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The digits from the mail."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class MailsForm(forms.Form):
    """Which notifications are mailed. A ticked box means yes."""

    kinds = forms.MultipleChoiceField(
        label=_("Also send me by email"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (notice.kind, _readable(str(notice.subject)))
            for notice in notices()
            if notice.can_be_muted
        ]

    def muted(self) -> set[str]:
        shown = {kind for kind, _label in self.fields["kinds"].choices}  # type: ignore[attr-defined]
        return shown - set(self.cleaned_data["kinds"])


class DeleteForm(forms.Form):
    sure = forms.BooleanField(label=_("I understand that this cannot be undone"))


def _readable(subject: str) -> str:
    """The subject of a kind with a general word where each notification has a name."""
    words = {
        "organization": gettext("an organization"),
        "requester": gettext("an organization"),
        "domain": gettext("a domain"),
        "person": gettext("somebody"),
        "holder": gettext("somebody"),
        "portal": gettext("another portal"),
    }

    class General(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "…"

    # Without the name at the end, which only one notification has: "A request was declined: …".
    general = re.sub(r"(: %\(\w+\)s| \(%\(\w+\)s\))$", "", subject)
    text = general % General(words)
    return text[:1].upper() + text[1:]
