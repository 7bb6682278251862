"""Every state × every actor × every deed, over HTTP, as tests/employers/matrix.csv expects."""

import datetime as dt
import logging
import os
import uuid
from collections import Counter
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import URLPattern
from django.utils import timezone

from accounts.models import Notification
from employers.models import AttestationState, GuardianState, RequestState, VerificationRequest
from employers.urls import urlpatterns
from passports.models import DisputeState
from portal.kernel.models import AuditRow, WorkRow
from tests.employers.matrix_deeds import DEEDS, Deed
from tests.employers.matrix_file import Cell, Expected, read_matrix
from tests.employers.matrix_worlds import EVERYBODY, WORLDS, actors_of, make_scene

CELLS, TWICE = read_matrix()
# Four fifths of the cells are refused before anything is stored. The run on SQLite has all of them;
# the second one, on servers that were found, only those that come as far as the database.
REFUSED = {"login", "403", "404", "405"}
SECOND_RUN = bool(os.environ.get("TEST_ON"))
SCENES = [(*world, state) for world, states in WORLDS.items() for state in states]
# Nothing of a request is changed there: pages to read, and files to download.
READ = {
    "answer_paper",
    "employer_answers_removed",
    "employer_request_pdf",
    "employer_request_signed",
    "attestations",
    "attestations_download",
    "claim_document",
    "employer_document",
    "employer_home",
    "employer_measures",
    "employer_request",
    "employer_request_batch",
    "employer_request_batch_sample",
    "employer_request_templates",
    "employer_requests",
    "employer_share",
    "portal_inquiries",
    "portal_measures",
    "request_for_me",
    "requests_blocked",
    "requests_for_me",
    "signed_consent",
}
# Deeds that begin something, or are about other rows than those of the file.
ABOUT_OTHERS = {
    "webhook": "test_webhooks.py",
    "webhook_remove": "test_webhooks.py",
    "webhook_secret": "test_webhooks.py",
    "webhook_send_again": "test_webhooks.py",
    "webhook_test": "test_webhooks.py",
    "webhooks": "test_webhooks.py",
    "attestations_upload": "test_attestations_inbox.py",
    "attester_contact": "test_attest_contacts.py",
    "attester_contact_remove": "test_attest_contacts.py",
    "employer_request_ask": "test_by_email.py",
    "employer_request_batch_discard": "test_batches.py",
    "employer_request_batch_rest": "test_batches.py",
    "employer_request_batch_send": "test_batches.py",
    "employer_request_batches": "test_batches.py",
    "employer_request_new": "test_requests.py",
    "employer_request_template": "test_by_email.py",
    "employer_request_template_new": "test_by_email.py",
    "employer_request_template_remove": "test_by_email.py",
    "employer_share_open": "test_pages.py",
    "portal_refuse": "portals",
    "registrar": "test_attest_contacts.py",
    "request_unblock": "test_protecting.py",
}


