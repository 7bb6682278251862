"""Does a credential say what a claim says? Compared field by field, on the strict side.

A claim may say less than its credential, never more: "Nursing" for a "B.S. in Nursing" is fine, a
"PhD" for a course is not.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from passports.claims import KINDS
from passports.claims.dates import PartialDate, partial
from passports.models import ClaimRevision, Relation

CONFIRMED, DIFFERENT, NOT_STATED = "confirmed", "differs", "not_stated"
# One slip of the finger in a long word; "graduate" and "undergraduate" are far below.
_SAME_WORD = 90
_LONG_WORD = 7
_LEAST_SHARE = 0.5
_SMALL_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)
_LEGAL_FORMS = frozenset(
    ["co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "llc", "ltd", "plc"]
)
# A credential with one of these words says less than a claim without it.
_LESSENING = frozenset(
    [
        "aide",
        "apprentice",
        "assistant",
        "associate",
        "attendance",
        "basics",
        "candidate",
        "coursework",
        "deputy",
        "helper",
        "intern",
        "introduction",
        "introductory",
        "intro",
        "junior",
        "membership",
        "nominee",
        "participation",
        "preparation",
        "preparatory",
        "trainee",
        "unaccredited",
        "honorary",
        "expired",
    ]
)
_SHORT_FORMS = {
    "aa": "associate arts",
    "aas": "associate applied science",
    "as": "associate science",
    "ba": "bachelor arts",
    "bs": "bachelor science",
    "bsc": "bachelor science",
    "bsn": "bachelor science nursing",
    "cdl": "commercial driver license",
    "cna": "certified nursing assistant",
    "cpr": "cardiopulmonary resuscitation",
    "emt": "emergency medical technician",
    "ged": "general educational development",
    "ma": "master arts",
    "mba": "master business administration",
    "ms": "master science",
    "msc": "master science",
    "phd": "doctor philosophy",
    "rn": "registered nurse",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a credential says that a claim can be held against. `kind` is the proposed one."""

    kind: str
    titles: tuple[str, ...]
    organizations: tuple[str, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    relation: Relation
    fields: dict[str, str]


def compare(kind: str, revision: ClaimRevision, said: Said) -> Comparison:
    """Supports when the title and, if one is claimed, the organization are confirmed and nothing
    is contradicted."""
    fields = {"title": _text(revision.title, said.titles)}
    if revision.organization_name:
        fields["organization"] = _text(
            revision.organization_name, said.organizations, either_way=True
        )
    fields |= _dates(kind, revision, said)
    fields |= _details(kind, revision, said)
    supported = (
        fields["title"] == CONFIRMED
        and fields.get("organization", CONFIRMED) == CONFIRMED
        and DIFFERENT not in fields.values()
    )
    return Comparison(Relation.SUPPORTS if supported else Relation.DIFFERS, fields)


def same_text(claimed: str, stated: str, *, either_way: bool = False) -> bool:
    """Is everything claimed in what is stated, and most of what is stated in what is claimed?"""
    ours, theirs = _words(claimed), _words(stated)
    if not ours or not theirs:
        # Without a single word (other scripts have words, symbols have not): letter by letter.
        return claimed.strip().casefold() == stated.strip().casefold() != ""
    if either_way and (_initials(claimed) == stated.strip().casefold().replace(".", "")):
        return True
    if either_way and (_initials(stated) == claimed.strip().casefold().replace(".", "")):
        return True
    if either_way and len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if not all(_among(word, theirs) for word in ours):
        return False
    rest = [word for word in theirs if not _among(word, ours)]
    if not either_way and any(word in _LESSENING for word in rest):
        return False
    return len(theirs) - len(rest) >= _LEAST_SHARE * len(theirs)


# A page names the same few organizations many times.
@lru_cache(maxsize=4000)
def same_organization(one: str, other: str) -> bool:
    """Are these two names of one organization? Every word counts, both ways: whether somebody may
    speak for it hangs on it, and “Harbor Academy” does not speak for “Harbor”."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return one.strip().casefold() == other.strip().casefold() != ""
    return all(_among(word, theirs) for word in ours) and all(_among(word, ours) for word in theirs)


def _text(claimed: str, stated: Iterable[str], *, either_way: bool = False) -> str:
    stated = [each for each in stated if each]
    if not stated:
        return NOT_STATED
    found = any(same_text(claimed, each, either_way=either_way) for each in stated)
    return CONFIRMED if found else DIFFERENT


def _dates(kind: str, revision: ClaimRevision, said: Said) -> dict[str, str]:
    found = {}
    for name in ("start", "end"):
        claimed = partial(getattr(revision, name), getattr(revision, f"{name}_precision"))
        if claimed is None:
            continue
        stated = None
        if said.kind == kind:
            stated = partial(
                said.values.get(name), said.values.get(f"{name}_precision") or claimed.precision
            )
        found[name] = _date(claimed, stated, award=name == "end" and KINDS[kind].ends_with_award)
    return found


def _date(claimed: PartialDate, stated: PartialDate | None, *, award: bool) -> str:
    if stated is None:
        return NOT_STATED
    if claimed.agrees_with(stated):
        return CONFIRMED
    # A diploma may be issued again years later; it is never issued before the end.
    if award and claimed.date < stated.date:
        return NOT_STATED
    return DIFFERENT


def _details(kind: str, revision: ClaimRevision, said: Said) -> dict[str, str]:
    found = {}
    stated = (said.values.get("details") or {}) if said.kind == kind else {}
    for name, claimed in revision.details.items():
        if name not in stated:
            found[name] = NOT_STATED
        elif name in KINDS[kind].compared:
            same = str(claimed).strip().casefold() == str(stated[name]).strip().casefold()
            found[name] = CONFIRMED if same else DIFFERENT
        else:
            same = same_text(str(claimed), str(stated[name]))
            found[name] = CONFIRMED if same else NOT_STATED
    return found


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    # "B.S." is one word, "Nursing, B.S." two.
    folded = re.sub(r"\b((?:\w\.)+\w?)(?=\W|$)", lambda found: found[1].replace(".", ""), folded)
    words: list[str] = []
    for word in re.findall(r"\w+", folded.replace("'s", "").replace("’s", "")):
        words += _SHORT_FORMS.get(word, word).split()
    return [w for w in words if w not in _SMALL_WORDS and w not in _LEGAL_FORMS]


def _initials(text: str) -> str:
    words = [word for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL_WORDS]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def _among(word: str, words: list[str]) -> bool:
    if word in words:
        return True
    if len(word) < _LONG_WORD or any(char.isdigit() for char in word):
        return False
    return any(
        len(other) >= _LONG_WORD and other[0] == word[0] and fuzz.ratio(word, other) >= _SAME_WORD
        for other in words
    )
