"""The form that every kind of claim starts from."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from passports.claims.dates import PartialDate, partial
from passports.models import Precision
from portal.kernel.text import clean_text


class PartialDateWidget(forms.MultiWidget):
    """Three boxes: year, and, for who remembers them, month and day."""

    template_name = "passports/claims/widgets/partial_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            widgets={
                "year": forms.TextInput(
                    {"inputmode": "numeric", "autocomplete": "off", "size": 4, "maxlength": 4}
                ),
                "month": forms.Select(choices=[("", _("not sure")), *MONTHS.items()]),
                "day": forms.TextInput(
                    {"inputmode": "numeric", "autocomplete": "off", "size": 2, "maxlength": 2}
                ),
            },
            attrs=attrs,
        )

    def decompress(self, value: PartialDate | None) -> list[int | None]:
        return list(value.parts()) if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, label in zip(
            context["widget"]["subwidgets"], (_("Year"), _("Month"), _("Day")), strict=True
        ):
            part["label"] = label
        return context


class PartialDateField(forms.MultiValueField):
    widget = PartialDateWidget
    default_error_messages: ClassVar = {
        "no_year": _("Enter the year, too. The month and the day may stay empty."),
        "no_month": _("Choose the month, too, or leave the day empty."),
        "no_such_day": _("There is no such day. Check the month and the day."),
        "year": _("Enter the year with four digits, for example 2021."),
    }

    def __init__(self, **kwargs: Any) -> None:
        year = {"invalid": self.default_error_messages["year"]}
        day = {"invalid": self.default_error_messages["no_such_day"]}
        fields = (
            forms.IntegerField(required=False, error_messages=year),
            forms.TypedChoiceField(
                choices=[("", ""), *MONTHS.items()], coerce=int, empty_value=None, required=False
            ),
            forms.IntegerField(required=False, error_messages=day),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, parts: list[Any]) -> PartialDate | None:
        if not parts or all(part in (None, "") for part in parts):
            return None
        year, month, day = (part if part != "" else None for part in parts)
        if year is None:
            raise ValidationError(self.error_messages["no_year"], "no_year")
        if day is not None and month is None:
            raise ValidationError(self.error_messages["no_month"], "no_month")
        try:
            return PartialDate.of(year, month, day)
        except ValueError as error:
            code = "year" if str(error) == "year" else "no_such_day"
            raise ValidationError(self.error_messages[code], code) from None


class ClaimForm(forms.Form):
    """Fields that all claims have. A kind adds its own (`detail_fields`) and sets labels."""

    title = forms.CharField(label=_("Title"), max_length=300)
    organization_name = forms.CharField(label=_("Organization"), max_length=300, required=False)
    start = PartialDateField(label=_("Start"), help_text=_("The year is enough."), required=False)
    end = PartialDateField(label=_("End"), help_text=_("The year is enough."), required=False)
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("For example: Fresno, CA.")
    )

    detail_fields: ClassVar[tuple[str, ...]] = ()
    future_start: ClassVar[bool] = False
    future_end: ClassVar[bool] = True

    def clean_start(self) -> PartialDate | None:
        start: PartialDate | None = self.cleaned_data["start"]
        if start and not self.future_start and start.date > _today():
            raise ValidationError(_("The start is in the future. Enter when it began."), "future")
        return start

    def clean_end(self) -> PartialDate | None:
        end: PartialDate | None = self.cleaned_data["end"]
        if end and not self.future_end and end.date > _today():
            raise ValidationError(
                _("The end is in the future. Leave it empty until then."), "future"
            )
        return end

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if type(field) is forms.CharField and cleaned.get(name):
                multiline = isinstance(field.widget, forms.Textarea)
                try:
                    cleaned[name] = clean_text(cleaned[name], multiline=multiline)
                except ValidationError as error:
                    self.add_error(name, error)
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end.last_day < start.date:
            self.add_error("end", _("The end is before the start. Check both dates."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the actions of claims take. Only for a valid form."""
        cleaned = self.cleaned_data
        values: dict[str, Any] = {
            "title": cleaned["title"],
            "organization_name": cleaned.get("organization_name", ""),
            "place": cleaned.get("place", ""),
            "details": {name: cleaned.get(name) for name in self.detail_fields},
        }
        for name in ("start", "end"):
            date = cleaned.get(name)
            values[name] = date.date if date else None
            values[f"{name}_precision"] = date.precision if date else Precision.MONTH
        return values

    @classmethod
    def initial_from(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Initial data from values as the actions take them, or as a proposal keeps them."""
        details = values.get("details") or {}
        return {
            "title": values.get("title", ""),
            "organization_name": values.get("organization_name", ""),
            "place": values.get("place", ""),
            "start": partial(values.get("start"), values.get("start_precision", Precision.MONTH)),
            "end": partial(values.get("end"), values.get("end_precision", Precision.MONTH)),
            **{name: details.get(name) for name in cls.detail_fields},
        }


def _today() -> datetime.date:
    return timezone.now().date()
