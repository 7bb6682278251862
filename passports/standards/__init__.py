"""The published standards, pure Python: `parse()`, `verify()`, `issue()`. No Django in here.

parse(content: bytes, *, filename="", limits=DEFAULT_LIMITS) -> Document   (raises NotACredential)
verify(document, *, fetch, keys, trust, contexts, now, identities=None, challenge=None,
       domain=None, limits=DEFAULT_LIMITS) -> Report
verify_bytes(content, *, …) -> Report      (what is no credential has a report too)
check_structure(content, *, contexts=None, limits=…) -> Check   (is it well formed?)
issue(credential, *, key, proof, created) -> dict | str
present(credentials, *, holder, key, key_id, created, challenge, domain) -> dict
"""

from passports.standards.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from passports.standards.baking import bake
    from passports.standards.issuing import issue, make_status_list, status_entry
    from passports.standards.parsing import parse
    from passports.standards.pipeline import not_a_credential_report, verify, verify_bytes
    from passports.standards.presenting import present
    from passports.standards.signing_key import P256SigningKey, SigningKey
    from passports.standards.structure import check_structure

__all__ = [
    "P256SigningKey",
    "SigningKey",
    "bake",
    "check_structure",
    "issue",
    "make_status_list",
    "not_a_credential_report",
    "parse",
    "present",
    "status_entry",
    "verify",
    "verify_bytes",
]
# Loaded when first asked for: who verifies one file need not wait for what issues and bakes.
_HOMES = {
    "P256SigningKey": "signing_key",
    "SigningKey": "signing_key",
    "bake": "baking",
    "check_structure": "structure",
    "issue": "issuing",
    "make_status_list": "issuing",
    "not_a_credential_report": "pipeline",
    "parse": "parsing",
    "present": "presenting",
    "status_entry": "issuing",
    "verify": "pipeline",
    "verify_bytes": "pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
