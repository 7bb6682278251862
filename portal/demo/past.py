"""What Harbor Health asked in the weeks before: enough people for measures, and for an inbox that
has to be searched. Written in bulk: nobody waits for the first start."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import AgeBand, Organization, User
from employers.asking.purposes import PurposeCode
from employers.models import (
    Answer,
    Layer,
    RequestedClaim,
    RequestState,
    Standing,
    VerificationRequest,
)
from passports.claims.matching import CONFIRMED
from passports.models import ClaimKind, Relation
from portal.demo.past_trail import trail_of
from portal.kernel.models import AuditRow
from portal.kernel.text import folded

FIRST_NAMES = (
    "Ada", "Ben", "Carla", "Dario", "Elif", "Femi", "Gloria", "Hana", "Ivan", "Joy", "Kofi",
)  # fmt: skip
LAST_NAMES = ("Adams", "Bianchi", "Cole", "Diaz", "Evans", "Frank")
JOBS = ("Nurse, ward 2", "Nurse, ward 5", "Night shift, ward 3", "Emergency room")
# How many of each: a group of fewer than ten people would not be shown.
ENDED = (
    (RequestState.COMPLETED, 30),
    (RequestState.DECLINED, 11),
    (RequestState.EXPIRED, 10),
    (RequestState.WITHDRAWN, 8),
)
HELD_SECONDS = (2, 3, 3, 4, 6, 9)
ATTESTER_HOURS = (3, 7, 22, 30, 52, 96, 140)
FORMER_EMPLOYERS = ("Lakeside Clinic", "Sierra Home Care", "St. Anne Hospital")
KEPT_DAYS = 90


def make_past(organization: Organization, by: User) -> None:
    people = _people(sum(number for _state, number in ENDED))
    states = [state for state, number in ENDED for _one in range(number)]
    requests = [
        _request(organization, by, person, state, place)
        for place, (person, state) in enumerate(zip(people, states, strict=True))
    ]
    VerificationRequest.objects.bulk_create(requests)
    RequestedClaim.objects.bulk_create(
        claim for place, request in enumerate(requests) for claim in _claims(request, place)
    )
    AuditRow.objects.bulk_create(
        row
        for person, request in zip(people, requests, strict=True)
        for row in trail_of(request, by=by, holder=person)
    )


def _people(number: int) -> list[User]:
    """Each can sign in with a code, like everybody."""
    people = []
    for place in range(number):
        first = FIRST_NAMES[place % len(FIRST_NAMES)]
        last = LAST_NAMES[place // len(FIRST_NAMES)]
        name, email = f"{first} {last}", f"{first}.{last}@people.example".lower()
        person = User(email=email, name=name, name_folded=folded(name), age_band=AgeBand.ADULT)
        person.set_unusable_password()
        people.append(person)
    User.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people
    )
    return people


def _request(
    organization: Organization, by: User, person: User, state: RequestState, place: int
) -> VerificationRequest:
    # All within 30 days, so that each period of the measures shows the same; what nobody decided
    # on is older than the time to decide, and what was answered older than the longest answer took.
    days_ago = 15 + place % 13 if state == RequestState.EXPIRED else 8 + place % 20
    sent = timezone.now() - dt.timedelta(days=days_ago, hours=place % 9)
    decided = sent + dt.timedelta(hours=1 + place % 30)
    request = VerificationRequest(
        organization=organization,
        requested_by=by,
        holder=person,
        invited_email=person.email,
        invited_name=person.name,
        purpose=str(PurposeCode.LICENSE.label),
        purpose_code=PurposeCode.LICENSE,
        reference=JOBS[place % len(JOBS)],
        deadline=sent + dt.timedelta(days=14),
        kept_days=KEPT_DAYS,
        state=state,
        created_at=sent,
        sent_at=sent,
    )
    ended = request.deadline if state == RequestState.EXPIRED else decided
    if state in (RequestState.COMPLETED, RequestState.DECLINED):
        request.decided_at = decided
    if state == RequestState.COMPLETED:
        # Without an address on paper yet: the beat signs it, as it does with whatever is older
        # than signatures.
        ended = request.completed_at = decided + _until_the_last_answer(place)
    request.kept_until = ended + dt.timedelta(days=KEPT_DAYS)
    request.fold()
    return request


def _was_asked_of_somebody(place: int) -> bool:
    return place % 3 != 0


def _until_the_last_answer(place: int) -> dt.timedelta:
    if _was_asked_of_somebody(place):
        return dt.timedelta(hours=ATTESTER_HOURS[place % len(ATTESTER_HOURS)])
    return dt.timedelta(seconds=HELD_SECONDS[place % len(HELD_SECONDS)])


def _claims(request: VerificationRequest, place: int) -> list[RequestedClaim]:
    asked = [RequestedClaim(
        request=request,
        kind=ClaimKind.LICENSE,
        description="License as a registered or vocational nurse",
    )]  # fmt: skip
    if _was_asked_of_somebody(place):
        asked.append(RequestedClaim(
            request=request,
            position=1,
            kind=ClaimKind.EMPLOYMENT,
            description="Your last job in this work: where and from when to when",
        ))  # fmt: skip
    for claim in asked:
        if request.state == RequestState.DECLINED:
            claim.answer, claim.answered_at = Answer.DECLINED, request.decided_at
        elif request.state == RequestState.COMPLETED:
            _answer(claim, request, place)
    return asked


def _answer(claim: RequestedClaim, request: VerificationRequest, place: int) -> None:
    if claim.kind == ClaimKind.LICENSE:
        seconds = HELD_SECONDS[place % len(HELD_SECONDS)]
        claim.answered_at = request.decided_at + dt.timedelta(seconds=seconds)
        claim.layer, claim.source_name = Layer.HELD, "State Board of Nursing"
        level = ""
    else:
        claim.answered_at = request.completed_at
        employer = FORMER_EMPLOYERS[place % len(FORMER_EMPLOYERS)]
        claim.layer, claim.source_name = Layer.ATTESTER, employer
        level = "high"
        claim.basis["attester"] = {
            "organization": employer,
            "role": "human resources",
            "standing": Standing.PROVEN_DOMAIN,
            "level": level,
        }
    if place % 10 == 7 and level:
        claim.answer, claim.basis["reason"] = Answer.COULD_NOT_BE_CHECKED, "attester_cannot_say"
        return
    claim.answer = Answer.CONFIRMED
    claim.basis["evidence"] = [{
        "issuer_name": claim.source_name,
        "relation": Relation.SUPPORTS,
        "fields": {"title": CONFIRMED},
        "checked_at": claim.answered_at.isoformat(),
        "attestation": level,
    }]  # fmt: skip
