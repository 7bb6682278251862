"""Whole documents through `verify_bytes`: what is verified must be what was signed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from passports.standards import P256SigningKey, bake, make_status_list, status_entry
from passports.standards.types import Verdict
from tests.fuzz.mutation import mutate_json, mutate_png, mutate_token
from tests.fuzz.oracle import Originals, require, whole
from tests.fuzz.targets.target import Target
from tests.standards.making import (
    ISSUER_KEY,
    LIST_URL,
    NOW,
    OTHER_KEY,
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    Documents,
    badge,
    check,
    plain,
    plain_1,
    signed,
    token,
    web_document,
)
from tests.standards.test_endorsements import given

P256 = P256SigningKey.from_seed(bytes(range(32)))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def _dump(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def _rich() -> dict[str, Any]:
    """A badge with most members that there are."""
    made = badge(validUntil="2030-01-01T00:00:00Z", description="A long one")
    made["issuer"] |= {"url": "https://school.example", "image": {
        "id": "https://school.example/logo.png", "type": "Image"}}  # fmt: skip
    made["evidence"] = [{"id": "https://school.example/e/1", "type": ["Evidence"], "name": "Film"}]
    made["credentialSubject"]["achievement"]["tag"] = ["steel", "all positions"]
    made["credentialSubject"]["identifier"] = [
        {"type": "IdentityObject", "hashed": False, "identityHash": "a@b.example",
         "identityType": "emailAddress"}
    ]  # fmt: skip
    return made


def embedded_seeds() -> dict[str, bytes]:
    return {
        "badge.json": _dump(signed(badge())),
        "badge-rich.json": _dump(signed(_rich())),
        "endorsed.json": _dump(signed(badge(endorsement=[given()]))),
        "plain.json": _dump(signed(plain(name="Plain", description="Words"))),
        "plain-1.json": _dump(signed(plain_1(), proof="Ed25519Signature2020")),
    }


def jcs_seeds() -> dict[str, bytes]:
    return {
        "badge.json": _dump(signed(badge(), proof="eddsa-jcs-2022")),
        "rich.json": _dump(signed(_rich(), proof="eddsa-jcs-2022")),
    }


def token_seeds() -> dict[str, bytes]:
    return {
        "badge.jwt": token(badge()).encode(),
        "plain-1.jwt": token(plain_1()).encode(),
        "rich.jwt": token(_rich()).encode(),
    }


def png_seeds() -> dict[str, bytes]:
    return {
        "json.png": bake(PNG, embedded_seeds()["badge.json"]),
        "token.png": bake(PNG, token_seeds()["badge.jwt"]),
    }


def svg_seeds() -> dict[str, bytes]:
    return {
        "json.svg": bake(SVG, embedded_seeds()["badge.json"]),
        "token.svg": bake(SVG, token_seeds()["badge.jwt"]),
    }


def _originals(
    seeds: Callable[[], dict[str, bytes]], *, exact: bool
) -> Callable[[], Callable[[bytes], None]]:
    return lambda: Originals(seeds().values(), exact=exact)


def status_list_seeds() -> dict[str, bytes]:
    made = make_status_list(
        url=LIST_URL, issuer=ISSUER_KEY.did, purpose="revocation", flagged=[94], valid_from=NOW
    )
    return {"list.json": _dump(signed(made)), "list.jwt": token(made).encode()}


def _status_list() -> Callable[[bytes], None]:
    """A revoked credential stays unverified whatever its list is turned into."""
    revoked = _dump(signed(badge(credentialStatus=status_entry(LIST_URL, 94))))

    def run(content: bytes) -> None:
        report = check(revoked, Documents({LIST_URL: content}))
        whole(report)
        require(report.verdict is not Verdict.VERIFIED, "a changed list reinstated a credential")

    return run


def controller_seeds() -> dict[str, bytes]:
    jwk = {"id": f"{WEB_ISSUER}#key-2", "type": "JsonWebKey", "controller": WEB_ISSUER,
           "publicKeyJwk": P256.jwk}  # fmt: skip
    both = web_document()
    both["verificationMethod"].append(jwk)
    both["assertionMethod"].append(jwk["id"])
    return {"did.json": _dump(web_document()), "did-two.json": _dump(both)}


def _controller() -> Callable[[bytes], None]:
    """A key that the issuer never listed does not verify, whatever its document is turned into."""
    name = f"{WEB_ISSUER}#key-1"
    foreign = [
        _dump(signed(badge(WEB_ISSUER), OTHER_KEY, key_id=name)),
        token(badge(WEB_ISSUER), OTHER_KEY, key_id=name).encode(),
    ]

    def run(content: bytes) -> None:
        for credential in foreign:
            report = check(credential, Documents({WEB_DOCUMENT_URL: content}))
            whole(report)
            require(report.verdict is not Verdict.VERIFIED, "a foreign key was believed")

    return run


def any_seeds() -> dict[str, bytes]:
    """Kinds of document whose answer is a report, whatever it is."""
    inner = signed(badge())
    contexts = [badge()["@context"][0]]
    presentation = {"@context": contexts, "type": ["VerifiablePresentation"],
                    "holder": ISSUER_KEY.did, "verifiableCredential": [inner]}  # fmt: skip
    clr = plain(
        type=["VerifiableCredential", "ClrCredential"],
        context=[*contexts, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"],
        name="Transcript",
    )
    clr["credentialSubject"] |= {"type": ["ClrSubject"], "verifiableCredential": [inner]}
    assertion = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://badges.example/a/1",
        "recipient": {"type": "email", "hashed": False, "identity": "a@b.example"},
        "badge": "https://badges.example/b/1",
        "issuedOn": "2024-05-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }
    enveloped = {"@context": contexts, "type": "EnvelopedVerifiableCredential",
                 "id": "data:application/vc+jwt," + token(badge())}  # fmt: skip
    head, claims, signature = token(plain(_sd_alg="sha-256", vct="https://x.example/t")).split(".")
    return {
        "presentation.json": _dump(presentation),
        "clr.json": _dump(clr),
        "assertion.json": _dump(assertion),
        "enveloped.json": _dump(enveloped),
        "presented-envelope.json": _dump(presentation | {"verifiableCredential": [enveloped]}),
        "badge-1.json": _dump({"uid": "1", "recipient": "a@b.example", "badge": {
            "name": "B", "issuer": {"origin": "https://badges.example", "name": "I"}}}),
        "selective.txt": f"{head}.{claims}.{signature}~WyJzYWx0IiwgIm5hbWUiLCAiQSJd~".encode(),
        "status.json": _dump(
            signed(badge(credentialStatus=status_entry(LIST_URL, 7)))
        ),
    }  # fmt: skip


def _any() -> Callable[[bytes], None]:
    """Nothing here is signed as a whole, so nothing but what holds a signed badge may verify."""
    served = {
        LIST_URL: status_list_seeds()["list.json"],
        "https://badges.example/b/1": {
            "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "name": "Welder",
            "id": "https://badges.example/b/1", "description": "Welds.",
            "image": "https://badges.example/i.png", "criteria": {"narrative": "Weld."},
            "issuer": "https://badges.example/i"},
        "https://badges.example/i": {
            "@context": "https://w3id.org/openbadges/v2", "type": "Issuer", "name": "I",
            "id": "https://badges.example/i", "url": "https://badges.example"},
    }  # fmt: skip

    def run(content: bytes) -> None:
        whole(check(content, Documents(served)))

    return run


def _mixed(content: bytes, rng: Any) -> bytes:
    return (mutate_json if content[:1] in (b"{", b"[") else mutate_token)(content, rng)


TARGETS = (
    Target("embedded", _originals(embedded_seeds, exact=False), embedded_seeds, mutate_json),
    Target("jcs", _originals(jcs_seeds, exact=True), jcs_seeds, mutate_json),
    Target("token", _originals(token_seeds, exact=True), token_seeds, mutate_token),
    Target("png", _originals(png_seeds, exact=False), png_seeds, mutate_png),
    Target("svg", _originals(svg_seeds, exact=False), svg_seeds),
    Target("status_list", _status_list, status_list_seeds, _mixed),
    Target("controller", _controller, controller_seeds, mutate_json),
    Target("any_document", _any, any_seeds, _mixed),
)
