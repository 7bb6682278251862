"""The same checks for many credentials in a row: what is asked about an issuer is asked once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from passports.adapters.key_store import OwnDocuments
from passports.adapters.trust_store import RegistryTrustStore
from passports.standards import verify_bytes
from passports.standards.jsonld import SHIPPED
from passports.standards.types import Fetch, Recognition, Report


class RememberedKeys:
    """`OwnDocuments`, each identifier once."""

    def __init__(self) -> None:
        self._asked = OwnDocuments()
        self._known: dict[str, Mapping[str, Any] | None] = {}

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None:
        if identifier not in self._known:
            self._known[identifier] = self._asked.controller_document(identifier)
        return self._known[identifier]


class RememberedTrust:
    """`RegistryTrustStore`, each issuer once."""

    def __init__(self) -> None:
        self._asked = RegistryTrustStore()
        self._known: dict[str, Sequence[Recognition]] = {}

    def recognitions(self, issuer_id: str) -> Sequence[Recognition]:
        if issuer_id not in self._known:
            self._known[issuer_id] = self._asked.recognitions(issuer_id)
        return self._known[issuer_id]


class ManyVerifier:
    """Verifies documents of one piece of work as of one moment, as nobody's."""

    def __init__(self, *, fetch: Fetch, now: datetime) -> None:
        self._fetch, self._now = fetch, now
        self._keys, self._trust = RememberedKeys(), RememberedTrust()

    def report(self, content: bytes) -> Report:
        """The report on one document. Raises what the fetch raises beyond FetchFailed."""
        return verify_bytes(
            content,
            fetch=self._fetch,
            keys=self._keys,
            trust=self._trust,
            contexts=SHIPPED,
            now=self._now,
        )
