"""Requests whose claims are all proven by credentials that the holder has, and what must have
become of each."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import AgeBand, Membership, Notification, User
from benchmarks.people import make_person
from employers.models import (
    Answer,
    Layer,
    RequestedClaim,
    RequestState,
    SignedAnswer,
    VerificationRequest,
)
from passports.models import Disclosure
from portal.kernel.models import AuditRow, KeptMail, WorkRow, WorkState
from tests.employers.rows import make_claim, make_credential, tie
from tests.factories.employers import make_request

CLAIMS = (("employment", "Welder"), ("language", "Spanish"))


@transaction.atomic
def make_held(member: Membership, number: int) -> list[VerificationRequest]:
    """So many people with two claims each, asked for both by one recruiter; not yet authorized."""
    password = make_person().password
    made = []
    for place in range(number):
        name = f"Held Person {place}"
        holder = User.objects.create(
            name=name,
            email=f"held{place}.{member.pk.hex}@people.example",
            password=password,
            age_band=AgeBand.ADULT,
        )
        request = make_request(
            organization=member.organization,
            by=member.user,
            holder=holder,
            email=holder.email,
            name=name,
            items=CLAIMS,
        )
        for row in request.requested_claims.all():
            row.claim = make_claim(holder, title=row.description, kind=row.kind)
            row.save(update_fields=["claim"])
            tie(row.claim, make_credential(holder))
        made.append(request)
    return made


def require_once(requests: list[VerificationRequest]) -> None:
    """Every request completed, and each of its effects there exactly once. Raises RuntimeError."""
    ids = {request.pk for request in requests}
    holders = {request.holder_id: request.pk for request in requests}
    found = VerificationRequest.objects.filter(pk__in=ids)
    _once("completed", ids, found.filter(state=RequestState.COMPLETED).values_list("pk", flat=True))
    rows = RequestedClaim.objects.filter(request__in=ids)
    confirmed = rows.filter(answer=Answer.CONFIRMED, layer=Layer.HELD)
    _once(
        "claims confirmed",
        set(rows.values_list("pk", flat=True)),
        confirmed.values_list("pk", flat=True),
    )
    for deed in ("request_authorized", "request_completed"):
        written = AuditRow.objects.filter(deed=deed, object_id__in=ids)
        _once(deed, ids, written.values_list("object_id", flat=True))
    disclosures = Disclosure.objects.filter(holder__in=holders)
    _once("disclosures", set(holders), disclosures.values_list("holder_id", flat=True))
    _once(
        "claims disclosed",
        set(rows.values_list("claim__current_id", flat=True)),
        disclosures.values_list("revisions", flat=True),
    )
    _signed_once(ids)
    for kind, page in (
        ("request_answered", "employer_request"),
        ("request_disclosed", "request_for_me"),
    ):
        told = Notification.objects.filter(kind=kind, mailed_at__isnull=False)
        wanted = {reverse(page, args=[each]) for each in ids}
        _once(kind, wanted, told.filter(url__in=wanted).values_list("url", flat=True))
    mailed = KeptMail.objects.filter(to__in=[request.invited_email for request in requests])
    _once(
        "mails to holders",
        {request.invited_email for request in requests},
        mailed.values_list("to", flat=True),
    )
    left = WorkRow.objects.exclude(state=WorkState.DONE).count()
    if left:
        raise RuntimeError(f"{left} pieces of work were not done")


def _signed_once(ids: set[Any]) -> None:
    signed = SignedAnswer.objects.filter(request__in=ids)
    _once("signed answers", ids, signed.values_list("request_id", flat=True))
    for content in signed.values_list("content", flat=True):
        [inside] = json.loads(content)["verifiableCredential"]
        said = [claim["answer"] for claim in inside["credentialSubject"]["claims"]]
        if said != ["confirmed"] * len(CLAIMS):
            raise RuntimeError(f"a signed answer says {said}")


def _once(what: str, wanted: set[Any], found: Iterable[Any]) -> None:
    counted = Counter(found)
    lost = len(wanted - counted.keys())
    doubled = sum(number - 1 for number in counted.values())
    strangers = len(counted.keys() - wanted)
    if lost or doubled or strangers:
        raise RuntimeError(f"{what}: {lost} lost, {doubled} doubled, {strangers} unexpected")
