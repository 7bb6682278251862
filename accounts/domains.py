"""Domains of organizations, for everybody who asks whether an address belongs to one."""

import re

from accounts.free_mail import is_free_mail_domain, is_public_suffix
from accounts.models import DomainProof, Organization

MAX_CHARACTERS = 253
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LAST_LABEL = re.compile(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


class BadDomain(Exception):
    """No domain that an organization can prove. Codes: not_a_domain, public_suffix, free_mail."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_domain(text: str) -> str:
    """The domain in lower case, other letters as xn--. Raises BadDomain("not_a_domain")."""
    bare = text.strip().rstrip(".").lower()
    try:
        domain = bare.encode("ascii").decode() if bare.isascii() else bare.encode("idna").decode()
    except UnicodeError:
        raise BadDomain("not_a_domain") from None
    *labels, last = domain.split(".")
    good = all(_LABEL.fullmatch(label) for label in labels) and _LAST_LABEL.fullmatch(last)
    if not good or len(domain) > MAX_CHARACTERS:
        raise BadDomain("not_a_domain")
    return domain


def provable_domain(text: str) -> str:
    """The domain, if an organization may prove it. Raises BadDomain.

    It has two labels or more, is no suffix below which anybody registers, and gives no addresses
    to everybody.
    """
    domain = clean_domain(text)
    if is_public_suffix(domain):
        raise BadDomain("public_suffix")
    if is_free_mail_domain(domain):
        raise BadDomain("free_mail")
    return domain


def domain_of(email: str) -> str:
    """The domain of an email address, or "" when it has none that could be real."""
    _local, at, domain = email.strip().rpartition("@")
    if not at or not _local:
        return ""
    try:
        return clean_domain(domain)
    except BadDomain:
        return ""


def is_free_mail(email: str) -> bool:
    """Whether the address is of a provider that gives one to anybody, such as Gmail."""
    return is_free_mail_domain(domain_of(email))


def proven_domain_of(email: str) -> Organization | None:
    """The organization that has proven exactly the domain of this address, whatever its vetting:
    ask `is_vetted` before it may do something. None when nobody has.

    Of two that share a domain by permission of an administrator, the one that proved it by itself.
    """
    domain = domain_of(email)
    if not domain:
        return None
    proof = (
        DomainProof.objects.proven()
        .filter(domain=domain)
        .select_related("organization")
        .order_by("is_shared", "proven_at")
        .first()
    )
    return proof.organization if proof else None


def belongs_to(email: str, organization: Organization) -> bool:
    """Whether the address is at a domain that this organization has proven."""
    return domain_of(email) in organization.proven_domains()
