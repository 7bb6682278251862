"""Why a claim has its mark, in one sentence for its holder."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from passports.actions.assurance import worth
from passports.models import Assurance, Claim, Evidence, Relation, VerdictChoice
from passports.reliance import undoing_check, unvouched_check
from passports.sentences.report import deciding_check, sentence_of
from passports.voices import sentence_of as voice_sentence
from passports.voices import voice_of

_UNVOUCHED = {
    "issuer_recognized": gettext_lazy(
        "The attached credential passed our checks, but no registry that we use knows its issuer. "
        "So it is a document on file."
    ),
    "recipient": gettext_lazy(
        "The attached credential passed our checks, but it does not say that it was issued to an "
        "email address that you have proven. If it was issued to another address of yours, add "
        "that address in your account. Until then it is a document on file."
    ),
}


def why(claim: Claim, evidence: Sequence[Evidence]) -> str:
    """One sentence that names the credential which decided, and what to do next where one can."""
    if claim.assurance in (Assurance.ISSUER_VERIFIED, Assurance.ATTESTED):
        deciding = next((each for each in evidence if worth(each) == claim.assurance), None)
        if deciding is not None:
            return _verified(claim, deciding)
    if not evidence:
        return _(
            "This is your own statement. Attach a credential that supports it, if you have one."
        )
    if claim.assurance == Assurance.SELF_ASSERTED:
        return _nothing(evidence)
    return _on_file(evidence)


def _verified(claim: Claim, evidence: Evidence) -> str:
    credential = evidence.credential
    sentence = (
        _("“%(title)s”, an attestation by %(issuer)s, says the same and passed our checks.")
        if claim.assurance == Assurance.ATTESTED
        else _("“%(title)s”, issued by %(issuer)s, says the same and passed our checks.")
    )
    issuer = credential.issuer_name or _("an issuer that gives no name")
    said = sentence % {"title": credential.title, "issuer": issuer}
    return f"{said} {voice_sentence(voice_of(evidence).as_json())}".strip()


def _nothing(evidence: Sequence[Evidence]) -> str:
    for each in evidence:
        report = each.credential.latest_report
        undone = undoing_check(report.checks) if report else None
        if undone:
            return _(
                "The attached credential gives this claim nothing. %(reason)s "
                "Ask its issuer for a good one, or detach it."
            ) % {"reason": sentence_of(undone)}
    return _("The attached credential was not issued to you, so it supports nothing.")


def _on_file(evidence: Sequence[Evidence]) -> str:
    best = next(
        (
            each
            for each in evidence
            if each.relation == Relation.SUPPORTS and worth(each) != Assurance.SELF_ASSERTED
        ),
        None,
    )
    if best is None:
        return _(
            "The attached credential does not say the same as this claim. "
            "Compare the two: correct the claim, or detach the credential."
        )
    verdict = best.credential.verdict
    if verdict == VerdictChoice.NOT_VERIFIED:
        report = best.credential.latest_report
        decided = deciding_check(report.checks) if report else None
        return _(
            "The attached credential did not pass our checks, so it is only a document on file. "
            "%(reason)s"
        ) % {"reason": sentence_of(decided) if decided else ""}
    if verdict == VerdictChoice.VERIFIED:
        report = best.credential.latest_report
        missing = unvouched_check(report.checks) if report else ""
        if missing:
            return str(_UNVOUCHED[missing])
        voice = voice_of(best)
        if not voice.counts:
            return _(
                "The attached credential is genuine, but %(by)s does not speak for "
                "%(organization)s. So it is a document on file. Ask %(organization)s for a "
                "credential of its own, or name somebody there who can confirm this."
            ) % {"by": voice.by, "organization": voice.organization}
        if best.credential.summary.get("attestation"):
            return _(
                "Somebody confirmed this from an email address that nobody can tie to the "
                "organization. So it is a document on file. Name a contact at the organization's "
                "own address to have it attested."
            )
        return _("The attached credential was replaced by a later one that says something else.")
    if verdict == VerdictChoice.UNSUPPORTED:
        return _("We cannot check this kind of credential yet, so it is a document on file.")
    return ngettext(
        "The attached credential could not be checked to the end yet. We will try again.",
        "The attached credentials could not be checked to the end yet. We will try again.",
        len(evidence),
    )