@pytest.fixture(autouse=True)
def _quiet():
    """Thousands of requests: what they log has tests of its own."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_the_file_speaks_of_every_cell_once():
    wanted = {
        Cell(kind, world, state, deed, actor)
        for kind, world, state in SCENES
        for deed in DEEDS[kind]
        for actor in actors_of(kind)
    }
    assert TWICE == []
    assert wanted - CELLS.keys() == set(), "not in the file"
    assert CELLS.keys() - wanted == set(), "in the file, and cannot be"


def test_every_state_is_in_the_file():
    for kind, states in (
        ("request", RequestState),
        ("attestation", AttestationState),
        ("dispute", DisputeState),
        ("guardian", GuardianState),
    ):
        assert {cell.state for cell in CELLS if cell.object == kind} == set(states.values)


def test_every_address_that_changes_something_is_a_deed_of_the_file():
    """An address that is added belongs into `DEEDS` and the file, unless it only reads or begins
    something of its own."""
    names = {each.name for each in urlpatterns if isinstance(each, URLPattern)}
    deeds = {deed.url_name for of_kind in DEEDS.values() for deed in of_kind.values()}
    assert names - deeds - READ - ABOUT_OTHERS.keys() == set()
    assert (READ | ABOUT_OTHERS.keys()) - names == set(), "there is no such address any more"
    assert deeds & (READ | ABOUT_OTHERS.keys()) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(READ))
def test_what_is_said_to_be_read_changes_nothing(name):
    """By a POST of the one who may most."""
    scene = make_scene("request", "share", RequestState.COMPLETED)
    url = next(each for each in urlpatterns if each.name == name)
    values = {key: _value(scene, key) for key in url.pattern.converters}
    before = _everything(scene)
    for actor in ("owner", "holder", "administrator"):
        scene.clients[actor].post("/" + _filled(str(url.pattern), values))
    assert _everything(scene) == before


def _value(scene, key):
    return scene.request.pk if key == "request_id" else uuid.uuid4()


def _filled(pattern, values):
    for key, value in values.items():
        pattern = pattern.replace(f"<uuid:{key}>", str(value))
    return pattern


def _everything(scene):
    states = list(VerificationRequest.objects.values_list("pk", "state"))
    return states, AuditRow.objects.count(), Notification.objects.count(), WorkRow.objects.count()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "world", "state"), SCENES)
def test_matrix(kind, world, state):
    scene = make_scene(kind, world, state)
    wrong = []
    for name, deed in DEEDS[kind].items():
        for actor in actors_of(kind):
            expected = CELLS[Cell(kind, world, state, name, actor)]
            if SECOND_RUN and expected.status in REFUSED:
                continue
            if expected.becomes == "=":
                expected = expected._replace(becomes=state)
            found = _done(scene, deed, actor)
            if found != expected:
                wrong.append(f"{actor} does {name}: {_text(found)}, expected {_text(expected)}")
    assert not wrong, "\n".join([f"{kind}, {world}, {state}:", *wrong])


def test_the_matrix_is_large_enough_to_mean_something():
    done = sum(bool(expected.audit) for expected in CELLS.values())
    assert len(CELLS) > 11_000
    assert done > 400
    assert Counter(cell.actor for cell in CELLS).keys() >= set(EVERYBODY)


def _done(scene: SimpleNamespace, deed: Deed, actor: str) -> Expected:
    """What comes of it. Everything is as it was afterwards."""
    client = scene.clients[actor]
    cookies = client.cookies.copy()
    _forget_limits()
    here = transaction.savepoint()
    try:
        deed.prepare(scene)
        known, before = _counted(), timezone.now()
        if actor == "scanner":
            response = client.get(deed.address(scene))
            client.head(deed.address(scene))
        else:
            response = client.post(deed.address(scene), deed.fields(scene))
        return Expected(_status(response), _state(scene), *_added(scene, actor, known, before))
    finally:
        transaction.savepoint_rollback(here)
        client.cookies = cookies


def _status(response) -> str:
    if response.status_code == 302 and "login" in response.url.partition("?")[0]:
        return "login"
    return str(response.status_code)


def _state(scene: SimpleNamespace) -> str:
    found = type(scene.row)._base_manager.filter(pk=scene.row.pk).values_list("state", flat=True)
    return found[0] if found else "gone"


def _counted() -> tuple[int, ...]:
    """How many rows there are of each, in one query."""
    tables = [model._meta.db_table for model in (AuditRow, Notification, WorkRow)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in tables))
        return tuple(cursor.fetchone())


def _since(model, before: dt.datetime):
    return model._base_manager.filter(created_at__gt=before)


def _added(scene: SimpleNamespace, actor: str, known: tuple, before: dt.datetime) -> tuple:
    if _counted() == known:
        return (), ()
    rows = list(_since(AuditRow, before))
    person = getattr(scene, actor, None)
    # What somebody with an account does is recorded as theirs, and nothing as somebody else's.
    by = {row.actor_id for row in rows} - {None}
    assert by <= ({person.audit_id} if person else set()), f"{actor} acted as somebody else"
    notices = [
        f"{_name(scene, notice.user)}:{notice.kind}"
        for notice in _since(Notification, before).select_related("user")
    ]
    mails = [
        f"mail:{work.kind.removeprefix('employers.')}"
        for work in _since(WorkRow, before)
        if work.kind.startswith("employers.mail_")
    ]
    return tuple(sorted(row.deed for row in rows)), tuple(sorted([*notices, *mails]))


def _name(scene: SimpleNamespace, user) -> str:
    return next(name for name in actors_of("attestation") if getattr(scene, name, None) == user)


def _forget_limits() -> None:
    """Rate limits have tests of their own; a found Redis is never flushed."""
    if settings.REDIS_URL:
        cache.key_prefix = f"{settings.REDIS_KEY_PREFIX}:{uuid.uuid4().hex[:8]}"
    else:
        cache.clear()


def _text(one: Expected) -> str:
    audit, told = ", ".join(one.audit) or "nothing", ", ".join(one.told) or "nobody"
    return f"{one.status} → {one.becomes} (audit: {audit}; told: {told})"
