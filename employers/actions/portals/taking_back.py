"""What another portal was told goes with the credential here on which it rests.

The other portal reads the status of our attestation every hour. So whatever
becomes of the credential becomes of the attestation: revoked with it, suspended while nobody can
rely on it, in force again with it.
"""

from django.db import transaction

from employers.layers import held
from employers.models import PassedOn
from passports.actions import issuing_status
from passports.comparing import said_by
from passports.models import Credential, Dispute, DisputeState, IssuedState, VerdictChoice
from passports.reliance import undoing_check
from passports.voices import voice_for

_UNSETTLED = (VerdictChoice.INCONCLUSIVE, VerdictChoice.UNSUPPORTED)
_WRONG = (DisputeState.CORRECTED, DisputeState.UNRESOLVED)


def follow(credential: Credential) -> None:
    """After another check of a credential, or news of a dispute of it. Inside that transaction, of
    which the first deed was to take its turn at the credential."""
    credential = (
        Credential.objects.select_related("latest_report", "superseded_by", "issuer", "proposal")
        .get(pk=credential.pk)
    )  # fmt: skip
    told = PassedOn.objects.filter(credential=credential).exclude(issued__state=IssuedState.REVOKED)
    for each in told.select_related("issued").order_by("pk"):
        to, reason = _state_for(credential, each)
        if to != each.issued.state:
            _move(each, to, reason)


def _state_for(credential: Credential, told: PassedOn) -> tuple[IssuedState, str]:
    """In which state what was told has to be now, and why, as a code."""
    disputes = Dispute.objects.filter(credential=credential)
    if disputes.filter(state__in=_WRONG).exists():
        return IssuedState.REVOKED, "disputed"
    if credential.superseded_by is not None and said_by(credential.superseded_by) != said_by(
        credential
    ):
        return IssuedState.REVOKED, "replaced"
    checks = credential.latest_report.checks if credential.latest_report else ()
    undone = undoing_check(checks)
    if undone is not None and undone["code"] != "suspended":
        return IssuedState.REVOKED, str(undone["code"])
    if undone is not None or disputes.open().exists():
        return IssuedState.SUSPENDED, "suspended" if undone else "disputed"
    if credential.verdict in _UNSETTLED:
        # That we could not look takes nothing back, and gives nothing back.
        return IssuedState(told.issued.state), ""
    if credential.verdict == VerdictChoice.NOT_VERIFIED:
        # Past its time: the attestation ends with it by itself.
        return IssuedState(told.issued.state), ""
    speaks = voice_for(credential, told.organization_name).counts
    stands = speaks and (credential.superseded_by is not None or held.counts(credential))
    return (IssuedState.VALID, "") if stands else (IssuedState.SUSPENDED, "issuer")


def _move(told: PassedOn, to: IssuedState, reason: str) -> None:
    try:
        with transaction.atomic():
            issuing_status.set_state(credential=told.issued, to=to, reason=reason, by=None)
    except issuing_status.MoveLost:
        # An administrator was faster, or has revoked it for good.
        return
