"""The draft of Open Badges 3.0 of the first JFF Plugfest (2022), which had a vocabulary of its own.

https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/ on top of VCDM 1.1: nothing else was fixed then.
"""

from __future__ import annotations

from collections.abc import Mapping

from passports.standards.formats import data_model, verifiable_credential
from passports.standards.formats.format import Format, contexts_of
from passports.standards.hints import Any

CONTEXTS = (
    "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/",
    "https://kayaelle.github.io/vc-ed/plugfest-1-2022/",
)


def matches(data: Mapping[str, Any]) -> bool:
    """Whether `data` is written in the vocabulary of that draft."""
    return any(url.startswith(CONTEXTS) for url in contexts_of(data))


FORMAT = Format(
    name="open_badges_3_draft",
    matches=matches,
    problems=data_model.problems,
    summary=verifiable_credential.summary,
)
