"""What a layer says about one requested claim."""

from dataclasses import dataclass, field
from typing import Any

from employers.models import Answer, Layer


@dataclass(frozen=True, slots=True)
class Reply:
    """`answer` is ASKED when somebody was asked and will say it later.

    `basis` holds what was disclosed, as JSON; `report_ids` are the verification reports that it
    rests on; `source_name` is the issuer or organization that said it.
    """

    answer: Answer
    layer: Layer
    basis: dict[str, Any] = field(default_factory=dict)
    source_name: str = ""
    report_ids: tuple[str, ...] = ()
