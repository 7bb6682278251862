"""Every address of the portal, and everybody whom it is not for.

Made from the URLconf: an address whose arguments the table of objects does not know fails here, and
so does a new address that answers a stranger, unless it is listed by hand in addresses.py.
"""

import uuid

import pytest

from accounts.models import Role
from tests.factories.accounts import MembershipFactory
from tests.security.addresses import (
    ADDRESSES,
    BY_API_TOKEN,
    BY_MACHINE,
    BY_SIGNATURE,
    BY_TOKEN,
    OPEN_TO_EVERYBODY,
    OWN,
    OWN_OF_MEMBERS,
    PRIVATE,
    READ_AND_SENT_BY_API_TOKEN,
    READ_BY_API_TOKEN,
    SIGNING_IN,
)
from tests.security.world import (
    SECRET,
    eager_form,
    everything_stored,
    rightful,
    signed_in_and_agreed,
    strangers,
)

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post")
PEOPLE = (
    "anonymous",
    "other holder",
    "other organization's owner",
    "removed member",
    "staff without the permission",
    "suspended organization's owner",
)


def ask(client, method, url, world):
    data = eager_form(world) if method == "post" else None
    return getattr(client, method)(url, data)


def refuses(answer, *, anonymous):
    """404, 403, a method that nobody may use, or, for somebody unknown, the way to sign in."""
    if anonymous and answer.status_code == 302:
        return answer.url.startswith("/accounts/login/")
    return answer.status_code in (403, 404, 405)


def test_the_lists_name_addresses_that_exist():
    names = {address.name for address in ADDRESSES}
    assert len(PRIVATE) > 40
    assert names >= (OPEN_TO_EVERYBODY | SIGNING_IN | BY_TOKEN | BY_MACHINE | OWN | OWN_OF_MEMBERS)


def test_own_pages_name_no_object():
    own = [address for address in ADDRESSES if address.name in OWN | OWN_OF_MEMBERS]
    assert {argument for address in own for argument in address.arguments} <= {"kind"}


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_somebody_elses(world, who):
    client = strangers(world)[who]
    before = everything_stored()
    wrong = []
    for address in PRIVATE:
        url = address.url(world.table)
        for method in METHODS:
            answer = ask(client, method, url, world)
            if not refuses(answer, anonymous=who == "anonymous"):
                wrong.append(f"{method} {address.name}: {answer.status_code}")
            if SECRET in answer.content.decode():
                wrong.append(f"{method} {address.name} tells what is somebody else's")
    assert not wrong
    assert everything_stored() == before


@pytest.mark.parametrize("who", PEOPLE)
def test_what_exists_answers_like_what_does_not(world, who):
    client = strangers(world)[who]
    nothing = {name: uuid.uuid4() for name in world.table} | {"kind": "skill"}
    differs = []
    for address in PRIVATE:
        if not set(address.arguments) - {"kind"}:
            continue
        for method in METHODS:
            there = ask(client, method, address.url(world.table), world)
            not_there = ask(client, method, address.url(nothing), world)
            if there.status_code != not_there.status_code:
                differs.append(
                    f"{method} {address.name}: {there.status_code} {not_there.status_code}"
                )
    assert not differs


@pytest.mark.parametrize("who", PEOPLE)
def test_own_pages_tell_nothing_of_others(world, who):
    client = strangers(world)[who]
    wrong = []
    for address in ADDRESSES:
        if address.name not in OWN | OWN_OF_MEMBERS:
            continue
        for method in ("get", "head"):
            answer = ask(client, method, address.url(world.table), world)
            if who == "anonymous" and not refuses(answer, anonymous=True):
                wrong.append(f"{address.name}: {answer.status_code}")
            if answer.status_code >= 500 or SECRET in answer.content.decode():
                wrong.append(address.name)
    assert not wrong


def test_nobody_signed_in_changes_nothing(world, client):
    before = everything_stored()
    wrong = []
    for address in ADDRESSES:
        if address.name in OWN | OWN_OF_MEMBERS:
            answer = ask(client, "post", address.url(world.table), world)
            if not refuses(answer, anonymous=True):
                wrong.append(f"{address.name}: {answer.status_code}")
    assert not wrong
    assert everything_stored() == before


@pytest.mark.parametrize("who", ["other holder", "removed member", "staff without the permission"])
def test_members_pages_are_not_there_for_others(world, who):
    client = strangers(world)[who]
    for address in ADDRESSES:
        if address.name in OWN_OF_MEMBERS:
            for method in METHODS:
                assert ask(client, method, address.url({}), world).status_code == 404


