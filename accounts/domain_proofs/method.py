"""What each way to prove a domain is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.models import DomainProof

Text = str | Promise


class NotFound(Exception):
    """The proof was not found this time. The code says why; `method.sentences` says it in words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Method:
    label: Text
    # What it takes, in one sentence, where the owner chooses.
    explanation: Text
    # Looks for the proof outside any transaction and raises NotFound. None: a person brings a code.
    check: Callable[[DomainProof], None] | None
    # What the owner puts where: (label, text to copy).
    steps: Callable[[DomainProof], list[tuple[Text, str]]]
    # One sentence for people for each code of NotFound.
    sentences: dict[str, Text]
    # For those that a person brings: how long the proof counts before it is asked for again.
    valid_days: int | None = None
