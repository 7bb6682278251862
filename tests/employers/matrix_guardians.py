"""Minors and their guardians, for the matrix: what was signed, and what a guardian made of it."""

import time
from types import SimpleNamespace
from uuid import uuid4

from django.test import Client

from accounts.models import AgeBand
from employers.actions.consent import guardian_time, guardians, withdrawing
from employers.models import GuardianConsent, GuardianState, RequestState
from tests.factories.employers import signature_of

PARENT = "parent@people.example"
# `guardian` has link and code, `guardian_link` the link only, and `other_guardian` the link, and
# the code of another request.
WITH_LINKS = ("guardian_link", "other_guardian")
# What can exist: a minor takes back only what nobody has ended before.
STATES = {
    "waiting": tuple(GuardianState),
    "suspended": tuple(GuardianState),
    "grown_up": tuple(GuardianState),
    "taken_back": (GuardianState.ASKED, GuardianState.AGREED, GuardianState.EXPIRED),
}
DISTANT = "2000-01-01T00:00:00Z"


def sign_with_guardian(scene: SimpleNamespace) -> GuardianConsent:
    included = {row.pk for row in scene.rows}
    return guardians.ask(
        request=scene.request,
        by=scene.holder,
        included=included,
        signature=signature_of(scene.request, included),
        email=PARENT,
    )


def sign_as_in(scene: SimpleNamespace, state: str) -> None:
    """What the guardian of a request in this state has done."""
    scene.guardian_row = sign_with_guardian(scene)
    if state in (RequestState.AUTHORIZED, RequestState.COMPLETED):
        guardians.agree(guardian=scene.guardian_row, name="Sam Parent")
    if state == RequestState.DECLINED:
        guardians.refuse(guardian=scene.guardian_row, name="Sam Parent")


def decide(row: GuardianConsent, state: str) -> None:
    """As the guardian would, or time."""
    if state in (GuardianState.AGREED, GuardianState.WITHDRAWN):
        guardians.agree(guardian=row, name="Sam Parent")
    if state == GuardianState.WITHDRAWN:
        guardians.withdraw(guardian=row)
    if state == GuardianState.REFUSED:
        guardians.refuse(guardian=row, name="Sam Parent")


def come_to(scene: SimpleNamespace, row: GuardianConsent, state: str) -> None:
    """This world, once the guardian has decided."""
    if scene.world == "grown_up":
        scene.holder.age_band = AgeBand.ADULT
        scene.holder.save()
    if scene.world == "taken_back":
        scene.request.refresh_from_db()
        withdrawing.withdraw_consent(request=scene.request, by=scene.holder)
    if state == GuardianState.EXPIRED:
        GuardianConsent.objects.filter(pk=row.pk).update(expires_at=DISTANT)
        guardian_time.expire_overdue()
    row.refresh_from_db()


def open_with_code(client: Client, row_id: object) -> None:
    """This browser has entered the code of this row."""
    session = client.session
    session["opened_guardians"] = {str(row_id): time.time() + 3600}
    session.save()


def browsers(row: GuardianConsent | None) -> dict[str, Client]:
    clients = {name: Client() for name in ("guardian", *WITH_LINKS)}
    open_with_code(clients["guardian"], row.pk if row else uuid4())
    open_with_code(clients["other_guardian"], uuid4())
    return clients
