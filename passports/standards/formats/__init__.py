"""Credential formats: one file and one registry line each; the first that matches wins.

`UNSUPPORTED` names the kinds that are known and not implemented, so that the answer is a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from passports.standards.formats.format import Format
from passports.standards.formats.known import UNSUPPORTED, unsupported_kind
from passports.standards.hints import Any
from passports.standards.lazy import LazyRegistry
from passports.standards.types import Summary

FORMATS: Mapping[str, Format] = LazyRegistry(
    __name__,
    {
        "elm": "elm.FORMAT",
        "clr_2": "clr_2.FORMAT",
        "verifiable_presentation": "presentation.FORMAT",
        "sd_jwt_vc": "sd_jwt_vc.FORMAT",
        "open_badges_3_draft": "open_badges_3_draft.FORMAT",
        "open_badges_3": "open_badges_3.FORMAT",
        "open_badges_2": "open_badges_2.FORMAT",
        "open_badges_1": "open_badges_1.FORMAT",
        "ler_rs": "ler_rs.FORMAT",
        "verifiable_credential": "verifiable_credential.FORMAT",
    },
)
# What is known by name and only read: how it is summarized.
SUMMARIES: Mapping[str, Callable[[Mapping[str, Any]], Summary]] = LazyRegistry(
    __name__, {"clr_1": "clr_1.summary"}
)

__all__ = ["FORMATS", "SUMMARIES", "UNSUPPORTED", "detect", "format_named"]


def detect(data: Mapping[str, Any]) -> str:
    """The name of the format of `data`, implemented or not; empty if it is no credential."""
    kind = unsupported_kind(data)
    if kind:
        return kind
    for name, item in FORMATS.items():
        if item.matches(data):
            return name
    return ""


def format_named(name: str) -> Format | None:
    """The implemented format with this name."""
    return FORMATS.get(name)
