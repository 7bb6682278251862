"""Kinds of claims, each with what the requester calls it. As many rows as are wanted, without a
script: a button asks for one more."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from employers.forms.plain_text import PlainText
from employers.models.asked_items import MOST_CHARACTERS, MOST_ITEMS, Item
from passports.models import ClaimKind

FIRST_ROWS = 3
MORE = "more_claims"


class ItemsForm(forms.Form):
    """`items` is what to begin with. `needs_items` says whether none at all is a mistake."""

    needs_items = True
    # Of whom something is asked: these fields stand before the rows, everything else after them.
    PERSON: tuple[str, ...] = ()

    def __init__(self, *args: Any, items: list[Item] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        started = list(items or [])
        self.row_count = self._rows(started)
        for number in range(self.row_count):
            kind, description = started[number] if number < len(started) else ("", "")
            needed = self.needs_items and number == 0
            nothing = gettext_lazy("Choose a kind") if needed else gettext_lazy("Nothing more")
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                choices=[("", nothing), *ClaimKind.choices],
                required=False,
                initial=kind,
                label=_("Claim %(number)d: kind") % {"number": number + 1},
            )
            self.fields[f"what_{number}"] = PlainText(
                required=False,
                initial=description,
                max_length=MOST_CHARACTERS,
                label=_("Claim %(number)d: what exactly?") % {"number": number + 1},
                help_text=_("For example: degree in nursing at CSU Fresno") if not number else "",
            )
            if needed:
                # `clean` demands one of any row: the first is only not called optional.
                for name in (f"kind_{number}", f"what_{number}"):
                    self.fields[name].is_needed = True  # type: ignore[attr-defined]
        # As they stand on the page: the summary of errors names them in this order.
        rows = [part + str(n) for n in range(self.row_count) for part in ("kind_", "what_")]
        self.order_fields([*self.PERSON, *rows])

    def _rows(self, started: list[Item]) -> int:
        if not self.is_bound:
            return min(MOST_ITEMS, max(FIRST_ROWS, len(started)))
        typed = str(self.data.get("rows", ""))
        rows = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else FIRST_ROWS
        return max(1, min(MOST_ITEMS, rows + (MORE in self.data)))

    @property
    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"kind_{n}"], self[f"what_{n}"]) for n in range(self.row_count)]

    @property
    def may_add(self) -> bool:
        return self.row_count < MOST_ITEMS

    @property
    def wants_more(self) -> bool:
        """The button for one more row was pressed: nothing is to be done but show it."""
        return self.is_bound and MORE in self.data

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(self.row_count):
            kind, what = data.get(f"kind_{number}"), data.get(f"what_{number}")
            if kind and not what and f"what_{number}" not in self.errors:
                self.add_error(f"what_{number}", _("Say what exactly you want to have verified."))
            if what and not kind and f"kind_{number}" not in self.errors:
                self.add_error(f"kind_{number}", _("Choose a kind."))
        says_what_is_wrong = any(name.startswith(("kind_", "what_")) for name in self.errors)
        if self.needs_items and not self.asked_items and not says_what_is_wrong:
            self.add_error("kind_0", _("Ask for at least one claim."))
        return data

    @property
    def asked_items(self) -> list[Item]:
        data = self.cleaned_data
        rows = [(data.get(f"kind_{n}"), data.get(f"what_{n}")) for n in range(self.row_count)]
        return [(str(kind), str(what)) for kind, what in rows if kind and what]
