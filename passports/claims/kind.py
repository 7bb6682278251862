"""What every kind of claim tells about itself, so that pages need not know the kinds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from passports.claims.form import ClaimForm
from passports.models import ClaimKind

Text = str | Promise
# Which words a credential's achievementType or type must be, lower case, to mean this kind.
Mapper = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any] | None]


@dataclass(frozen=True)
class Kind:
    name: ClaimKind
    hint: Text
    icon: str
    schema: type
    form: type[ClaimForm]
    # Values for the form from what a credential says; None when it is not of this kind.
    from_credential: Mapper
    # Labels of the details that are shown, in order.
    labels: Mapping[str, Text] = field(default_factory=dict)
    # Details that a credential can contradict, beside title, organization and dates.
    compared: Sequence[str] = ()
    # The end is the date of an award, which a credential may confirm years later.
    ends_with_award: bool = False

    @property
    def label(self) -> Text:
        return self.name.label