@pytest.mark.parametrize("who", PEOPLE)
def test_a_guessed_token_opens_nothing(world, who):
    client = strangers(world)[who]
    before = everything_stored()
    for address in ADDRESSES:
        for method in METHODS if address.name in BY_TOKEN else ():
            answer = ask(client, method, address.url(world.table), world)
            assert answer.status_code == 404, address.name
    assert everything_stored() == before


@pytest.mark.parametrize("who", PEOPLE)
def test_the_way_back_in_starts_in_a_sign_in_only(world, who):
    client = strangers(world)[who]
    before = everything_stored()
    for method in METHODS:
        answer = ask(client, method, "/recovery/start/", world)
        assert (answer.status_code, answer.url) == (302, "/accounts/login/")
    assert everything_stored() == before


@pytest.mark.parametrize("who", [*PEOPLE, "owner", "recruiter"])
def test_no_session_opens_the_api(world, who):
    client = (strangers(world) | rightful(world))[who]
    before = everything_stored()
    for address in ADDRESSES:
        for method in METHODS if address.name in BY_API_TOKEN else ():
            answer = ask(client, method, address.url(world.table), world)
            asked = {"get" if address.name in READ_BY_API_TOKEN else "post"}
            if address.name in READ_AND_SENT_BY_API_TOKEN:
                asked = {"get", "post"}
            assert answer.status_code == (401 if method in asked else 405), address.name
    assert everything_stored() == before


@pytest.mark.parametrize("who", [*PEOPLE, "owner", "recruiter"])
def test_no_session_speaks_for_another_portal(world, who):
    client = (strangers(world) | rightful(world))[who]
    before = everything_stored()
    for address in ADDRESSES:
        for method in METHODS if address.name in BY_SIGNATURE else ():
            answer = ask(client, method, address.url(world.table), world)
            assert answer.status_code == (415 if method == "post" else 405), address.name
        if address.name in BY_SIGNATURE:
            guess = {"request": "e30.e30.guess" * 3}
            answer = client.post(address.url({}), guess, content_type="application/json")
            assert answer.status_code == 403
    assert everything_stored() == before


# What only owners, or only those who may ask, can do in their own organization.
DEEDS_OF = {
    "api_tokens": {Role.OWNER},
    "api_token_revoke": {Role.OWNER},
    "organization_invite": {Role.OWNER},
    "invitation_withdraw": {Role.OWNER},
    "member_role": {Role.OWNER},
    "member_remove": {Role.OWNER},
    "bulk_checks": {Role.OWNER, Role.RECRUITER},
    "registrar": {Role.OWNER},
    "attestation": {Role.OWNER, Role.RECRUITER},
    "attestations_download": {Role.OWNER, Role.RECRUITER},
    "attestations_upload": {Role.OWNER, Role.RECRUITER},
    "bulk_check": {Role.OWNER, Role.RECRUITER},
    "bulk_results_json": {Role.OWNER, Role.RECRUITER},
    "bulk_results_csv": {Role.OWNER, Role.RECRUITER},
    "bulk_check_remove": {Role.OWNER, Role.RECRUITER},
    "employer_request_ask": {Role.OWNER, Role.RECRUITER},
    "employer_request_batch": {Role.OWNER, Role.RECRUITER},
    "employer_request_batch_discard": {Role.OWNER, Role.RECRUITER},
    "employer_request_batch_rest": {Role.OWNER, Role.RECRUITER},
    "employer_request_batch_sample": {Role.OWNER, Role.RECRUITER},
    "employer_request_batch_send": {Role.OWNER, Role.RECRUITER},
    "employer_request_batches": {Role.OWNER, Role.RECRUITER},
    "employer_request_discard": {Role.OWNER, Role.RECRUITER},
    "employer_request_edit": {Role.OWNER, Role.RECRUITER},
    "employer_request_new": {Role.OWNER, Role.RECRUITER},
    "employer_request_reply": {Role.OWNER, Role.RECRUITER},
    "employer_request_template": {Role.OWNER, Role.RECRUITER},
    "employer_request_template_new": {Role.OWNER, Role.RECRUITER},
    "employer_request_template_remove": {Role.OWNER, Role.RECRUITER},
    "employer_request_withdraw": {Role.OWNER, Role.RECRUITER},
}


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.VIEWER])
def test_a_role_without_the_deed(world, role):
    member = MembershipFactory(organization=world.organization, role=role).user
    client = signed_in_and_agreed(member, world)
    before = everything_stored()
    wrong = []
    for address in ADDRESSES:
        if address.name in BY_API_TOKEN or role in DEEDS_OF.get(address.name, {role}):
            continue
        for method in METHODS:
            answer = ask(client, method, address.url(world.table), world)
            if not refuses(answer, anonymous=False):
                wrong.append(f"{method} {address.name}: {answer.status_code}")
    assert not wrong
    assert everything_stored() == before
