"""The checks of a credential whose shape is known, in the words of the complete path.

What depends on the outside (keys, dates, status, schema, holder, registries) is asked of the same
functions as always. Structure and proof are good here or the answer is none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from passports.standards import jwt_claims
from passports.standards.core import authority_of
from passports.standards.credential_schema import check_schema
from passports.standards.environment import Environment
from passports.standards.finding import not_applicable
from passports.standards.hints import Any
from passports.standards.jsonld import ContextSet
from passports.standards.keys import PublicKey
from passports.standards.planned.course import Course
from passports.standards.planned.readings import Reading, read
from passports.standards.proofs.chains import ProofResult
from passports.standards.proofs.data_integrity import verify_one
from passports.standards.proofs.suite import Suite
from passports.standards.proofs.vc_jose import verify_token
from passports.standards.recipient import check_recipient
from passports.standards.recognition import check_recognized
from passports.standards.status import check_status
from passports.standards.types import Check, CheckName, Document, Identity, Outcome, Report, Summary
from passports.standards.validity import Window, judge_validity
from passports.standards.verdict import decide


def planned_report(
    content: bytes, environment: Environment, identities: Sequence[Identity] | None
) -> Report | None:
    """The report on a document that is good as far as its plan goes; None where there is none, or
    where the complete path has to say what is wrong."""
    if not isinstance(environment.contexts, ContextSet):
        return None
    if environment.limits.proofs < 1:
        return None
    reading = read(content, environment.contexts, environment.limits)
    if reading is None:
        return None
    course, values = reading.course, reading.values
    moments = course.moments(values)
    summary = None if moments is None else course.summary(values, moments)
    if moments is None or summary is None:
        return None
    checks = _Credential(content, reading, moments, summary, environment).checks(identities)
    if checks is None:
        return None
    return Report(decide(checks), tuple(checks), course.facts.format, environment.now, summary)


class _Credential:
    """One credential with its course; it is parsed only for who asks for the whole of it."""

    def __init__(
        self,
        content: bytes,
        reading: Reading,
        moments: Mapping[int, datetime],
        summary: Summary,
        environment: Environment,
    ) -> None:
        self._content, self._environment = content, environment
        self._moments, self._summary = moments, summary
        self._course: Course = reading.course
        self._values, self._text, self._token = reading.values, reading.text, reading.token
        self._data: Mapping[str, Any] | None = None

    def checks(self, identities: Sequence[Identity] | None) -> list[Check] | None:
        facts, environment = self._course.facts, self._environment
        issuer = self._values[facts.issuer]
        result = self._proof_result(issuer)
        if result is None or result.proof.outcome is not Outcome.PASSED:
            return None
        window: Window = (None, None)
        status_claims: Mapping[str, Any] = {}
        if self._token is not None and not facts.members.isdisjoint(_CLAIMS):
            claims = self._parsed()
            if jwt_claims.conflicts(claims, self.data()):
                return None
            window, status_claims = jwt_claims.window(claims), claims
        starts, ends = (
            [self._moments[place] for place in places] for places in (facts.starts, facts.ends)
        )
        authority = authority_of([result], issuer)
        confirmed = authority.outcome is Outcome.PASSED
        return [
            self._course.structure,
            result.proof.as_check(CheckName.PROOF),
            authority.as_check(CheckName.ISSUER_KEY),
            judge_validity(starts, ends, environment, window).as_check(CheckName.VALIDITY),
            *self._status(status_claims),
            *self._schema(),
            _NO_HOLDER
            if identities is None
            else check_recipient(self.data(), identities).as_check(CheckName.RECIPIENT),
            _NO_REGISTRY
            if environment.trust is None
            else check_recognized(issuer, environment.trust, confirmed).as_check(
                CheckName.ISSUER_RECOGNIZED
            ),
        ]

    def _proof_result(self, issuer: str) -> ProofResult | None:
        if self._token is not None:
            return verify_token(self._token, issuer, self._environment)
        proof = {name: self._values[place] for name, place in self._course.facts.proof.items()}
        return verify_one(proof, issuer=issuer, environment=self._environment, holds=self._holds)

    def _holds(self, suite: Suite, proof: Mapping[str, Any], key: PublicKey) -> bool:
        """Whether the signature is good; also False where the statements are uncertain."""
        statements = self._course.statements
        if statements is None:
            return False
        hash_name = "sha384" if key.kind == "P-384" else "sha256"
        data = statements.signed_bytes(self._values, hash_name, self._environment.limits)
        return data is not None and suite.check_signature(key, suite.read_value(proof), data)

    def _status(self, claims: Mapping[str, Any]) -> list[Check]:
        if self._course.facts.members.isdisjoint(_STATUS):
            return [_NO_STATUS]
        found = check_status(self.data(), self._environment, claims=claims)
        return [finding.as_check(CheckName.STATUS) for finding in found]

    def _schema(self) -> list[Check]:
        if "credentialSchema" not in self._course.facts.members:
            return [_NO_SCHEMA]
        document = Document(
            format=self._course.facts.format,
            payload=self._content,
            data=self.data(),
            token="" if self._token is None else self._token.text,
            summary=self._summary,
        )
        found = check_schema(document, self._environment)
        return [finding.as_check(CheckName.SCHEMA) for finding in found]

    def _parsed(self) -> Mapping[str, Any]:
        # Its shape was read strictly, and its strings and numbers were looked at.
        if self._data is None:
            self._data = json.loads(self._text)
        return self._data

    def data(self) -> Mapping[str, Any]:
        """The credential itself."""
        parsed = self._parsed()
        if self._token is None:
            return parsed
        return jwt_claims.credential_in(parsed) or {}


_CLAIMS = frozenset({*jwt_claims.REGISTERED, "status"})
_STATUS = frozenset({"credentialStatus", "status"})
_NO_STATUS = not_applicable("no_status").as_check(CheckName.STATUS)
_NO_SCHEMA = not_applicable("no_schema").as_check(CheckName.SCHEMA)
_NO_HOLDER = not_applicable("not_asked").as_check(CheckName.RECIPIENT)
_NO_REGISTRY = not_applicable("not_asked").as_check(CheckName.ISSUER_RECOGNIZED)
