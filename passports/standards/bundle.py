"""A Comprehensive Learner Record: the bundle as a whole, and every credential in it on its own.

https://www.imsglobal.org/spec/clr/v2p0/#verification
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passports.standards import credential
from passports.standards.checked import Checked, Inner
from passports.standards.containing import check_contained
from passports.standards.environment import Environment
from passports.standards.formats.format import as_list
from passports.standards.hints import Any
from passports.standards.types import Document, Identity


def check(
    document: Document,
    environment: Environment,
    identities: Sequence[Identity] | None,
    inner: Inner,
) -> Checked:
    """The checks of the bundle, then one for each credential inside that is not verified."""
    whole = credential.check(document, environment, identities, inner)
    contained = check_contained(credentials_in(document.data), inner, environment.limits)
    return Checked([*whole.checks, *contained.checks], whole.summary, contained.reports)


def credentials_in(data: Mapping[str, Any]) -> list[Any]:
    """The credentials in the subject of a bundle, in their order."""
    found: list[Any] = []
    for subject in as_list(data.get("credentialSubject")):
        if isinstance(subject, Mapping):
            found += as_list(subject.get("verifiableCredential"))
    return found
