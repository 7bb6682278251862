"""The rules on claims in the metadata of a type: which must be there, which may be kept back.

https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/, "Claim Metadata". Only what can
be told from what is shown counts: a claim that is kept back is not missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards.frozen import frozen
from passports.standards.hints import Any

MAX_RULES = 500
ALLOWED, ALWAYS, NEVER = "allowed", "always", "never"
# An element whose counterpart among what is signed in the open is not there, or cannot be told.
_HIDDEN, _UNKNOWN = object(), object()


class BadRules(ValueError):
    """These rules are none, or contradict those that they extend."""


@frozen
class Rule:
    """`path`: names, places in lists, and None for every element of a list."""

    path: tuple[str | int | None, ...]
    sd: str = ALLOWED
    mandatory: bool = False


def merged_rules(documents: Sequence[object]) -> list[Rule]:
    """The rules of several documents, each of which extends those before. Raises BadRules."""
    found: dict[tuple[str | int | None, ...], Rule] = {}
    for rules in documents:
        if rules is not None and not isinstance(rules, list):
            raise BadRules("claims is no list")
        for item in rules or []:
            rule, said = _read(item)
            known = found.get(rule.path)
            if known is not None:
                rule = _extended(known, rule, said)
            found[rule.path] = rule
            if len(found) > MAX_RULES:
                raise BadRules(f"more than {MAX_RULES} claims")
    return list(found.values())


def _read(item: object) -> tuple[Rule, Mapping[str, Any]]:
    path = item.get("path") if isinstance(item, Mapping) else None
    if not isinstance(item, Mapping) or not isinstance(path, list) or not path:
        raise BadRules("a claim without a path")
    for part in path:
        is_place = type(part) is int and part >= 0
        if not (part is None or isinstance(part, str) or is_place):
            raise BadRules(f"a path with {str(part)[:40]}")
    sd, mandatory = item.get("sd", ALLOWED), item.get("mandatory", False)
    if sd not in (ALLOWED, ALWAYS, NEVER) or not isinstance(mandatory, bool):
        raise BadRules("sd or mandatory has a value that is none")
    return Rule(tuple(path), sd, mandatory), item


def _extended(known: Rule, rule: Rule, said: Mapping[str, Any]) -> Rule:
    """A rule in the place of one that it extends. It may be stricter and not another."""
    sd = rule.sd if "sd" in said else known.sd
    mandatory = rule.mandatory if "mandatory" in said else known.mandatory
    if (known.sd != ALLOWED and sd != known.sd) or (known.mandatory and not mandatory):
        raise BadRules(f"{_written(rule.path)} contradicts what it extends")
    return Rule(rule.path, sd, mandatory)


def broken_rule(rule: Rule, plain: Any, shown: Any, kept_back: bool) -> str:
    """How `shown` breaks the rule; empty if it does not, or if nobody can tell. `plain` is the part
    of it that was signed in the open; `kept_back` says that there are claims that are not shown."""
    if rule.sd == ALLOWED and not rule.mandatory:
        return ""
    found = [(plain, shown)]
    for part in rule.path:
        found = [pair for each in found for pair in _inside(each, part)]
    if not found:
        missing = rule.mandatory and not kept_back
        return f"{_written(rule.path)}: it must be there" if missing else ""
    if rule.sd == NEVER and any(own is _HIDDEN for own, _ in found):
        return f"{_written(rule.path)}: it may never be kept back"
    if rule.sd == ALWAYS and any(own is not _HIDDEN and own is not _UNKNOWN for own, _ in found):
        return f"{_written(rule.path)}: its holder must be able to keep it back"
    return ""


def _inside(pair: tuple[Any, Any], part: str | int | None) -> list[tuple[Any, Any]]:
    own, value = pair
    if isinstance(part, str):
        if not isinstance(value, dict) or part not in value:
            return []
        return [(own.get(part, _HIDDEN) if isinstance(own, dict) else _UNKNOWN, value[part])]
    if not isinstance(value, list):
        return []
    # Elements have no names: if some came from disclosures, which ones did cannot be told.
    told = isinstance(own, list) and (len(own) in (0, len(value)))
    owns = [_UNKNOWN] * len(value)
    if told:
        owns = list(own) if own else [_HIDDEN] * len(value)
    pairs = list(zip(owns, value, strict=True))
    return pairs if part is None else pairs[part : part + 1]


def _written(path: Sequence[str | int | None]) -> str:
    return ".".join("*" if part is None else str(part)[:60] for part in path)[:200]
