"""OpenID Federation: does a chain of signed statements lead from an issuer to a trust anchor?

https://openid.net/specs/openid-federation-1_0.html#name-resolving-the-trust-chain-a. An issuer with
an https identifier publishes a statement about itself and names its superiors. A DID publishes
none: registries of the Digital Credentials Consortium state directly about it, as their subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from passports.standards import strict_json
from passports.standards.frozen import frozen
from passports.standards.hints import Any
from passports.standards.trust.entity_statement import (
    NotInFederation,
    Statement,
    check_signature,
    read_statement,
)
from passports.standards.types import Fetch, FetchFailed

MAX_DEPTH = 5
MAX_SUPERIORS = 5
MAX_FETCHES = 30


@frozen
class Membership:
    """An entity that belongs to a federation: its name there, and the chain up to the anchor."""

    entity: str
    name: str
    chain: tuple[str, ...]


@dataclass(slots=True)
class Federation:
    """One federation at one moment. `pinned` are the anchor's keys as they were first seen; the
    statement of the anchor about itself must be signed with one of them."""

    anchor: str
    fetch: Fetch
    now: datetime
    pinned: Sequence[Mapping[str, Any]] | None = None
    _configurations: dict[str, Statement] = field(default_factory=dict)
    _fetches: int = 0

    def anchor_keys(self) -> list[dict[str, Any]]:
        """The anchor's own keys, to be pinned. Raises NotInFederation."""
        return [dict(key) for key in self._configuration(self.anchor).key_set]

    def subordinates(self) -> frozenset[str] | None:
        """Whom the anchor says that it lists; None where it does not say. Nobody signs this list,
        so it spares questions and answers none (section 8.2). Raises NotInFederation."""
        endpoint = self._configuration(self.anchor).endpoint("federation_list_endpoint")
        if not endpoint:
            return None
        try:
            listed = strict_json.loads(self._get(endpoint))
        except (NotInFederation, strict_json.BadJson):
            return None
        if not isinstance(listed, list):
            return None
        return frozenset(each for each in listed if isinstance(each, str))

    def beside(self) -> Federation:
        """The same federation with a bound of its own: each thread asks through one of these."""
        return replace(self, _fetches=0)

    def member(self, entity: str) -> Membership:
        """The membership of `entity`. Raises NotInFederation."""
        self._fetches = 0
        if entity == self.anchor:
            return Membership(entity, self._configuration(entity).name, (entity,))
        if not entity.startswith("https://"):
            statement = self._subordinate(self.anchor, entity)
            _check_constraints([statement], entity)
            return Membership(entity, statement.name, (entity, self.anchor))
        own = self._configuration(entity)
        statements = self._climb(entity, own, (entity,))
        chain = (entity, *(str(each.claims["iss"]) for each in statements))
        name = own.name or next((each.name for each in statements[:1]), "")
        return Membership(entity, name, chain)

    def _climb(self, entity: str, own: Statement, path: tuple[str, ...]) -> list[Statement]:
        """The statements about `entity`, its superior, and so on up to the anchor's."""
        hints = own.claims.get("authority_hints")
        superiors = (
            [hint for hint in hints if isinstance(hint, str)] if isinstance(hints, list) else []
        )
        # The anchor itself first: the shortest chain is the one to take.
        superiors = sorted(superiors[:MAX_SUPERIORS], key=lambda hint: hint != self.anchor)
        problem = NotInFederation("no_chain", f"nothing leads from {entity} to the anchor")
        for superior in superiors:
            if superior in path or len(path) > MAX_DEPTH:
                continue
            try:
                statement = self._subordinate(superior, entity)
                check_signature(own, statement.key_set)
                above = []
                if superior != self.anchor:
                    configuration = self._configuration(superior)
                    above = self._climb(superior, configuration, (*path, superior))
                chain = [statement, *above]
                _check_constraints(chain, path[0])
            except NotInFederation as error:
                problem = error
                continue
            return chain
        raise problem

    def _configuration(self, entity: str) -> Statement:
        """What an entity says of itself, signed with its own keys."""
        if entity not in self._configurations:
            address = f"{entity.rstrip('/')}/.well-known/openid-federation"
            body = self._get(address)
            statement = read_statement(body, issuer=entity, subject=entity, now=self.now)
            check_signature(statement, statement.key_set)
            if entity == self.anchor and self.pinned is not None:
                check_signature(statement, self.pinned)
            self._configurations[entity] = statement
        return self._configurations[entity]

    def _subordinate(self, superior: str, entity: str) -> Statement:
        """What `superior` says of `entity`, signed with the superior's keys."""
        configuration = self._configuration(superior)
        endpoint = configuration.endpoint("federation_fetch_endpoint")
        if not endpoint:
            raise NotInFederation("no_fetch_endpoint", superior)
        separator = "&" if urlsplit(endpoint).query else "?"
        body = self._get(f"{endpoint}{separator}sub={quote(entity, safe='')}")
        statement = read_statement(body, issuer=superior, subject=entity, now=self.now)
        check_signature(statement, configuration.key_set)
        return statement

    def _get(self, address: str) -> bytes:
        self._fetches += 1
        if self._fetches > MAX_FETCHES:
            raise NotInFederation("too_many_fetches", address)
        try:
            return self.fetch(address).body
        except FetchFailed as error:
            code = "not_listed" if error.code == "not_found" else "unreachable"
            detail = f"{error.url}: {error.code}"
            raise NotInFederation(code, detail, transient=error.transient) from error


def _check_constraints(chain: Sequence[Statement], entity: str) -> None:
    """Section 6.2. `chain[0]` is about the entity itself; each next one about the one before."""
    host = (urlsplit(entity).hostname or "") if entity.startswith("https://") else ""
    for number, statement in enumerate(chain):
        constraints = statement.claims.get("constraints")
        if not isinstance(constraints, Mapping):
            continue
        longest = constraints.get("max_path_length")
        if isinstance(longest, int) and not isinstance(longest, bool) and number > longest:
            raise NotInFederation("path_too_long", f"{number} between, {longest} allowed")
        naming = constraints.get("naming_constraints")
        if isinstance(naming, Mapping) and host:
            _check_naming(naming, host)


def _check_naming(naming: Mapping[str, Any], host: str) -> None:
    permitted, excluded = naming.get("permitted"), naming.get("excluded")
    if isinstance(excluded, list) and any(_covers(name, host) for name in excluded):
        raise NotInFederation("name_excluded", host)
    if isinstance(permitted, list) and not any(_covers(name, host) for name in permitted):
        raise NotInFederation("name_not_permitted", host)


def _covers(name: object, host: str) -> bool:
    """RFC 5280, section 4.2.1.10, for URIs: `.example.org` is every host below, `example.org` it
    alone."""
    if not isinstance(name, str) or not name:
        return False
    wanted, given = name.lower(), host.lower()
    return given.endswith(wanted) if wanted.startswith(".") else given == wanted
