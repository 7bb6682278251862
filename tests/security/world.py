"""One row of everything that an address can name, and people who have no business with it."""

import datetime as dt
import hashlib
import io
import time
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.test import Client
from django.utils import timezone

from accounts.actions import consents, invitations, ownership, recovery
from accounts.models import Consent, OidcConnection, Organization, Role, User
from accounts.oidc import Person
from accounts.sso_session import remember
from employers.actions import requests
from employers.actions.answers import signed_answers, webhooks
from employers.actions.asking import questions
from employers.actions.asking.invitations import token_of
from employers.actions.attesters import attesting
from employers.actions.consent import consenting, guardian_links
from employers.attesters.knowing import Attester
from employers.models import (
    Answer,
    AttesterContact,
    ClaimDocument,
    GuardianConsent,
    OrganizationBlock,
    Registrar,
    RequestedClaim,
    RequestTemplate,
    SignedAnswer,
    Standing,
)
from passports.actions import (
    api_tokens,
    archiving,
    bulk,
    disputes,
    imports,
    issuing,
    issuing_keys,
)
from passports.actions.disclosures import open_share
from passports.models import ApiScope, Audience, IssuedStatusList, IssuingKeyKind
from passports.sources import Found
from passports.standards.types import Fetched
from tests.factories.accounts import (
    ConsentTextFactory,
    CredentialAddressFactory,
    DomainProofFactory,
    MembershipFactory,
    NotificationFactory,
    OidcConnectionFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.factories.claims import make_claim, make_credential, make_share, tie
from tests.factories.employers import make_batch, make_request, signature_of
from tests.factories.passports import ProposalFactory

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# What no reader of a page may find who is none of the people in the world.
SECRET = "Kestrel-4711"
# Rows that reading a page may touch: who is signed in, and where.
ABOUT_SESSIONS = {"sessions.Session", "usersessions.UserSession"}


def signed_in(user: User, *, csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=csrf)
    client.force_login(user, backend=BACKEND)
    return client


def signed_in_by_provider(user: User, organization: Organization) -> Client:
    """As somebody whom this organization's provider let in."""
    client = signed_in(user)
    session = client.session
    remember_provider(session, organization)
    session.save()
    return client


def remember_provider(session: Any, organization: Organization, **more: Any) -> None:
    """What a session holds that was opened for somebody at a proven domain of the organization."""
    proof = organization.domain_proofs.filter(state="proven").first()
    domain = (proof or DomainProofFactory(organization=organization)).domain
    known = {"subject": "person-1", "issued_at": int(time.time())} | more
    connection = OidcConnection.objects.filter(organization=organization).first()
    remember(
        session,
        connection=connection or OidcConnection(organization=organization),
        person=Person("", email=f"jo@{domain}", email_verified=True, name="", **known),
    )


def signed_in_and_agreed(user: User, world: SimpleNamespace, *, csrf: bool = False) -> Client:
    """Past the page that asks to agree to new texts."""
    consents.agree(user=user, text_ids=[world.text.id])
    return signed_in(user, csrf=csrf)


def rightful(world: SimpleNamespace, *, csrf: bool = False) -> dict[str, Client]:
    """Those whom the world is about."""
    return {
        name: signed_in_and_agreed(getattr(world, name), world, csrf=csrf)
        for name in ("holder", "owner", "recruiter")
    }


def make_world() -> SimpleNamespace:
    """A holder with everything, the organization that it shared with, and the table of objects."""
    holder = UserFactory(name=f"{SECRET} holder")
    organization = OrganizationFactory(name=f"{SECRET} hospital")
    owner, recruiter = (
        MembershipFactory(organization=organization, role=role, user__name=f"{SECRET} {role}")
        for role in (Role.OWNER, Role.RECRUITER)
    )
    claim = make_claim(holder, title=f"{SECRET} degree")
    make_claim(holder, title=f"{SECRET} licence")
    credential = make_credential(holder, title=f"{SECRET} credential")
    evidence = tie(claim, credential)
    ProposalFactory(credential=credential)
    share, token = make_share(
        holder,
        [claim],
        audience=Audience.ORGANIZATION,
        organization=organization,
        purpose=f"{SECRET} purpose",
    )
    disclosure = open_share(share=share, viewer=recruiter.user, organization=organization)
    asked = requests.send(
        organization=organization,
        by=recruiter.user,
        share=share,
        claims=[claim],
        purpose=f"{SECRET} reason",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
    answered = asked.requested_claims.get()
    consent = consenting.sign(
        request=asked, by=holder, included={answered.pk}, signature=signature_of(asked)
    )
    guardian = GuardianConsent(
        consent=consent,
        email="guardian@knows.example",
        typed_name=f"{SECRET} parent",
        expires_at=timezone.now() + dt.timedelta(days=5),
    )
    guardian.token_hash = guardian_links.hashed(guardian_links.token_of(guardian))
    guardian.save(force_insert=True)
    RequestedClaim.objects.filter(pk=answered.pk).update(answer=Answer.CONFIRMED)
    dispute = disputes.open_dispute(claim=claim, what_is_wrong=f"{SECRET} objection", by=holder)
    attestation, document = make_attestation(asked, answered, organization)
    invited = make_request(
        organization=organization, by=recruiter.user, name=f"{SECRET} invited", holder=holder
    )
    question = questions.ask_back(request=invited, by=holder, text=f"{SECRET} question")
    draft = make_request(
        organization=organization, by=recruiter.user, name=f"{SECRET} draft", state="draft"
    )
    batch = make_batch(organization=organization, by=recruiter.user, name=f"{SECRET} person")
    template = RequestTemplate.objects.create(
        organization=organization, name=f"{SECRET} template", items=[["skill", f"{SECRET} skill"]]
    )
    block = OrganizationBlock.objects.create(holder=holder, organization=OrganizationFactory())
    content = f'{{"{SECRET}": 1}}'.encode()
    run = imports.start(
        holder=holder,
        source="upload",
        found=[Found(f"{SECRET}.json", content=content, size_bytes=len(content))],
        by=holder,
    )
    checked = bulk.start(
        organization=organization,
        file=io.BytesIO(content),
        filename=f"{SECRET}.jsonl",
        by=recruiter.user,
    )
    invitation = invitations.invite(
        organization=organization, email="invited@example.org", role=Role.VIEWER, by=owner.user
    )
    text = ConsentTextFactory()
    consents.agree(user=holder, text_ids=[text.id])
    NotificationFactory(user=holder)
    api_token, _text = api_tokens.create(
        organization=organization,
        name=f"{SECRET} token",
        scopes=ApiScope.values,
        expires_at=None,
        by=owner.user,
    )
    issuing_keys.ensure_key(organization=None, kind=IssuingKeyKind.ED25519, by=None)
    issuing.issue_attestation(
        organization=organization,
        subject={"id": "did:example:subject"},
        name=f"{SECRET} attestation",
        by=owner.user,
    )
    archived = archiving.archive(
        Fetched("https://college.example/did.json", b'{"id": "x"}', "", timezone.now())
    )
    archived.reports.add(credential.latest_report)
    kept = make_request(
        organization=organization,
        by=recruiter.user,
        name=f"{SECRET} kept",
        email="kept@people.example",
        state="completed",
        holder=holder,
        completed_at=timezone.now(),
        paper_token=signed_answers.new_paper_token(),
    )
    SignedAnswer.objects.create(request=kept, version=1, content=f'{{"{SECRET}": 1}}')
    endpoint, _secret = webhooks.add(
        organization=organization,
        url=f"https://{SECRET}.example/hooks",
        events=["request.completed"],
        by=owner.user,
    )
    transfer = ownership.offer(membership=recruiter, by=owner.user)
    OidcConnectionFactory(organization=organization, client_id=f"{SECRET} client")
    table = {
        "answered_id": kept.pk,
        "archived_id": archived.pk,
        "attestation_id": attestation.pk,
        "address_id": CredentialAddressFactory(user=holder).pk,
        "batch_id": batch.pk,
        "block_id": block.pk,
        "check_id": checked.pk,
        "claim_id": claim.pk,
        "consent_id": Consent.objects.get(user=holder).pk,
        "credential_id": credential.pk,
        "draft_id": draft.pk,
        "disclosure_id": disclosure.pk,
        "dispute_id": dispute.pk,
        "document_id": document.pk,
        "delivery_id": webhooks.test(endpoint=endpoint, by=owner.user).pk,
        "endpoint_id": endpoint.pk,
        "evidence_id": evidence.pk,
        "invitation_id": invitation.pk,
        "item_id": run.items.get().pk,
        "kind": "skill",
        "list_id": IssuedStatusList.objects.first().pk,
        "membership_id": recruiter.pk,
        "organization_id": organization.pk,
        "proof_id": DomainProofFactory(
            organization=organization, domain=f"{SECRET.lower()}.example"
        ).pk,
        "question_id": question.pk,
        "request_id": asked.pk,
        "row_id": answered.pk,
        "run_id": run.pk,
        "share_id": share.pk,
        "template_id": template.pk,
        "text_id": text.pk,
        "transfer_id": transfer.pk,
        "token": "guess" * 8,
        "token_id": api_token.pk,
    }
    return SimpleNamespace(
        holder=holder,
        organization=organization,
        owner=owner.user,
        recruiter=recruiter.user,
        table=table,
        text=text,
        links={
            "answer_paper": kept.paper_token,
            "attest": attesting.token_of(attestation),
            "attest_hand_over": attesting.token_of(attestation),
            "guardian": guardian_links.token_of(guardian),
            "share_link": token,
            "invitation": invitations.token_of(invitation),
            "request_invitation": token_of(invited),
            "recovery_cancel": recovery.cancel_token(recovery.start(user=UserFactory())),
        },
    )


def make_attestation(asked, row, organization):
    """Somebody at the organization is asked about the claim, and a document was given for it."""
    AttesterContact.objects.create(
        holder=asked.holder,
        claim=row.claim,
        name=f"{SECRET} attester",
        role=f"{SECRET} role",
        email="attester@knows.example",
        standing=Standing.OTHER_DOMAIN,
    )
    address = "registrar@knows.example"
    Registrar.objects.create(organization=organization, email=address)
    attestation = attesting.ask(
        row=row,
        attester=Attester(
            address, f"{SECRET} office", "registrar", Standing.REGISTRAR, organization, organization
        ),
    )
    document = ClaimDocument.objects.create(
        holder=asked.holder,
        row=row,
        filename=f"{SECRET}.pdf",
        media_type="application/pdf",
        size_bytes=4,
        digest="d",
        content=b"%PDF-",
    )
    shown = {"documents": [{"id": str(document.pk), "filename": "x.pdf", "size_bytes": 5}]}
    RequestedClaim.objects.filter(pk=row.pk).update(basis=shown)
    return attestation, document


def strangers(world: SimpleNamespace) -> dict[str, Client]:
    """People with an account, or without, who must not find any of it."""
    other_owner = MembershipFactory(role=Role.OWNER).user
    removed = MembershipFactory(organization=world.organization, role=Role.OWNER)
    removed.delete()
    staff = UserFactory(is_staff=True)
    suspended = MembershipFactory(
        organization=OrganizationFactory(vetting="suspended"), role=Role.OWNER
    ).user
    everybody = {
        "other holder": UserFactory(),
        "other organization's owner": other_owner,
        "removed member": removed.user,
        "staff without the permission": staff,
        "suspended organization's owner": suspended,
    }
    return {"anonymous": Client()} | {
        name: signed_in_and_agreed(user, world) for name, user in everybody.items()
    }


def everything_stored() -> dict[str, str]:
    """A digest of all rows of each table."""
    stored = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label in ABOUT_SESSIONS or model._meta.proxy:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if (model._meta.label, field.attname) != ("accounts.User", "last_login")
        ]
        rows = sorted(_comparable(row) for row in model._base_manager.values_list(*names))
        stored[model._meta.label] = (
            f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"
        )
    return stored


def _comparable(row: tuple[Any, ...]) -> str:
    """PostgreSQL gives bytes as memory, whose text is its place."""
    return repr([bytes(each) if isinstance(each, memoryview) else each for each in row])


def eager_form(world: SimpleNamespace) -> dict[str, Any]:
    """What somebody would send who hopes that one of the forms takes it."""
    return {
        "answer": "accept",
        "audience": "anyone",
        "claims": [str(world.table["claim_id"])],
        "kept": "90",
        "reason": "unknown",
        "text": "Why?",
        "credential": str(world.table["credential_id"]),
        "days": "30",
        "deadline": "7",
        "email": "guest@example.org",
        "name": "Another name",
        "organization_name": "Another organization",
        "purpose": "other",
        "purpose_text": "Because",
        "role": "owner",
        "scopes": "verify",
        "sure": "on",
        "title": "Another title",
    }
