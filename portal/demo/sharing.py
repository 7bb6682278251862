"""Shares and verification requests of the demo, in several states."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Organization, User
from employers.actions import requests
from employers.models import VerificationRequest
from passports.actions import sharing
from passports.actions.disclosures import open_share
from passports.models import Audience, Claim, Share

Claims = dict[str, list[Claim]]


def make_shares_and_requests(
    people: dict[str, User], organizations: dict[str, Organization], claims: Claims
) -> None:
    harbor, bridgeway = organizations["harbor"], organizations["bridgeway"]
    riley, jo = people["riley"], people["jo"]

    # Answered: Maria shared with the hospital, was asked, and authorized all of it.
    maria = _share(people["maria"], claims["maria"], "Application as a nurse, ward 4", harbor)
    open_share(share=maria, viewer=riley, organization=harbor)
    asked = _ask(maria, claims["maria"][:1] + claims["maria"][3:], harbor, riley, "Nurse, ward 4")
    requests.authorize(
        request=asked,
        by=people["maria"],
        included=set(asked.requested_claims.values_list("id", flat=True)),
    )

    # Waiting for the holder: Devon has a request to decide.
    devon = _share(people["devon"], claims["devon"], "Welding jobs from January", bridgeway)
    open_share(share=devon, viewer=jo, organization=bridgeway)
    _ask(devon, claims["devon"], bridgeway, jo, "Welder, night shift")

    # Declined, and a share that nobody has opened yet.
    sam = _share(people["sam"], claims["sam"], "IT support at the hospital", harbor)
    open_share(share=sam, viewer=riley, organization=harbor)
    declined = _ask(sam, claims["sam"][:1], harbor, riley, "Help desk")
    requests.decline(request=declined, by=people["sam"])
    _share(people["amina"], claims["amina"], "Bookkeeping, part time", bridgeway)

    # Withdrawn: the plain page that the recruiter gets.
    withdrawn = _share(people["amina"], claims["amina"][:2], "Front desk at the hospital", harbor)
    sharing.withdraw(share=withdrawn, by=people["amina"])


def _share(
    holder: User, claims: Iterable[Claim], purpose: str, organization: Organization
) -> Share:
    share, _token = sharing.create(
        holder=holder,
        claims=claims,
        purpose=purpose,
        audience=Audience.ORGANIZATION,
        organization=organization,
        expires_at=timezone.now() + dt.timedelta(days=60),
        by=holder,
    )
    return share


def _ask(
    share: Share,
    claims: Iterable[Claim],
    organization: Organization,
    by: User,
    reference: str,
) -> VerificationRequest:
    return requests.send(
        organization=organization,
        by=by,
        share=share,
        claims=claims,
        purpose="Hiring decision for a job",
        reference=reference,
        deadline=timezone.now() + dt.timedelta(days=14),
    )
