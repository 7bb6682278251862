"""The form of a webhook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import WebhookEndpoint
from employers.models.webhook import CHOOSABLE
from portal.kernel.outbound import is_refused


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Where should we send it?"),
        help_text=_("An https address of your own, for example https://jobs.example.com/hooks."),
        max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What should it be told of?"),
        choices=CHOOSABLE,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    @classmethod
    def of(cls, data: Any, endpoint: WebhookEndpoint) -> "WebhookForm":
        """To change one that there is."""
        return cls(data, initial={"url": endpoint.url, "events": endpoint.events})

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if is_refused(url):
            raise forms.ValidationError(
                _("Give an https address with a public host name and without a port or password.")
            )
        return url
