"""What a credential says, and what it says of a claim. Nothing is written here."""

from passports.claims.matching import Comparison, Said, compare
from passports.claims.reading import text
from passports.models import Claim, Credential, Proposal


def comparison(*, claim: Claim, credential: Credential) -> Comparison:
    """What the credential says of the claim's newest revision. Writes nothing."""
    if claim.current is None:
        raise ValueError("A claim without a revision cannot be compared.")
    return compare(claim.kind, claim.current, said_by(credential))


def said_by(credential: Credential) -> Said:
    """What a credential says, from its proposal and its summary."""
    proposal: Proposal | None = getattr(credential, "proposal", None)
    values = proposal.values if proposal else {}
    if credential.summary.get("attestation"):
        # Whoever signs it, what counts is what was said about the claim.
        return Said(
            kind=proposal.kind if proposal else "",
            titles=tuple(title for title in (text(values.get("title")),) if title),
            organizations=tuple(name for name in (text(values.get("organization_name")),) if name),
            values=values,
        )
    achievement = credential.summary.get("achievement") or {}
    # Not `credential.title`: that is the file's name when the credential has none.
    titles = (
        text(values.get("title")),
        text(achievement.get("name")),
        text(credential.summary.get("name")),
    )
    return Said(
        kind=proposal.kind if proposal else "",
        titles=tuple(title for title in titles if title),
        organizations=tuple(
            name for name in (text(values.get("organization_name")), credential.issuer_name) if name
        ),
        values=values,
    )
