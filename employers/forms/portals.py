"""Entering another portal in the administration."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from employers.actions.portals.peers import usual_did
from employers.models import PeerInstitution, PortalPeer
from portal.kernel.outbound import is_refused
from portal.kernel.text import folded


def _with_https(field: "models.Field[Any, Any]", **options: Any) -> Any:
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class PortalPeerForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PortalPeer
        fields = ("name", "base_url", "did")
        formfield_callback = _with_https

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "did" in self.fields:
            self.fields["did"].required = False
            self.fields["did"].help_text = _("Leave this empty for the usual one of its address.")

    def clean_base_url(self) -> str:
        parts = urlsplit(self.cleaned_data["base_url"].rstrip("/"))
        bare = f"{parts.scheme}://{parts.netloc}"
        if parts.path or parts.query or parts.fragment or is_refused(f"{bare}/"):
            raise forms.ValidationError(
                _("Enter the address of the portal without a path, such as https://portal.example.")
            )
        return bare

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        did = cleaned.get("did") or ""
        if "base_url" in cleaned and not did:
            cleaned["did"] = usual_did(cleaned["base_url"])
        elif did and not did.startswith("did:web:"):
            self.add_error("did", _("Enter a did:web identifier."))
        return cleaned


class InstitutionFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """No institution twice, however it is written."""
        super().clean()
        named = [
            (form.instance.pk, folded(form.cleaned_data["name"]))
            for form in self.forms
            if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")
        ]
        names = [name for _pk, name in named]
        stored = PeerInstitution.objects.filter(peer_id=self.instance.pk, name_folded__in=names)
        if len(set(names)) < len(names) or stored.exclude(pk__in=[pk for pk, _ in named]).exists():
            raise forms.ValidationError(_("This portal has that institution already."))
