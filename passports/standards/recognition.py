"""Which trust registries know the issuer?"""

from __future__ import annotations

from passports.standards.finding import Finding, could_not, failed, not_applicable, passed
from passports.standards.types import TrustStore


def check_recognized(issuer: str, trust: TrustStore | None, confirmed: bool) -> Finding:
    """Being known to a registry helps only an issuer whose key was confirmed."""
    if trust is None:
        return not_applicable("not_asked")
    found = trust.recognitions(issuer) if issuer else []
    if not found:
        return failed("issuer_not_recognized", issuer[:200], issuer=issuer)
    names = [item.registry for item in found]
    if not confirmed:
        return could_not("issuer_not_confirmed", ", ".join(names), registries=names)
    dates = [f"{item.since:%Y-%m-%d}" if item.since else "" for item in found]
    return passed(
        "issuer_recognized",
        "; ".join(f"{n} since {d}" if d else n for n, d in zip(names, dates, strict=True)),
        registries=names,
        since=dates,
        name=found[0].name,
        voices=[
            {
                "registry": item.registry,
                "name": item.name,
                "speaks_for": item.speaks_for,
                "organizations": list(item.organizations),
            }
            for item in found
        ],
    )
