"""The form in which a recruiter asks for claims of a share to be verified."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.forms.terms import TermsForm
from passports.models import Claim, Share


class ClaimChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Claim) -> str:
        revision = obj.current
        if revision is None:
            return str(obj.get_kind_display())
        parts = [revision.title, revision.organization_name]
        return f"{obj.get_kind_display()}: " + ", ".join(part for part in parts if part)


class AskForm(TermsForm):
    claims = ClaimChoice(
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Which claims do you want to have verified?"),
        help_text=_("Choose only what you need. The person can leave some out."),
        error_messages={"required": _("Choose at least one claim.")},
    )
    field_order = ("claims", *TermsForm.TERMS)

    def __init__(self, *args: object, share: Share, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offered = (
            Claim.objects.filter(shared_claims__share=share, hidden=False, removed_at__isnull=True)
            .select_related("current")
            .order_by("shared_claims__position")
        )
        self.fields["claims"].queryset = offered  # type: ignore[attr-defined]
