"""For each object, world and state of the matrix: the people, and the rows that they meet."""

import time
from types import SimpleNamespace
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import AgeBand, Membership, Organization, Role, Vetting
from employers.actions.attesters import attesting
from employers.attesters.knowing import Attester
from employers.models import (
    Answer,
    AttestationRequest,
    AttestationState,
    AttesterContact,
    Layer,
    RequestedClaim,
    RequestState,
    Standing,
    VerificationRequest,
)
from passports.models import Dispute, DisputeState
from tests.employers import matrix_guardians
from tests.employers.rows import make_claim, make_credential, make_share, tie
from tests.factories.accounts import (
    DomainProofFactory,
    MembershipFactory,
    OrganizationFactory,
    StaffFactory,
    UserFactory,
)
from tests.factories.employers import authorize, make_request

ADDRESS = "nadia@people.example"
CODE = "12345678"
EVERYBODY = (
    *("anonymous", "attester", "guardian", "scanner", "holder", "other_holder", "recruiter"),
    *("other_recruiter", "owner", "viewer", "removed", "other_member", "suspended_member"),
    *("administrator", "staff"),
)
AT_REGISTRARS = ("registrar", "registrar_viewer")
_DECIDED = (
    *(RequestState.SENT, RequestState.VIEWED, RequestState.AUTHORIZED, RequestState.DECLINED),
    *(RequestState.WITHDRAWN, RequestState.EXPIRED, RequestState.COMPLETED),
)
_NOT_TAKEN = (
    *(RequestState.DRAFT, RequestState.SENT, RequestState.WITHDRAWN, RequestState.EXPIRED),
)
# What can exist: a draft has no holder, and nobody has decided what nobody has taken over.
WORLDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("request", "share"): _DECIDED,
    ("request", "address"): _DECIDED,
    ("request", "suspended"): _DECIDED,
    ("request", "minor"): _DECIDED,
    ("request", "unclaimed"): _NOT_TAKEN,
    ("attestation", "link"): tuple(AttestationState),
    ("attestation", "inbox"): tuple(AttestationState),
    ("dispute", "claim"): tuple(DisputeState),
    **{("guardian", world): states for world, states in matrix_guardians.STATES.items()},
}


def actors_of(kind: str) -> tuple[str, ...]:
    more = {"attestation": AT_REGISTRARS, "guardian": matrix_guardians.WITH_LINKS}
    return (*EVERYBODY, *more.get(kind, ()))


def make_scene(kind: str, world: str, state: str) -> SimpleNamespace:
    """The people of this cell's world with a browser each, and the row in question."""
    scene = SimpleNamespace(kind=kind, world=world, guardian_row=None, **_people())
    if kind == "guardian" or world == "minor":
        scene.holder.age_band = AgeBand.MINOR
        scene.holder.save()
    if kind == "dispute":
        claim = make_claim(scene.holder)
        scene.credential = make_credential(scene.holder)
        tie(claim, scene.credential)
        scene.row = Dispute.objects.create(
            holder=scene.holder,
            claim=claim,
            credential=scene.credential,
            what_is_wrong="W",
            state=state,
        )
    elif kind == "attestation":
        _request(scene, RequestState.AUTHORIZED)
        scene.row = _in_state(scene, _asked(scene), state)
    elif kind == "guardian":
        _request(scene, RequestState.SENT)
        scene.row = scene.guardian_row = matrix_guardians.sign_with_guardian(scene)
        matrix_guardians.decide(scene.row, state)
        matrix_guardians.come_to(scene, scene.row, state)
    else:
        scene.row = scene.request = _request(scene, state)
    if world == "suspended":
        Organization.objects.filter(pk=scene.organization.pk).update(vetting=Vetting.SUSPENDED)
    scene.clients = _browsers(scene)
    return scene


def _people() -> dict[str, Any]:
    organization = OrganizationFactory()
    suspended = OrganizationFactory(vetting=Vetting.SUSPENDED)
    registry = OrganizationFactory(name="Acme")
    DomainProofFactory(organization=registry, domain="acme.example")

    def member(of: Organization, role: str) -> Any:
        return MembershipFactory(organization=of, role=role).user

    people = {
        "organization": organization,
        "registry": registry,
        "holder": UserFactory(email=ADDRESS),
        "other_holder": UserFactory(),
        "recruiter": member(organization, Role.RECRUITER),
        "other_recruiter": member(organization, Role.RECRUITER),
        "owner": member(organization, Role.OWNER),
        "viewer": member(organization, Role.VIEWER),
        "removed": member(organization, Role.RECRUITER),
        "other_member": member(OrganizationFactory(), Role.OWNER),
        "suspended_member": member(suspended, Role.OWNER),
        "registrar": member(registry, Role.OWNER),
        "registrar_viewer": member(registry, Role.VIEWER),
        "administrator": StaffFactory(),
        "staff": StaffFactory(is_superuser=False),
    }
    Membership.objects.filter(user=people["removed"]).delete()
    return people


