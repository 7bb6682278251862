"""What others publish about themselves, their members and their credentials: JWKS, lists of
revocations, statements of a federation, hosted badges, lists of issuers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from passports.standards import strict_json
from passports.standards.identifiers.jwks import thumbprint
from passports.standards.trust.entity_statement import NotInFederation
from passports.standards.trust.issuer_list import BadRegistry, read_issuers
from passports.standards.trust.openid_federation import Federation
from passports.standards.types import Verdict
from tests.fuzz.mutation import mutate_json, mutate_token
from tests.fuzz.oracle import require, whole
from tests.fuzz.targets.target import Target
from tests.standards.formats import badge_world as badges
from tests.standards.identifiers.test_https_issuers import ISSUER, JWKS_URL, METADATA_URL, WAYS, Web
from tests.standards.making import LIST_URL, NOW, OTHER_KEY, Documents, check, plain, signed, token
from tests.standards.status import test_other_lists as lists
from tests.standards.trust import test_openid_federation as members

_FETCHABLE = (ISSUER, JWKS_URL, METADATA_URL)


def _dump(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def _web_in(content: bytes) -> dict[str, Any] | None:
    """What the input publishes: an object of addresses and documents."""
    try:
        found = strict_json.loads(content)
    except strict_json.BadJson:
        return None
    return found if isinstance(found, dict) else None


def jwks_seeds() -> dict[str, bytes]:
    return {f"{way.replace(' ', '-')}.json": _dump(served) for way, served in WAYS.items()}


def _jwks() -> Callable[[bytes], None]:
    """A key that the issuer never published signs nothing in its name."""
    names = ["2026", f"{ISSUER}#2026", f"{ISSUER}#a", thumbprint(OTHER_KEY.jwk)]
    foreign: list[Any] = [token(plain(ISSUER), OTHER_KEY, key_id=name) for name in names]
    foreign += [signed(plain(ISSUER), OTHER_KEY, key_id=f"{ISSUER}#{name}") for name in "2a"]

    def run(content: bytes) -> None:
        served = _web_in(content)
        if served is None:
            served = dict.fromkeys(_FETCHABLE, content.decode("utf-8", "replace"))
        for credential in foreign:
            report = check(credential, Web(served))
            whole(report)
            require(report.verdict is not Verdict.VERIFIED, "a foreign key was believed")

    return run


def list_seeds() -> dict[str, bytes]:
    unsigned = {"issuer": lists.ISSUER_KEY.did, "revokedCredential": [{"id": lists.BADGE_ID}]}
    return {
        "2021.json": _dump(lists.sign(lists.drafts_list("StatusList2021", (3,)))),
        "2020.json": _dump(lists.sign(lists.drafts_list("RevocationList2020", (3, 4)))),
        "token.jwt": lists.token_list({5: 1}),
        "token-8.jwt": lists.token_list({5: 2}, 8),
        "edtech.json": _dump(unsigned),
    }


def _other_lists() -> Callable[[bytes], None]:
    """A revoked credential stays so, whatever its signed list is turned into."""
    from tests.standards.making import ED2020, OB3, V1, V2, badge, plain_1

    def drafted(context: str, entry: dict[str, Any]) -> dict[str, Any]:
        made = plain_1(context=[V1, context, ED2020], credentialStatus=entry)
        return signed(made, proof="Ed25519Signature2020")

    revoked: list[Any] = [
        drafted(lists.CONTEXT_2021, lists.entry_2021(3)),
        drafted(lists.CONTEXT_2020, lists.entry_2020(3)),
        lists.with_status(),
    ]
    entry = {"id": LIST_URL, "type": "1EdTechRevocationList"}
    # Nobody signs this kind: what its host answers is what holds.
    unsigned = signed(badge(context=[V2, OB3, lists.EXTENSIONS], credentialStatus=entry))

    def run(content: bytes) -> None:
        for credential in revoked:
            report = check(credential, Documents({LIST_URL: content}))
            whole(report)
            require(report.verdict is not Verdict.VERIFIED, "a changed list reinstated it")
        whole(check(unsigned, Documents({LIST_URL: content})))

    return run


EVIL, EVIL_DID = "https://evil.example", "did:web:evil.example"


def federation_seeds() -> dict[str, bytes]:
    served = {url: body.decode() for url, body in members.federation().items()}
    college = members.well_known(members.COLLEGE)
    lonely = {url: text for url, text in served.items() if url != college}
    return {"federation.json": _dump(served), "without-a-college.json": _dump(lonely)}


def _federation() -> Callable[[bytes], None]:
    """Whoever no superior signed for is no member, and a chain leads to the anchor."""
    pinned = [members.jwk(members.ANCHOR)]
    members.KEYS[EVIL] = members.KEYS["evil"]
    own = members.own(EVIL, authority_hints=[members.STATE, members.ANCHOR])

    def run(content: bytes) -> None:
        served = _web_in(content)
        if served is None:
            return
        documents = {
            url: text.encode("utf-8", "replace") if isinstance(text, str) else text
            for url, text in served.items()
        }
        documents[members.well_known(EVIL)] = own
        for entity in (members.COLLEGE, members.DID, members.ANCHOR, EVIL, EVIL_DID):
            try:
                found = Federation(members.ANCHOR, Documents(documents), NOW, pinned).member(entity)
            except NotInFederation as error:
                require(bool(error.code), "a refusal without a code")
                continue
            require(entity not in (EVIL, EVIL_DID), "a stranger is a member")
            require(found.chain[0] == entity, "the chain of another")
            require(found.chain[-1] == members.ANCHOR, "a chain that ends elsewhere")

    return run


def mutate_statements(content: bytes, rng: random.Random) -> bytes:
    """A change inside one statement, or to the whole collection."""
    served = _web_in(content)
    if not served or rng.random() < 0.3:
        return mutate_json(content, rng)
    url = rng.choice(list(served))
    text = served[url]
    changed = mutate_token(str(text).encode("utf-8", "replace"), rng)
    return _dump({**served, url: changed.decode("utf-8", "replace")})


EVIL_HOST = "https://badges.evil.example"


def hosted_seeds() -> dict[str, bytes]:
    served = {
        badges.ISSUER: badges.issuer(),
        badges.BADGE: badges.badge_class(),
        badges.ASSERTION: badges.assertion(),
    }
    scoped = badges.issuer(verification={"type": "hosted", "startsWith": f"{badges.HOST}/a/"})
    origins = badges.issuer(verification={"allowedOrigins": "badges.college.example"})
    revoked = badges.assertion(revoked=True, revocationReason="Issued in error")
    embedded = badges.assertion(badge=badges.badge_class(issuer=badges.issuer()))
    return {
        "hosted.json": _dump(served),
        "scoped.json": _dump(served | {badges.ISSUER: scoped}),
        "origins.json": _dump(served | {badges.ISSUER: origins}),
        "revoked.json": _dump(served | {badges.ASSERTION: revoked}),
        "embedded.json": _dump(served | {badges.ASSERTION: embedded}),
        "version-1.json": _dump(served | {badges.ASSERTION: {
            "uid": "1", "recipient": {"type": "email", "hashed": False, "identity": "a@b.example"},
            "badge": badges.BADGE, "issuedOn": 1714521600,
            "verify": {"type": "hosted", "url": badges.ASSERTION}}}),
    }  # fmt: skip


def _hosted() -> Callable[[bytes], None]:
    """A badge on another host is not the college's, whatever the college publishes; one that the
    college hosts gets a whole report."""
    elsewhere = f"{EVIL_HOST}/a/1.json"
    forged = badges.assertion(id=elsewhere)

    def run(content: bytes) -> None:
        served = _web_in(content)
        if served is None:
            return
        report = check(forged, Documents(served | {elsewhere: forged}, transient=False))
        whole(report)
        require(report.verdict is not Verdict.VERIFIED, "a badge of another host was believed")
        hosted = served.get(badges.ASSERTION)
        if isinstance(hosted, dict):
            whole(check(hosted, Documents(served, transient=False)))

    return run


def issuer_list_seeds() -> dict[str, bytes]:
    registry = {
        "meta": {"created": "2024-05-01"},
        "registry": {
            "did:key:z6MkA": {"name": "A school", "url": "https://school.example"},
            "https://college.example/issuer": {"name": "A college"},
            "did:web:b.example": {},
        },
    }
    return {"registry.json": _dump(registry)}


def _issuer_list() -> Callable[[bytes], None]:
    def run(content: bytes) -> None:
        try:
            found = read_issuers(content)
        except BadRegistry as error:
            require(bool(error.code), "a refusal without a code")
            return
        for issuer in found:
            require(len(issuer.identifier) <= 500 and len(issuer.name) <= 300, "too long to store")

    return run


TARGETS = (
    Target("jwks", _jwks, jwks_seeds, mutate_json),
    Target("other_lists", _other_lists, list_seeds, lambda c, rng: (
        mutate_json if c[:1] == b"{" else mutate_token)(c, rng)),
    Target("federation", _federation, federation_seeds, mutate_statements),
    Target("hosted_badge", _hosted, hosted_seeds, mutate_json),
    Target("issuer_list", _issuer_list, issuer_list_seeds, mutate_json),
)  # fmt: skip
