"""Forms about claims that are not the claim's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from passports.forms.choices import RowChoice
from passports.models import Claim, Credential


class CredentialChoice(RowChoice):
    def label_from_instance(self, obj: Credential) -> str:
        title = obj.title or str(_("Credential without a title"))
        return f"{title} · {obj.issuer_name}" if obj.issuer_name else title


class AttachForm(forms.Form):
    """Choose one of the holder's credentials that is not tied to the claim yet."""

    credential = CredentialChoice(
        label=_("Credential"),
        queryset=Credential.objects.none(),
        empty_label=_("Choose a credential"),
        error_messages={
            "required": _("Choose the credential that supports this claim."),
            "invalid_choice": _("This credential is not there any more. Choose another one."),
        },
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].queryset = Credential.objects.filter(
            holder=claim.holder_id, not_yours=False
        ).exclude(evidence__claim=claim)
