"""The standards package with this portal's ports in it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from passports.adapters.archive import ArchiveFetch
from passports.adapters.fetching import LocalFetch, MemoFetch
from passports.adapters.key_store import OwnDocuments
from passports.adapters.trust_store import RegistryTrustStore
from passports.standards import verify
from passports.standards.jsonld import SHIPPED
from passports.standards.types import Document, Fetch, Identity, Report


def verify_for(document: Document, *, holder: Any, online: bool) -> Report:
    """Verify a document as this holder's, now.

    Without `online` no host is asked: raises NeedsNetwork when the verification would have to.
    """
    return verify(
        document,
        fetch=MemoFetch() if online else LocalFetch(),
        keys=OwnDocuments(),
        trust=RegistryTrustStore(),
        contexts=SHIPPED,
        now=timezone.now(),
        identities=[Identity(kind, value) for kind, value in holder.proven_identities()],
    )


def verify_as_of(document: Document, *, holder: Any, moment: datetime) -> Report:
    """Verify a document as of an earlier moment, from the archive alone: no host is asked."""
    return verify(
        document,
        fetch=ArchiveFetch(moment),
        keys=OwnDocuments(),
        trust=RegistryTrustStore(as_of=moment),
        contexts=SHIPPED,
        now=moment,
        identities=[Identity(kind, value) for kind, value in holder.proven_identities()],
    )


def verify_once(document: Document, *, fetch: Fetch) -> Report:
    """Verify a document as nobody's, now: who it was issued to is not asked."""
    return verify(
        document,
        fetch=fetch,
        keys=OwnDocuments(),
        trust=RegistryTrustStore(),
        contexts=SHIPPED,
        now=timezone.now(),
    )
