"""Loading the demo, in the order in which its people would have done it."""

from pathlib import Path

from django.db import transaction

from accounts.models import User
from passports.actions import imports, proposals
from passports.models import Claim, Proposal, RecognizedIssuer, SpeaksFor, TrustRegistry
from passports.sources import Found
from portal.demo.claims import make_claims
from portal.demo.documents import DemoFile, make_files, make_issuers
from portal.demo.issuers import DemoIssuer, publish
from portal.demo.past import make_past
from portal.demo.people import (
    ADMINISTRATOR,
    HOLDERS,
    make_administrator,
    make_organizations,
    make_people,
)
from portal.demo.questions import make_questions, name_registrars
from portal.demo.registrar import answer_two, ask_graduates, object_to_one
from portal.demo.sharing import make_shares_and_requests
from portal.kernel.models import WorkRow
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.work.running import run_row


def loaded() -> bool:
    return User.objects.filter(email=ADMINISTRATOR[1]).exists()


def load(*, documents: Path) -> None:
    """Make everything. `documents` is the folder for what issuers publish."""
    issuers = make_issuers()
    files = make_files(issuers, {key: email for key, (_name, email) in HOLDERS.items()})
    publish(list(issuers.values()), documents)
    with transaction.atomic():
        administrator = make_administrator()
        people = make_people()
        organizations = make_organizations(people, administrator)
        _recognize(issuers)
        claims = make_claims(people)
        _bring(files, people)
    work_off("passports.check_item")
    for key in people:
        claims.setdefault(key, []).extend(_accept_proposals(people[key]))
    with transaction.atomic():
        make_past(organizations["harbor"], people["riley"])
        make_shares_and_requests(people, organizations, claims)
    work_off("employers.answer_request")
    with transaction.atomic():
        name_registrars(people, organizations)
        make_questions(people, organizations, claims)
        asked = ask_graduates(organizations["valley"], organizations["harbor"], people["riley"])
    work_off("employers.answer_request")
    answer_two(asked, people["pat"])
    work_off("employers.sign_answer")
    object_to_one(asked)
    work_off("employers.mail_attestation")


def work_off(kind: str) -> None:
    """Do here what a worker would do: none runs yet while the demo is loaded."""
    rows = WorkRow.objects.filter(kind=kind, state__in=UNFINISHED)
    for row_id in list(rows.values_list("id", flat=True)):
        run_row(row_id)


def _recognize(issuers: dict[str, DemoIssuer]) -> None:
    registry = TrustRegistry.objects.create(
        name="State registry of education providers",
        description="Schools and colleges that the state has approved.",
    )
    for key, speaks_for in (
        ("valley", SpeaksFor.ITSELF),
        ("ironwood", SpeaksFor.ITSELF),
        ("transcripts", SpeaksFor.ANY),
    ):
        RecognizedIssuer.objects.create(
            registry=registry,
            identifier=issuers[key].did,
            name=issuers[key].name,
            since="2024-01-08",
            speaks_for=speaks_for,
        )


def _bring(files: list[DemoFile], people: dict[str, User]) -> None:
    for key in HOLDERS:
        found = [
            Found(file.filename, content=file.content, size_bytes=len(file.content))
            for file in files
            if file.holder == key
        ]
        imports.start(holder=people[key], source="upload", found=found, by=people[key])


def _accept_proposals(holder: User) -> list[Claim]:
    """Everything but one proposal is accepted, of a credential that is not verified if there is
    such a one, so that one is left to decide."""
    proposed = Proposal.objects.filter(credential__holder=holder)
    waiting = list(proposed.order_by("-credential__verdict", "credential__title"))
    accepted = waiting[:-1] if len(waiting) > 1 else waiting
    made = [
        proposals.accept(proposal=proposal, values=proposal.values, by=holder)
        for proposal in accepted
    ]
    return [claim for claim in made if claim is not None]
