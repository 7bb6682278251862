"""The form in which a recruiter asks for claims to be verified."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passports.models import Claim, Share

DEADLINE_DAYS = {"3": _("3 days"), "7": _("1 week"), "14": _("2 weeks"), "30": _("1 month")}
PURPOSES = {
    "hiring": _("Hiring decision for a job"),
    "license": _("Proof of a license or certificate that the job requires"),
    "admission": _("Admission to a course or apprenticeship"),
    "other": _("Another purpose"),
}


class ClaimChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Claim) -> str:
        revision = obj.current
        if revision is None:
            return str(obj.get_kind_display())
        parts = [revision.title, revision.organization_name]
        return f"{obj.get_kind_display()}: " + ", ".join(part for part in parts if part)


class AskForm(forms.Form):
    claims = ClaimChoice(
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Which claims do you want to have verified?"),
        help_text=_("Choose only what you need. The holder can leave some out."),
        error_messages={"required": _("Choose at least one claim.")},
    )
    purpose = forms.ChoiceField(
        choices=list(PURPOSES.items()),
        widget=forms.RadioSelect,
        label=_("What do you need it for?"),
        error_messages={"required": _("Say what you need it for.")},
    )
    purpose_text = forms.CharField(
        label=_("Your purpose in a few words"),
        help_text=_("Needed for “another purpose”. The holder reads this."),
        max_length=200,
        required=False,
    )
    reference = forms.CharField(
        label=_("Job reference"),
        help_text=_("Your own number or title of the job, so that you find the answer again."),
        max_length=100,
        required=False,
    )
    deadline = forms.ChoiceField(
        choices=list(DEADLINE_DAYS.items()),
        initial="7",
        label=_("How long may the holder take to decide?"),
    )
    message = forms.CharField(
        label=_("Message to the holder"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: object, share: Share, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = (
            Claim.objects.filter(shared_claims__share=share, hidden=False, removed_at__isnull=True)
            .select_related("current")
            .order_by("shared_claims__position")
        )
        self.fields["claims"].queryset = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("purpose") == "other" and not data.get("purpose_text"):
            self.add_error("purpose_text", _("Say in a few words what you need it for."))
        return data

    @property
    def stated_purpose(self) -> str:
        data = self.cleaned_data
        if data["purpose"] == "other":
            return str(data["purpose_text"])
        stated = str(PURPOSES[data["purpose"]])
        return f"{stated} ({data['purpose_text']})" if data["purpose_text"] else stated

    @property
    def deadline_at(self) -> dt.datetime:
        return timezone.now() + dt.timedelta(days=int(self.cleaned_data["deadline"]))
