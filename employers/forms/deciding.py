"""The form in which a holder narrows and authorizes a request."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import RequestedClaim, VerificationRequest


class RequestedClaimChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: RequestedClaim) -> str:
        revision = obj.claim.current if obj.claim else None
        if revision is None:
            return str(obj.get_kind_display())
        parts = [revision.title, revision.organization_name]
        return f"{obj.get_kind_display()}: " + ", ".join(part for part in parts if part)


class DecideForm(forms.Form):
    claims = RequestedClaimChoice(
        queryset=RequestedClaim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("What may they know?"),
        help_text=_(
            "Leave out what you do not want to have answered. They will see that it was left out."
        ),
        error_messages={"required": _("Choose at least one claim, or decline the request.")},
    )

    def __init__(self, *args: object, asked: VerificationRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        rows = asked.requested_claims.filter(claim__isnull=False).select_related("claim__current")
        self.fields["claims"].queryset = rows  # type: ignore[attr-defined]
        if not self.is_bound:
            self.fields["claims"].initial = [row.pk for row in rows]

    @property
    def included(self) -> set[UUID]:
        return {row.pk for row in self.cleaned_data["claims"]}
