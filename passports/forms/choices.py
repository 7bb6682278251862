"""Choices of rows by UUID, which say the same about nonsense as about a row that is gone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class RowChoice(forms.ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice"
            ) from error


class RowsChoice(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError as error:
            # Django lets the UUID field's own error through.
            if error.code == "required":
                raise
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice"
            ) from error
