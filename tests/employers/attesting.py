"""A world in which somebody is asked, and ways to go through it as they do."""

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import DomainProof, Organization
from employers.actions.attesters import contacts
from employers.actions.attesters.attesting import token_of
from employers.models import AttestationRequest
from passports.models import IssuedCredential
from portal.kernel.models import WorkRow
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.work.running import run_row
from tests.factories.employers import authorize as sign_and_authorize

EMAIL = "pat@acme.example"


def work_off() -> None:
    """Do what workers would do, until nothing is left that is due."""
    for _round in range(20):
        rows = list(WorkRow.objects.filter(state__in=UNFINISHED).values_list("id", flat=True))
        if not rows:
            return
        for row_id in rows:
            run_row(row_id)


def make_acme(*, proven: bool = True, **fields: object) -> Organization:
    from tests.factories.accounts import OrganizationFactory

    acme = OrganizationFactory(name="Acme", **fields)
    if proven:
        DomainProof.objects.create(
            organization=acme, domain="acme.example", method="dns_txt", state="proven"
        )
    return acme


def name_contact(scene, claim=None, email: str = EMAIL):
    return contacts.name_contact(
        claim=claim or scene.claims[0],
        by=scene.holder,
        email=email,
        name="Pat Lee",
        role="Human resources",
    )


def authorize(scene) -> None:
    rows = scene.request.requested_claims.values_list("id", flat=True)
    sign_and_authorize(request=scene.request, by=scene.holder, included=set(rows))
    work_off()
    scene.request.refresh_from_db()


def the_attestation() -> AttestationRequest:
    return AttestationRequest.objects.get()


def link_of(attestation: AttestationRequest) -> str:
    return reverse("attest", args=[token_of(attestation)])


def code_in(message) -> str:
    return re.search(r"^(\d{8})$", message.body, re.M)[1]


def opened_by(attestation: AttestationRequest, client: Client | None = None) -> Client:
    """A browser that has entered the code."""
    client = client or Client()
    url = link_of(attestation)
    client.post(url, {"deed": "send_code"})
    answer = client.post(url, {"deed": "open", "code": code_in(mail.outbox[-1])})
    assert answer.status_code == 302
    return client


def answers(*said: str, **more: str) -> dict[str, str]:
    """What the form sends; `more` are fields such as title_0 for title-0."""
    data = {f"said-{place}": each for place, each in enumerate(said)}
    data |= {name.replace("_0", "-0").replace("_1", "-1"): value for name, value in more.items()}
    return data | {
        "deed": "answer",
        "typed_name": "Pat Lee",
        "typed_role": "HR manager",
        "statement": "on",
    }


def attestations_issued():
    """What was issued of attesters: not the signed answers that rest on them."""
    issued = IssuedCredential.objects.order_by("created_at")
    return [each for each in issued if "VerificationAnswer" not in each.types]
