"""Making a course: the complete checks are run once, on a document of place holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from passports.standards.formats import detect, format_named
from passports.standards.formats.envelope import envelope_kind
from passports.standards.formats.format import Format, as_list
from passports.standards.formats.open_badges_3 import has_endorsements
from passports.standards.formats.verifiable_credential import issuer_id
from passports.standards.frozen import as_dict
from passports.standards.hints import Any, Final
from passports.standards.jsonld import ContextSet
from passports.standards.jsonld.plans import IriPattern
from passports.standards.jwt_claims import credential_in
from passports.standards.planned.course import Course, Facts, Template
from passports.standards.planned.outlines import Outline
from passports.standards.planned.samples import Notes, Sample, Uncertain, places_of_constants
from passports.standards.planned.statements import Statements, make_statements
from passports.standards.proofs import SUITES
from passports.standards.proofs.data_integrity import proof_name
from passports.standards.records import refuse_known_record
from passports.standards.strict_json import BadJson
from passports.standards.types import Limits, NotACredential
from passports.standards.validity import FROM, UNTIL

# Formats whose structure asks through `ValueTests` and which have no checks of their own.
_FORMATS: Final = frozenset({"open_badges_3", "open_badges_3_draft", "verifiable_credential"})
# Suites that sign what `rdfc_signed_bytes` says.
_SUITES: Final = frozenset({"eddsa-rdfc-2022", "ecdsa-rdfc-2019"})
# A token with one of these is read in ways of its own.
_OTHER_CLAIMS: Final = frozenset({"vc", "vp", "_sd_alg", "_sd", "proof"})


def find_constants(outline: Outline, keys: Sequence[int], limits: Limits) -> list[int] | None:
    """Which strings decide how a document is read; None for what is no JSON."""
    try:
        sample = Sample(outline, keys, limits)
    except BadJson:
        return None
    return sorted(places_of_constants(sample.data, sample.places))


def make_course(
    outline: Outline, fixed: Sequence[int], *, contexts: ContextSet, limits: Limits, token: bool
) -> Course | None:
    """The course for documents of the shape of `outline`; None where there cannot be one.

    `fixed` are the places of keys and constants; `token` says that these are claims.
    """
    try:
        sample = Sample(outline, fixed, limits)
        return _Maker(sample, contexts, limits, token).course()
    except (BadJson, NotACredential, Uncertain):
        return None


class _Maker:
    def __init__(self, sample: Sample, contexts: ContextSet, limits: Limits, token: bool) -> None:
        self._sample, self._token = sample, token
        self._contexts, self._limits = contexts, limits

    def course(self) -> Course | None:
        credential = self._credential()
        held = self._sample.held(credential)
        if not self._token:
            refuse_known_record(held)
        name = "" if envelope_kind(held) else detect(held)
        found = format_named(name) if name in _FORMATS else None
        if found is None or not all(
            isinstance(url, str) for url in as_list(credential.get("@context"))
        ):
            return None
        if has_endorsements(held) or "relatedResource" in credential:
            return None
        notes = Notes()
        if next(iter(found.problems(held, self._token, notes)), None) is not None:
            return None
        statements = None if self._token else self._statements(credential)
        if statements is None and not self._token:
            return None
        prefixes: frozenset[str] = frozenset()
        if statements is not None:
            notes.uris.update(statements.iris)
            prefixes = statements.prefixes
        facts = self._facts(name, credential)
        # Those of the other version of the data model are asked for a time only.
        moments = {**dict.fromkeys((*facts.starts, *facts.ends), False), **notes.moments}
        summary, achievement = self._summary(found, credential)
        return Course(
            facts,
            iris=sorted(notes.uris),
            pattern=IriPattern(prefixes),
            moments=moments,
            tests=list(dict.fromkeys(notes.others)),
            summary=summary,
            achievement=achievement,
            statements=statements,
        )

    def _credential(self) -> dict[str, Any]:
        data = self._sample.data
        if not isinstance(data, dict) or (self._token and _OTHER_CLAIMS.intersection(data)):
            raise Uncertain
        credential = credential_in(data) if self._token else data
        if credential is None:
            raise Uncertain
        return credential

    def _place(self, value: object) -> int:
        place = self._sample.place_of(value) if isinstance(value, str) else None
        if place is None:
            raise Uncertain
        return place

    def _statements(self, credential: Mapping[str, Any]) -> Statements | None:
        proof = credential.get("proof")
        if not isinstance(proof, dict) or "previousProof" in proof or "@context" in proof:
            return None
        suite = SUITES.get(proof_name(proof)) if proof_name(proof) in _SUITES else None
        if suite is None or suite.value_member not in proof:
            return None
        options = {name: value for name, value in proof.items() if name != suite.value_member}
        return make_statements(
            self._sample, credential, options, contexts=self._contexts, limits=self._limits
        )

    def _facts(self, name: str, credential: Mapping[str, Any]) -> Facts:
        proof = {} if self._token else credential["proof"]
        everywhere = self._sample.everywhere
        if not all(isinstance(value, str) for value in proof.values()):
            raise Uncertain
        return Facts(
            format=name,
            depth=_depth(self._sample.data),
            members=frozenset(self._sample.data),
            issuer=self._place(issuer_id(credential)),
            proof={member: everywhere[value] for member, value in proof.items()},
            starts=tuple(self._places(credential, FROM)),
            ends=tuple(self._places(credential, UNTIL)),
        )

    def _places(self, credential: Mapping[str, Any], members: Sequence[str]) -> Iterator[int]:
        for member in members:
            if member in credential:
                yield self._place(credential[member])

    def _summary(
        self, found: Format, credential: Mapping[str, Any]
    ) -> tuple[Template, Template | None]:
        said = found.summary(credential)
        achievement = None
        if said.achievement is not None:
            achievement = self._template(list(as_dict(said.achievement).values()))
        row = as_dict(said)
        row["achievement"] = None
        if self._token:
            row["proof_types"] = ("JWT", *said.proof_types)
        return self._template(list(row.values())), achievement

    def _template(self, row: list[Any]) -> Template:
        places = {}
        for position, value in enumerate(row):
            place = self._sample.place_of(value)
            if place is not None:
                places[position] = place
            elif self._sample.mentions(value):
                # Several values in one text, or a part of one.
                raise Uncertain
        return Template(row, places)


def _depth(data: Any) -> int:
    """Levels of arrays and objects."""
    deepest, stack = 0, [(data, 1)]
    while stack:
        item, depth = stack.pop()
        if isinstance(item, dict | list):
            deepest = max(deepest, depth)
            stack.extend(
                (child, depth + 1) for child in (item.values() if isinstance(item, dict) else item)
            )
    return deepest