def _request(scene: SimpleNamespace, state: str) -> VerificationRequest:
    """Of two claims. The first is asked about while the request is authorized, and answered once it
    is completed."""
    scene.claims = [make_claim(scene.holder), make_claim(scene.holder, title="Fitter")]
    by_address = scene.world in ("address", "unclaimed")
    taken = scene.world != "unclaimed"
    request = make_request(
        organization=scene.organization,
        by=scene.recruiter,
        email=ADDRESS if by_address else "",
        items=tuple(("employment", f"Job {number}" if by_address else "") for number in range(2)),
        state=RequestState.SENT if taken else state,
        holder=scene.holder if taken else None,
    )
    scene.request = request
    scene.rows = list(request.requested_claims.all())
    if not by_address:
        VerificationRequest.objects.filter(pk=request.pk).update(
            token_hash="", share=make_share(scene.holder, scene.organization, *scene.claims)
        )
    if taken:
        _answer_as_in(scene, state)
    request.refresh_from_db()
    return request


def _answer_as_in(scene: SimpleNamespace, state: str) -> None:
    request = scene.request
    for row, claim in zip(scene.rows, scene.claims, strict=True):
        RequestedClaim.objects.filter(pk=row.pk).update(claim=claim)
    if scene.world == "minor":
        matrix_guardians.sign_as_in(scene, state)
    elif state in (RequestState.AUTHORIZED, RequestState.COMPLETED):
        authorize(request=request, by=scene.holder)
    if state == RequestState.AUTHORIZED and scene.kind == "request":
        _asked(scene)
    if state == RequestState.COMPLETED:
        now = timezone.now()
        request.requested_claims.update(answer=Answer.CONFIRMED, layer=Layer.HELD, answered_at=now)
        VerificationRequest.objects.filter(pk=request.pk).update(completed_at=now)
    if state == RequestState.DECLINED:
        request.requested_claims.update(answer=Answer.DECLINED, included=False)
    VerificationRequest.objects.filter(pk=request.pk).update(state=state)


def _asked(scene: SimpleNamespace) -> AttestationRequest:
    """Somebody is asked about the first claim."""
    row = RequestedClaim.objects.select_related("request", "claim__current").get(
        pk=scene.rows[0].pk
    )
    inbox = scene.registry if scene.world == "inbox" else None
    standing = Standing.REGISTRAR if inbox else Standing.OTHER_DOMAIN
    attester = Attester("pat@acme.example", "Pat Lee", "HR", standing, inbox, inbox)
    AttesterContact.objects.create(
        holder=scene.holder,
        claim=row.claim,
        name="Pat Lee",
        role="HR",
        email="pat@acme.example",
        standing=standing,
    )
    attestation = attesting.ask(row=row, attester=attester)
    RequestedClaim.objects.filter(pk=row.pk).update(
        answer=Answer.ASKED, layer=Layer.ATTESTER, asked_at=timezone.now()
    )
    return attestation


def _in_state(scene: SimpleNamespace, row: AttestationRequest, state: str) -> AttestationRequest:
    ended = state not in (AttestationState.WAITING, AttestationState.SENT, AttestationState.OPENED)
    AttestationRequest.objects.filter(pk=row.pk).update(
        state=state, ended_at=timezone.now() if ended else None
    )
    if ended:
        row.claims.update(said="stopped")
        RequestedClaim.objects.filter(pk=scene.rows[0].pk).update(
            answer=Answer.COULD_NOT_BE_CHECKED
        )
    row.refresh_from_db()
    return row


def _browsers(scene: SimpleNamespace) -> dict[str, Client]:
    clients = {"anonymous": Client(), "scanner": Client(), "attester": Client()}
    clients |= matrix_guardians.browsers(scene.guardian_row)
    for name in actors_of(scene.kind):
        if name not in clients:
            clients[name] = Client()
            _sign_in(clients[name], getattr(scene, name))
    if scene.kind == "attestation":
        session = clients["attester"].session
        session["opened_attestations"] = {str(scene.row.pk): time.time() + 3600}
        session.save()
        clients["attester"].cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    for name in ("administrator", "staff"):
        _use_factor(clients[name], getattr(scene, name))
    prove(clients["holder"], "password")
    return clients


def _sign_in(client: Client, user: Any) -> None:
    client.force_login(user)
    # As the first click would note, so that no cell has to.
    key = client.session.session_key
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key=key, user_agent="")


def _use_factor(client: Client, user: Any) -> None:
    factor = TOTP.activate(user, generate_totp_secret()).instance
    prove(client, "mfa", id=factor.pk, type="totp")


def prove(client: Client, method: str, **more: Any) -> None:
    """This browser has just given a password or a factor, asked for it once more."""
    session = client.session
    record = {"method": method, "at": time.time() + 60, "reauthenticated": True, **more}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
