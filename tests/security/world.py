"""One row of everything that an address can name, and people who have no business with it."""

import datetime as dt
import hashlib
import io
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.test import Client
from django.utils import timezone

from accounts.actions import consents, invitations, recovery
from accounts.models import Consent, Role, User
from employers.actions import requests
from passports.actions import api_tokens, archiving, bulk, imports, issuing, issuing_keys
from passports.actions.disclosures import open_share
from passports.models import ApiScope, Audience, IssuedStatusList, IssuingKeyKind
from passports.sources import Found
from passports.standards.types import Fetched
from tests.factories.accounts import (
    ConsentTextFactory,
    CredentialAddressFactory,
    MembershipFactory,
    NotificationFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.factories.claims import make_claim, make_credential, make_share, tie
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
    table = {
        "archived_id": archived.pk,
        "address_id": CredentialAddressFactory(user=holder).pk,
        "check_id": checked.pk,
        "claim_id": claim.pk,
        "consent_id": Consent.objects.get(user=holder).pk,
        "credential_id": credential.pk,
        "disclosure_id": disclosure.pk,
        "evidence_id": evidence.pk,
        "invitation_id": invitation.pk,
        "item_id": run.items.get().pk,
        "kind": "skill",
        "list_id": IssuedStatusList.objects.first().pk,
        "membership_id": recruiter.pk,
        "organization_id": organization.pk,
        "request_id": asked.pk,
        "run_id": run.pk,
        "share_id": share.pk,
        "text_id": text.pk,
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
            "share_link": token,
            "invitation": invitations.token_of(invitation),
            "recovery_cancel": recovery.cancel_token(recovery.start(user=UserFactory())),
        },
    )


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
