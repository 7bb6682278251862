"""The ways to prove a domain. A new one is a file here, a line in the registry, and a choice of
`ProofMethod`."""

from accounts.domain_proofs import dns_txt, email, well_known
from accounts.domain_proofs.method import Method, NotFound
from accounts.models import ProofMethod

_METHODS: dict[str, Method] = {
    ProofMethod.EMAIL: email.METHOD,
    ProofMethod.DNS_TXT: dns_txt.METHOD,
    ProofMethod.WELL_KNOWN: well_known.METHOD,
}


def method_of(name: str) -> Method:
    """Raises KeyError for a way that nobody registered."""
    return _METHODS[name]


def machine_methods() -> list[str]:
    """Those that the portal can check by itself, now and every week."""
    return [name for name, method in _METHODS.items() if method.check is not None]


__all__ = ["Method", "NotFound", "machine_methods", "method_of"]
