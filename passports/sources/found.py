"""One document that a source found: bytes to check, or the reason why they were not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_DOCUMENT_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """`reason` is empty for a document that was taken; otherwise `content` is empty and `reason`
    and `params` make the sentence (passports/sentences/items.py)."""

    filename: str
    content: bytes = b""
    size_bytes: int = 0
    reason: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
