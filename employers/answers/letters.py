"""Letters on paper: with which fonts, and what is said where there are none.

Typst brings fonts for Latin, Greek, Cyrillic and Hebrew. For everything else it takes those that
the machine has (docs/deploying.md). What nobody has letters for is left out visibly: a box says
nothing, and a part of a name that is silently missing says something wrong.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

OWN_FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
# With the letters of many scripts, but not with their rules: conjuncts come apart. Or with a box
# for every letter.
_NOT_FOR_TEXT = (
    "New Computer Modern",
    "NewComputerModern",
    "LastResort",
    "Last Resort",
    ".LastResort",
)
_GAP = "[…]"
# From Arabic on, scripts have rules that the fonts at hand do not know. Punctuation and symbols do.
_FIRST_OF_OTHERS, _SYMBOLS = 0x0600, range(0x1C80, 0x2C00)
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def compiled(source: bytes, data: dict[str, Any]) -> bytes:
    """The PDF, for screen readers (PDF/UA-1): every letter in it is one that a font has."""
    if not any(map(_has_others, texts_of(data))):
        try:
            return _with(source, data, OWN_FONTS, _own_fonts())
        except typst.TypstError as error:
            if not _missing_in(error):
                raise
    families = _families(data)
    missing: set[str] = set()
    # What follows a letter that was left out may be joined differently: look again.
    for _turn in range(5):
        try:
            return _with(source, without(data, missing), families, _all_fonts())
        except typst.TypstError as error:
            found = _missing_in(error)
            if not found:
                raise
            missing |= found
    return _with(source, without(data, missing), families, _all_fonts(), standards=())


def without(data: dict[str, Any], missing: set[str]) -> dict[str, Any]:
    """The same with a sign for each word that cannot be printed, and a note that says where."""
    if not missing:
        return data
    places: dict[str, None] = {}

    def cut(text: str, place: str) -> str:
        words = [_GAP if missing & set(word) else word for word in text.split(" ")]
        if _GAP not in words:
            return text
        places[place] = None
        kept = [word for n, word in enumerate(words) if word != _GAP or words[n - 1 : n] != [_GAP]]
        return " ".join(kept)

    words = {name: cut(text, "") for name, text in data["words"].items()}
    facts = [(cut(name, name), cut(value, name)) for name, value in data["facts"]]
    claims = [
        _mapped(claim, partial(cut, place=f"{data['words']['answers']} {n}"))
        for n, claim in enumerate(data["claims"], start=1)
    ]
    notes = [cut(note, "") for note in data["notes"]]
    others = {name: cut(data[name], "") for name in ("title", "footer")}
    where = ", ".join(cut(place, "") for place in list(places) if place)
    told = _(
        "%(gap)s stands for text that could not be printed, because there are no letters for it "
        "here (%(where)s). Whoever may read the answer sees it in full on the page behind the "
        "code, after signing in."
    ) % {"gap": _GAP, "where": where}
    return {
        **data, **others, "words": words, "facts": facts, "claims": claims, "notes": [told, *notes]
    }  # fmt: skip


def texts_of(value: Any) -> list[str]:
    """Every text that is printed."""
    found: list[str] = []
    _mapped({name: each for name, each in value.items() if name != "qr"}, found.append)
    return found


def _mapped(value: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _mapped(each, change) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(each, change) for each in value]
    return value


def _has_others(text: str) -> bool:
    return any(ord(each) >= _FIRST_OF_OTHERS and ord(each) not in _SYMBOLS for each in text)


def _missing_in(error: typst.TypstError) -> set[str]:
    letters = "".join(_MISSING.findall(error.diagnostic))
    return set(_ESCAPED.sub(lambda it: chr(int(it[1], 16)) if it[1] else it[2], letters))


def _families(data: dict[str, Any]) -> tuple[str, ...]:
    """Ours, then those made for text, then whatever there is, in an order that stays the same."""
    found = {name for name in _all_fonts().families() if not name.startswith(_NOT_FOR_TEXT)} - set(
        OWN_FONTS
    )
    text = "".join(texts_of(data))
    region = "SC"
    if re.search(r"[\u3040-\u30ff]", text):
        region = "JP"
    elif re.search(r"[\uac00-\ud7af\u1100-\u11ff]", text):
        region = "KR"

    def rank(name: str) -> tuple[bool, bool, bool, str]:
        # One code stands for letters that are written differently in China, Japan and Korea.
        return (
            "CJK" in name and not name.endswith(f" {region}"),
            not name.startswith(("Noto Serif", "Noto Naskh")),
            not name.startswith("Noto"),
            name,
        )

    return (OWN_FONTS[0], *sorted(found, key=rank), *OWN_FONTS[1:])


@cache
def _own_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _all_fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=list(settings.PAPER_FONTS))


def _with(
    source: bytes,
    data: dict[str, Any],
    families: Sequence[str],
    fonts: typst.Fonts,
    standards: Sequence[Any] = ("ua-1",),
) -> bytes:
    content = json.dumps({**data, "fonts": families}, ensure_ascii=False)
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs={"data": content})
    pdf: Any = compiler.compile(format="pdf", pdf_standards=list(standards))
    return bytes(pdf)
