"""The one page of an attester: the claims that are asked, and nothing more."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.actions.attesters.answering import OneAnswer
from employers.attesters.replies import (
    DATES,
    as_right,
    asked_values,
    difference_problem,
    facts,
)
from employers.models import AttestedClaim, Said
from passports.claims import KINDS
from passports.claims.form import PartialDateField
from portal.kernel.text import clean_text

CHOICES = [
    (Said.CONFIRMED, gettext_lazy("Yes, this is right")),
    (Said.DIFFERS, gettext_lazy("Something is different")),
    (Said.CANNOT_SAY, gettext_lazy("I cannot say")),
    (Said.REFUSED, gettext_lazy("I do not want to answer this")),
]


class AttestForm(forms.Form):
    """A group of fields for each claim, numbered by its place; then who answers."""

    typed_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name. It stands in the answer.")},
    )
    typed_role = forms.CharField(
        label=gettext_lazy("Your role"),
        help_text=gettext_lazy("For example: registrar, human resources, shift supervisor."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
        error_messages={"required": gettext_lazy("Enter your role. It stands in the answer.")},
    )
    statement = forms.BooleanField(
        label=gettext_lazy(
            "What I say here is true as far as I know. I understand that it is signed, with my "
            "name and role, and given to the person and to whoever asked."
        ),
        error_messages={"required": gettext_lazy("Tick this to sign your answer.")},
    )

    def __init__(self, *args: Any, claims: Sequence[AttestedClaim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = list(claims)
        for place, claim in enumerate(self.claims):
            self._add(place, claim)
        self.order_fields([name for name in self.fields if "-" in name])

    def _add(self, place: int, claim: AttestedClaim) -> None:
        kind = claim.row.kind
        labels = KINDS[kind].form.base_fields
        own = KINDS[kind].form()
        self.fields[f"said-{place}"] = forms.ChoiceField(
            label=_("Is this right?"),
            choices=CHOICES,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the four.")},
        )
        for name, value in asked_values(claim).items():
            field: forms.Field
            if name in DATES:
                field = PartialDateField(required=False, label=own.fields[name].label)
            elif name in own.fields and isinstance(own.fields[name], forms.ChoiceField):
                field = forms.ChoiceField(
                    required=False, label=own.fields[name].label, choices=own.fields[name].choices
                )
            else:
                label = own.fields[name].label if name in labels else name
                field = forms.CharField(required=False, label=label, max_length=300)
            field.initial = value
            self.fields[f"{name}-{place}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    cleaned[name] = clean_text(value)
                except ValidationError as error:
                    self.add_error(name, error)
        for place, claim in enumerate(self.claims):
            if cleaned.get(f"said-{place}") == Said.DIFFERS:
                self._check_difference(place, claim)
        return cleaned

    def _check_difference(self, place: int, claim: AttestedClaim) -> None:
        asked = asked_values(claim)
        if any(f"{name}-{place}" not in self.cleaned_data for name in asked):
            return
        right = self._right(place, claim)
        error = difference_problem(claim, right)
        if error:
            self.add_error(f"said-{place}", error)

    def _right(self, place: int, claim: AttestedClaim) -> dict[str, Any]:
        values = {name: self.cleaned_data[f"{name}-{place}"] for name in asked_values(claim)}
        return as_right(claim, values)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The fields of each claim, for the page."""
        return [
            {
                "claim": claim,
                "said": self[f"said-{place}"],
                "fields": [self[f"{name}-{place}"] for name in asked_values(claim)],
                "facts": facts(claim),
            }
            for place, claim in enumerate(self.claims)
        ]

    @property
    def answers(self) -> list[OneAnswer]:
        found = []
        for place, claim in enumerate(self.claims):
            said = Said(self.cleaned_data[f"said-{place}"])
            right = self._right(place, claim) if said == Said.DIFFERS else {}
            found.append(OneAnswer(claim, said, right))
        return found


class HandOverForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Their email address"))
    name = forms.CharField(label=gettext_lazy("Their name"), max_length=200)
    role = forms.CharField(label=gettext_lazy("Their role"), max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("name", "role"):
            try:
                cleaned[name] = clean_text(cleaned.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned
