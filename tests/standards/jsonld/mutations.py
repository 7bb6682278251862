"""Documents made different: in their values only, and in their structure."""

from __future__ import annotations

import copy
import random
from typing import Any

TEXTS = (
    "", "x", "Completed", "Enrolled", "id", "type", "@id", "@type", "@foo", "name", "rel/ative",
    "a b", 'say "yes"', "back\\slash", "line\nfeed", "\r", "tab\t", "\x00", "\x7f", "\x85",
    "\xa0", "\u2028", "\xe9t\xe9", "\u6f22\u5b57", "\U0001f600", "%s", "%%", "100%", "{0}",
    "_:b0", "_:x", "_:c14n0", "_:", "urn:a", "urn:a b", "urn:a\xa0b", "urn:a\nurn:b", "urn:a#b",
    "urn:a#b#c", "urn:%s", "urn:a<b", "URN:UUID:1", "https://a.example/",
    "https://a.example/\xe9?x=%20#y", "https:", "a:", ":a", "did:key:z6Mk", "mailto:a@b.example",
    "cred:x", "sec:x", "xsd:string", "xsd://a", "schema:name", "proof", "assertionMethod",
    "authentication", "Achievement", "https://w3id.org/security#assertionMethod",
    "2024-01-01T00:00:00Z", "a" * 300, "1.0", "true",
)  # fmt: skip
NUMBERS = (
    0, 1, -1, 2, 1.0, 1.5, -0.0, 0.1, 1e+21, 1e-07, 5e-324, 1e+308, 9007199254740991,
    9007199254740992, -9007199254740992, 10**400, 1.7976931348623157e+308, 0.30000000000000004,
    123456789.12345679, 100, 100.0,
)  # fmt: skip
KEYS = (
    "id", "type", "name", "@id", "@type", "@value", "@language", "@list", "@set", "@graph",
    "@nest", "@included", "@reverse", "@index", "@direction", "@context", "description", "issuer",
    "proof", "credentialSubject", "achievement", "creator", "image", "tag", "result", "evidence",
    "undefined", "https://schema.org/name", "urn:p", "_:p", "alignment", "credentialStatus",
    "relatedResource", "validFrom", "address", "identifier", "verifiableCredential", "criteria",
    "statusPurpose", "proofPurpose", "status", "endorsement", "@json", "previousProof",
    "verificationMethod",
)  # fmt: skip
CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://w3id.org/security/data-integrity/v2",
    "https://www.w3.org/ns/credentials/examples/v2",
    "https://unknown.example/",
    {"p": "urn:p"},
    {"p": {"@id": "urn:p", "@type": "@id"}},
    None,
)


def _places(document: Any) -> list[tuple[Any, Any]]:
    """Every place of a value: its container and its key or index; contexts are left alone."""
    found = []
    stack = [document]
    while stack:
        item = stack.pop()
        pairs = item.items() if isinstance(item, dict) else enumerate(item)
        for key, value in list(pairs):
            if key != "@context":
                found.append((item, key))
                if isinstance(value, dict | list):
                    stack.append(value)
    return found


def other_values(document: Any, rng: random.Random, *, wild: float) -> Any:
    """A copy with other texts and numbers, mostly alike; `wild` is the share of odd ones."""
    result = copy.deepcopy(document)
    texts: list[str] = []
    for container, key in _places(result):
        value = container[key]
        if isinstance(value, str) and key not in ("type", "@type", "@language"):
            if isinstance(container, list) and value[:1].isupper() and " " not in value:
                continue
            texts.append(value)
            if rng.random() < wild:
                container[key] = rng.choice((*TEXTS, rng.choice(texts)))
            elif ":" in value:
                container[key] = value + str(rng.randrange(100))
            elif " " in value or rng.random() < wild:
                container[key] = f"{value} {rng.randrange(100)}"
        elif isinstance(value, int | float) and not isinstance(value, bool):
            container[key] = rng.choice(NUMBERS) if rng.random() < wild else rng.randrange(1000)
    return result


def other_structure(document: Any, rng: random.Random) -> Any:
    """A copy with up to three changes of keys, kinds of value, order, types or contexts."""
    result = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        places = _places(result)
        if places:
            _change(result, *rng.choice(places), rng)
    return result


def _change(document: Any, container: Any, key: Any, rng: random.Random) -> None:
    value = container[key]
    match rng.randrange(12):
        case 0:
            del container[key]
        case 1:
            container[key] = [value]
        case 2:
            container[key] = [value, copy.deepcopy(value)]
        case 3 if isinstance(container, dict):
            container[rng.choice(KEYS)] = container.pop(key)
        case 4 if isinstance(container, dict):
            container[rng.choice(KEYS)] = rng.choice((*TEXTS, *NUMBERS, True, False, None))
        case 5:
            container[key] = rng.choice((None, True, False, {}, [], [[]], rng.choice(NUMBERS)))
        case 6:
            container[key] = rng.choice(({"@value": value}, {"@id": value}, {"@list": [value]}))
        case 7 if isinstance(container, dict):
            items = list(container.items())
            rng.shuffle(items)
            container.clear()
            container.update(items)
        case 8 if isinstance(value, dict):
            value["type"] = rng.choice(
                ("Achievement", ["Profile", "Image"], [], "urn:t", "Nothing")
            )
        case 9 if isinstance(document.get("@context"), list):
            document["@context"].insert(rng.randrange(3), rng.choice(CONTEXTS))
        case 10:
            container[key] = {
                "@value": "x",
                rng.choice(("@language", "@type", "@direction")): rng.choice(
                    ("en", "EN-us", "e n", "xsd:date", "urn:d", "ltr", "@json")
                ),
            }
        case _:
            container[key] = copy.deepcopy(rng.choice(_places(document))[0])
