"""What a holder does beside deciding: say which claim is meant, ask back, report."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.forms.plain_text import PlainText
from employers.models import ReportReason, RequestedClaim, VerificationRequest
from passports.models import Claim


class OwnClaim(forms.ModelChoiceField):
    def label_from_instance(self, obj: Claim) -> str:
        if obj.current is None:
            return str(obj.get_kind_display())
        parts = [obj.current.title, obj.current.organization_name]
        return ", ".join(part for part in parts if part)


class MatchForm(forms.Form):
    """One choice for each item that names a kind only."""

    def __init__(
        self, *args: Any, asked: VerificationRequest, added: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(asked.requested_claims.exclude(description=""))
        self.suggested = _suggested(self.rows, asked, added=added)
        for row in self.rows:
            mine = Claim.objects.of(asked.holder).filter(kind=row.kind)
            self.fields[self._name(row)] = OwnClaim(
                queryset=mine.select_related("current").order_by("position"),
                required=False,
                empty_label=_("None of mine: leave it out"),
                initial=self.suggested.get(row.pk),
                label=f"{row.get_kind_display()}: {row.description}",
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named: set[UUID] = set()
        for row in self.rows:
            claim = data.get(self._name(row))
            if claim is None:
                continue
            if claim.pk in named:
                self.add_error(self._name(row), _("Choose each of your claims once."))
            named.add(claim.pk)
        return data

    @property
    def chosen(self) -> dict[UUID, Claim | None]:
        return {row.pk: self.cleaned_data[self._name(row)] for row in self.rows}

    @property
    def has_choices(self) -> bool:
        """Whether the passport has a claim of any kind that is asked for."""
        return any(field.queryset.exists() for field in self.fields.values())

    @property
    def missing_kinds(self) -> list[tuple[str, str]]:
        """(kind, what it is called) of everything asked, each once: what could be added."""
        return list({row.kind: str(row.get_kind_display()) for row in self.rows}.items())

    @staticmethod
    def _name(row: RequestedClaim) -> str:
        return f"claim_{row.pk}"


def _suggested(
    rows: list[RequestedClaim], asked: VerificationRequest, *, added: bool
) -> dict[UUID, UUID]:
    """What was chosen before; at the first look, and after something was `added`, the only claim
    of a kind that is left for the only item of that kind that is."""
    chosen = {row.pk: row.claim_id for row in rows if row.claim_id}
    if chosen and not added:
        return chosen
    mine: dict[str, list[UUID]] = {}
    free = Claim.objects.of(asked.holder).exclude(pk__in=chosen.values())
    for pk, kind in free.values_list("pk", "kind"):
        mine.setdefault(kind, []).append(pk)
    left = [row for row in rows if row.pk not in chosen]
    kinds = [row.kind for row in left]
    return chosen | {
        row.pk: mine[row.kind][0]
        for row in left
        if kinds.count(row.kind) == 1 and len(mine.get(row.kind, [])) == 1
    }


class QuestionForm(forms.Form):
    text = PlainText(
        multiline=True,
        label=_("Your question"),
        max_length=1000,
        error_messages={"required": _("Write your question.")},
    )


class ReplyForm(forms.Form):
    text = PlainText(
        multiline=True,
        label=_("Your reply"),
        max_length=1000,
        error_messages={"required": _("Write your reply.")},
    )


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        label=_("What is wrong?"),
        error_messages={"required": _("Say what is wrong.")},
    )
    text = PlainText(
        multiline=True,
        label=_("What happened?"),
        help_text=_("Administrators of this portal read it, and nobody else."),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == ReportReason.OTHER and not data.get("text"):
            self.add_error("text", _("Say in a few words what is wrong."))
        return data
