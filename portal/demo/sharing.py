"""Shares and verification requests of the demo, in several states."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Organization, User
from employers.actions import deciding, requests
from employers.actions.asking import asking, invitations, questions, templates
from employers.actions.consent.consenting import Signature
from employers.asking.job_templates import JOB_TEMPLATES
from employers.asking.purposes import PurposeCode
from employers.consent.to_sign import to_sign
from employers.models import SignMethod, VerificationRequest
from employers.models.asked_items import Item
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
    maria = share(people["maria"], claims["maria"], "Application as a nurse, ward 4", harbor)
    open_share(share=maria, viewer=riley, organization=harbor)
    asked = ask(maria, claims["maria"][:1] + claims["maria"][3:], harbor, riley, "Nurse, ward 4")
    sign(asked, people["maria"])

    # Waiting for the holder: Devon has a request to decide.
    devon = share(people["devon"], claims["devon"], "Welding jobs from January", bridgeway)
    open_share(share=devon, viewer=jo, organization=bridgeway)
    seen = ask(devon, claims["devon"], bridgeway, jo, "Welder, night shift")
    deciding.see(request=seen, by=people["devon"])

    # To somebody who has shared nothing: Maria finds it at her address, the other has no account.
    nurse = JOB_TEMPLATES["nurse"].asked_items
    ward = _ask_by_email(harbor, riley, ("Maria Alvarez", "maria@people.example"), nurse, "Ward 7")
    questions.ask_back(
        request=_delivered(ward, people["maria"]),
        by=people["maria"],
        text="Do you need both licenses, or only the one for California?",
    )
    _ask_by_email(harbor, riley, ("Nadia Okoro", "nadia@elsewhere.example"), nurse, "Ward 7")
    templates.save_template(
        organization=harbor,
        by=riley,
        name="Nurse, night shift",
        items=[*nurse, ("language", "Spanish, well enough for patients")],
        purpose_code=PurposeCode.LICENSE,
        message="We call within two days of your answer.",
        kept_days=90,
    )
    asking.save_draft(
        organization=harbor,
        by=riley,
        email="lin@elsewhere.example",
        name="Lin Park",
        items=nurse[:2],
        terms=_terms("Ward 9"),
    )

    # Declined, and a share that nobody has opened yet.
    sam = share(people["sam"], claims["sam"], "IT support at the hospital", harbor)
    open_share(share=sam, viewer=riley, organization=harbor)
    declined = ask(sam, claims["sam"][:1], harbor, riley, "Help desk")
    deciding.decline(request=declined, by=people["sam"])
    share(people["amina"], claims["amina"], "Bookkeeping, part time", bridgeway)

    # Withdrawn: the plain page that the recruiter gets.
    withdrawn = share(people["amina"], claims["amina"][:2], "Front desk at the hospital", harbor)
    sharing.withdraw(share=withdrawn, by=people["amina"])


def _terms(reference: str) -> asking.Terms:
    return asking.Terms(
        purpose=str(PurposeCode.LICENSE.label),
        purpose_code=PurposeCode.LICENSE,
        deadline=timezone.now() + dt.timedelta(days=14),
        reference=reference,
    )


def _ask_by_email(
    organization: Organization,
    by: User,
    person: tuple[str, str],
    items: list[Item],
    reference: str,
) -> VerificationRequest:
    name, email = person
    return asking.ask(
        organization=organization,
        by=by,
        email=email,
        name=name,
        items=items,
        terms=_terms(reference),
    )


def _delivered(request: VerificationRequest, holder: User) -> VerificationRequest:
    return invitations.take(request=request, by=holder)


def share(holder: User, claims: Iterable[Claim], purpose: str, organization: Organization) -> Share:
    made, _token = sharing.create(
        holder=holder,
        claims=claims,
        purpose=purpose,
        audience=Audience.ORGANIZATION,
        organization=organization,
        expires_at=timezone.now() + dt.timedelta(days=60),
        by=holder,
    )
    return made


def ask(
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


def sign(request: VerificationRequest, by: User) -> None:
    """The holder signs what is shown, and so authorizes all of it."""
    included = set(request.requested_claims.values_list("id", flat=True))
    shown = to_sign(request=request, included=included)
    deciding.authorize(
        request=request,
        by=by,
        included=included,
        signature=Signature(shown.digest, SignMethod.EMAIL_CODE),
    )
