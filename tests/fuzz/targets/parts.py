"""JSON, JSON-LD, N-Quads: the readers under every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from passports.standards import jsonld, strict_json
from passports.standards.jsonld import JsonLdError, nquads
from passports.standards.jsonld.jcs import canonical_json
from tests.fuzz.mutation import mutate_json
from tests.fuzz.oracle import require
from tests.fuzz.targets.documents import any_seeds, embedded_seeds
from tests.fuzz.targets.target import Target
from tests.standards.jsonld.comparing import oxigraph_canonical
from tests.standards.making import V2


def json_seeds() -> dict[str, bytes]:
    return {
        "numbers.json": b'{"a": [0, -1, 1.5, 1e3, 9007199254740993, 1e-7, 123456789012]}',
        "text.json": '{"é": "\\u00e9 \\ud83d\\ude00 \\n \\" \\\\", "": [[[]]], "b": null}'.encode(),
        "badge.json": embedded_seeds()["badge.json"],
    }


def _strict_json() -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        try:
            value = strict_json.loads(content)
        except strict_json.BadJson:
            return
        plain = json.loads(content.decode("utf-8-sig"))
        require(_same(plain, value), "another reading than the library's")
        try:
            written = canonical_json(value)
            again = canonical_json(strict_json.loads(written))
        except JsonLdError:
            # Numbers that are no exact doubles, also when written without their exponent.
            return
        require(again == written, "JCS is not stable")

    return run


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def linked_seeds() -> dict[str, bytes]:
    related = [{"id": f"_:n{i}", "related": {"id": f"_:n{(i + 1) % 5}"}} for i in range(5)]
    odd = {
        "@context": [V2, {"@vocab": "urn:v:", "l": {"@container": "@list"}, "j": {"@type": "@json"},
                          "m": {"@container": "@language"}, "i": {"@container": "@index"},
                          "g": {"@container": "@graph"}, "r": {"@reverse": "urn:v:back"},
                          "n": "@nest", "d": {"@id": "urn:v:d", "@direction": "rtl"}}],
        "id": "urn:x:1",
        "l": [1, [2.5, True], "x"],
        "j": {"a": [1, None]},
        "m": {"en": "x", "de": ["y"]},
        "i": {"a": {"id": "urn:x:2"}},
        "g": {"id": "urn:x:3", "p": "q"},
        "r": {"id": "urn:x:4"},
        "n": {"p": {"@value": "v", "@language": "en"}},
        "d": "text",
    }  # fmt: skip
    ring = {"@context": {"@vocab": "urn:v:", "id": "@id"}, "@graph": related}
    return embedded_seeds() | {
        "odd.json": json.dumps(odd).encode(),
        "ring.json": json.dumps(ring).encode(),
        "clr.json": any_seeds()["clr.json"],
    }


def _linked() -> Callable[[bytes], None]:
    """The planned path says what the complete one says; the result reads as itself again."""
    complete = getattr(jsonld, "canonicalize_completely", None)

    def run(content: bytes) -> None:
        try:
            document = strict_json.loads(content)
        except strict_json.BadJson:
            return
        found = _outcome(jsonld.canonicalize, document)
        if complete is not None:
            require(found == _outcome(complete, document), "the plan says something else")
            other = _outcome(lambda value: jsonld.canonicalize(value, hash_name="sha384"), document)
            whole = _outcome(lambda value: complete(value, hash_name="sha384"), document)
            require(other == whole, "the plan says something else with SHA-384")
        if isinstance(found, str):
            again = jsonld.canonicalize_nquads(found)
            require(again == found, "the canonical form is not its own canonical form")
        # What is kept without safe mode may differ; it must not raise anything else.
        _outcome(lambda value: str(jsonld.to_nquads(value, safe=False)), document)

    return run


def _outcome(read: Callable[[Any], str], document: Any) -> str | tuple[str, str]:
    try:
        return read(document)
    except JsonLdError as error:
        return ("refused", error.code)


def nquads_seeds() -> dict[str, bytes]:
    return {
        "terms.nq": (
            '<urn:a> <urn:p> "x" .\n_:b0 <urn:p> "é\\u00e9\\n"@en-GB <urn:g> .\n'
            '_:b0 <urn:p> _:b1 _:g .\n<urn:a> <urn:p> "1"^^<urn:t> . # comment\n\n'
        ).encode(),
        "ring.nq": b"".join(
            f"_:n{i} <urn:p> _:n{(i + 1) % 4} .\n".encode() for i in range(4)
        ),
    }  # fmt: skip


def _nquads() -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return
        try:
            quads = nquads.parse(text)
        except JsonLdError:
            return
        written = "".join(nquads.line(quad) for quad in quads)
        require(nquads.parse(written) == quads, "what was written reads as something else")
        canonical = _outcome(jsonld.canonicalize_nquads, text)
        # The other implementation has no bound on its work, and sees languages in lower case.
        small = len(quads) < 40 and len({q.subject for q in quads if q.subject[0] == "_"}) < 6
        if isinstance(canonical, str) and small and "@" not in text:
            try:
                other = oxigraph_canonical(written)
            except SyntaxError:
                # It reads RDF 1.2, where a blank node's name has no colon.
                return
            require(canonical == other, "another canonical form")

    return run


TARGETS = (
    Target("strict_json", _strict_json, json_seeds, mutate_json),
    Target("json_ld", _linked, linked_seeds, mutate_json),
    Target("n_quads", _nquads, nquads_seeds),
)
