"""Another portal asks about somebody here: by its signature, about a proven address, once."""

import datetime as dt
import json
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions.erasure import erase
from accounts.models import AgeBand, CredentialAddress, Notification
from employers.actions.portals import answering as portal_answering
from employers.actions.portals import peers as portal_peers
from employers.models import InquiryRefusal, ReceivedInquiry
from passports.adapters.own_identity import own_did
from passports.claims import attested
from passports.models import IssuedCredential, Proposal
from passports.standards import parse
from passports.standards.signing_key import SigningKey
from passports.standards.types import FetchFailed
from portal.kernel.models import AuditRow
from tests.employers.portals.fake import OtherPortal
from tests.employers.rows import make_credential
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/requests"
DEGREE = {
    "title": "B.S. Nursing",
    "organization_name": "CSU Fresno",
    "end": "2021-05-01",
    "end_precision": "month",
    "details": {},
}


def hold(person, **values):
    credential = make_credential(person, issuer_name="CSU Fresno")
    Proposal.objects.create(
        credential=credential, kind="education", values=DEGREE | values, state="accepted"
    )
    return credential


def message(there, **bent):
    now = int(time.time())
    claim = {
        "id": "claim-1",
        "kind": "education",
        "title": "B.S. Nursing",
        "organization_name": "CSU Fresno",
        "end": "2021",
    }
    return {
        "iss": there.other.did,
        "aud": own_did(None),
        "iat": now,
        "exp": now + 300,
        "jti": str(uuid.uuid4()),
        "person": {"email": "nadia@people.example"},
        "claims": [claim],
        "consent": {
            "given_at": timezone.now().isoformat(),
            "requester": "Valley Hospital",
            "purpose": "Hiring decision",
            "claims": ["claim-1"],
        },
        **bent,
    }


def post(text):
    return Client().post(URL, {"request": text}, content_type="application/json")


def ask(there, **bent):
    return post(there.other.signed(message(there, **bent)))


def answers(page):
    assert page.status_code == 200, page.content
    return page.json()["answers"]


def test_what_is_held_is_attested(there):
    hold(there.holder)
    page = ask(there)
    assert page["Cache-Control"] == "no-store"
    (said,) = answers(page)
    assert (said["id"], said["answer"]) == ("claim-1", "confirmed")
    document = parse(json.dumps(said["credential"]).encode())
    kind, values = attested.from_attestation(document.data)
    assert kind == "education"
    assert values["title"] == "B.S. Nursing"
    assert (values["end"], values["end_precision"]) == ("2021-05-01", "month")
    assert document.summary.issuer_id == own_did(None)
    assert "nadia@people.example" not in json.dumps(said)
    issued = IssuedCredential.objects.get()
    assert issued.organization is None
    row = ReceivedInquiry.objects.get()
    assert (row.holder, row.requester) == (there.holder, "Valley Hospital")
    assert AuditRow.objects.get(deed="portal_inquiry_answered").codes["told"] == 1


def test_the_holder_is_told_and_sees_it(there):
    hold(there.holder)
    ask(there)
    ask(there)
    assert Notification.objects.filter(user=there.holder).count() == 1, "once a day for each"
    client = Client()
    client.force_login(there.holder)
    page = client.get("/requests/portals/").content.decode()
    assert "Portal B" in page
    assert "Valley Hospital: Hiring decision" in page
    assert "B.S. Nursing, CSU Fresno" in page
    assert "Confirmed" in page
    stranger = Client()
    stranger.force_login(UserFactory())
    assert "Valley Hospital" not in stranger.get("/requests/portals/").content.decode()


def test_only_what_is_asked_is_told(there):
    hold(there.holder, start="2017-09-01", start_precision="month", details={"gpa": "2.1"})
    hold(there.holder, title="Welding", organization_name="Ironwood")
    (said,) = answers(ask(there))
    # Random ids and the proof can hold any digits.
    read = {name: said["credential"][name] for name in ("name", "credentialSubject", "evidence")}
    told = re.sub(r"[0-9a-f-]{36}", "", json.dumps(read))
    assert "2017" not in told
    assert "2.1" not in told
    assert "a credential by CSU Fresno" in told, "whose credential it rests on is said"
    assert "Welding" not in told


def test_what_differs_is_said_with_what(there):
    hold(there.holder, end="2020-05-01")
    (said,) = answers(ask(there))
    assert said["answer"] == "differs"
    assert "2020-05" in json.dumps(said["credential"])


def test_a_contradiction_is_not_hidden(there):
    hold(there.holder)
    hold(there.holder, end="2020-05-01")
    assert answers(ask(there))[0]["answer"] == "differs"


NOTHING = {
    "no such person": {"person": {"email": "nobody@people.example"}},
    "nearly the address": {"person": {"email": "nadia@people.example.org"}},
    "another title": {"title": "PhD in Physics"},
    "another organization": {"organization_name": "Another college"},
    "another kind": {"kind": "employment"},
}


@pytest.mark.parametrize("what", NOTHING)
def test_nothing_is_told_of_anything_else(there, what):
    hold(there.holder)
    bent = NOTHING[what]
    claim = {**message(there)["claims"][0], **{k: v for k, v in bent.items() if k != "person"}}
    bent = {"claims": [claim]} | {k: v for k, v in bent.items() if k == "person"}
    (said,) = answers(ask(there, **bent))
    assert said == {"id": "claim-1", "answer": "could_not_be_checked", "credential": None}
    assert not IssuedCredential.objects.exists()


def test_somebody_unknown_looks_like_somebody_who_holds_nothing(there, settings):
    settings.PORTAL_ANSWER_SECONDS = 0.5
    seconds, pages = [], []
    hold(there.holder)
    for person in ("nadia@people.example", "nobody@people.example"):
        started = time.monotonic()
        pages.append(ask(there, person={"email": person}))
        seconds.append(time.monotonic() - started)
    InquiryRefusal.objects.create(holder=there.holder)
    pages.append(ask(there))
    assert {frozenset(page.json()["answers"][0]) for page in pages} == {
        frozenset({"id", "answer", "credential"})
    }
    assert pages[1].json()["answers"] == pages[2].json()["answers"]
    assert min(seconds) >= 0.5
    assert abs(seconds[0] - seconds[1]) < 0.2
    assert ReceivedInquiry.objects.filter(holder=None, claims=[], requester="").count() == 1


def test_an_address_in_another_case_is_the_same(there):
    hold(there.holder)
    assert answers(ask(there, person={"email": "Nadia@People.EXAMPLE"}))[0]["answer"] == "confirmed"


def test_an_address_for_credentials_counts_when_it_is_proven(there):
    other = UserFactory()
    hold(other)
    address = CredentialAddress.objects.create(user=other, email="old@college.example")
    person = {"email": "old@college.example"}
    assert answers(ask(there, person=person))[0]["answer"] == "could_not_be_checked"
    address.verified_at = timezone.now()
    address.save()
    assert answers(ask(there, person=person))[0]["answer"] == "confirmed"


def test_an_address_that_is_not_proven_or_is_two_peoples_is_nobodys(there):
    hold(there.holder)
    CredentialAddress.objects.create(
        user=UserFactory(), email="nadia@people.example", verified_at=timezone.now()
    )
    assert portal_answering.holder_of("nadia@people.example") is None
    CredentialAddress.objects.all().delete()
    EmailAddress.objects.update(verified=False)
    assert portal_answering.holder_of("nadia@people.example") is None


@pytest.mark.parametrize("change", ["unrecognized", "revoked", "replaced", "low", "suspended"])
def test_what_does_not_count_here_is_not_passed_on(there, change):
    credential = hold(there.holder)
    report = credential.latest_report
    if change == "unrecognized":
        report.checks = [each for each in report.checks if each["name"] != "issuer_recognized"]
        report.save()
    elif change == "revoked":
        credential.verdict = "not_verified"
    elif change == "replaced":
        credential.superseded_by = make_credential(there.holder)
    elif change == "low":
        credential.summary = {"attestation": {"level": "low", "narrative": ""}}
    else:
        there.holder.is_active = False
        there.holder.save()
    credential.save()
    assert answers(ask(there))[0]["answer"] == "could_not_be_checked"


def test_a_holder_refuses_and_changes_their_mind(there):
    hold(there.holder)
    client = Client()
    client.force_login(there.holder)
    client.post("/requests/portals/refuse/", {"refuse": "yes"})
    assert answers(ask(there))[0]["answer"] == "could_not_be_checked"
    page = client.get("/requests/portals/").content.decode()
    assert "You refuse such questions" in page
    assert "Nothing was told" in page
    client.post("/requests/portals/refuse/", {"refuse": "no"})
    assert answers(ask(there))[0]["answer"] == "confirmed"


def test_of_a_minor_nothing_is_told_without_a_guardian(there):
    hold(there.holder)
    there.holder.age_band = AgeBand.MINOR
    there.holder.save()
    assert answers(ask(there))[0]["answer"] == "could_not_be_checked"
    consent = message(there)["consent"]
    for agreed, said in ((None, "could_not_be_checked"), ("2026-01-01T00:00:00Z", "confirmed")):
        signed = {"signed": {"guardian_agreed_at": agreed}}
        assert answers(ask(there, consent=consent | signed))[0]["answer"] == said


def test_the_same_message_again_is_answered_once(there):
    hold(there.holder)
    text = there.other.signed(message(there))
    first, second = post(text), post(text)
    assert first.json() == second.json()
    assert IssuedCredential.objects.count() == ReceivedInquiry.objects.count() == 1


def test_the_same_message_at_the_same_instant_is_answered_once(there):
    hold(there.holder)
    text = there.other.signed(message(there))

    def send(_number):
        try:
            return post(text).json()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(send, range(4)))
    assert all(each == said[0] for each in said)
    assert IssuedCredential.objects.count() == ReceivedInquiry.objects.count() == 1


def test_signed_anew_with_the_same_id_it_is_the_same_question(there):
    hold(there.holder)
    asked = message(there)
    first = post(there.other.signed(asked))
    later = post(there.other.signed({**asked, "iat": asked["iat"] + 1, "exp": asked["exp"] + 1}))
    assert first.json() == later.json()
    changed = {**asked, "claims": [{**asked["claims"][0], "title": "Something else"}]}
    assert post(there.other.signed(changed)).status_code == 409


def test_answers_are_forgotten_after_a_day(there):
    hold(there.holder)
    text = there.other.signed(message(there))
    post(text)
    assert portal_answering.forget_answers() == 0
    ReceivedInquiry.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    assert portal_answering.forget_answers() == 1
    assert ReceivedInquiry.objects.get().answer is None
    assert post(text).status_code == 409


def unknown(there):
    stranger = OtherPortal("did:web:stranger.example")
    stranger.close()
    return stranger.signed(message(there, iss=stranger.did))


def switched_off(there):
    portal_peers.switch_off(peer=there.peer, reason="Gone.", by=None)
    return there.other.signed(message(there))


def never_switched_on(there):
    type(there.peer).objects.update(state="proposed")
    return there.other.signed(message(there))


def tampered(there):
    header, _claims, signature = there.other.signed(message(there)).split(".")
    other = there.other.signed(message(there, person={"email": "x@people.example"})).split(".")[1]
    return f"{header}.{other}.{signature}"


STRANGE = {
    "unknown": unknown,
    "switched off": switched_off,
    "never switched on": never_switched_on,
    "tampered": tampered,
    "another's key": lambda there: there.other.signed(message(there), key=SigningKey.generate()),
    "a key of its own": lambda there: there.other.signed(
        message(there), kid=SigningKey.generate().did_key_id
    ),
    "a key that it does not list": lambda there: there.other.signed(
        message(there), kid=f"{there.other.did}#other"
    ),
    "no key": lambda there: there.other.signed(message(there), kid=None),
    "none": lambda there: there.other.signed(message(there), alg="none"),
    "HMAC": lambda there: there.other.signed(message(there), alg="HS256"),
    "another type": lambda there: there.other.signed(message(there), typ="JWT"),
    "a header that is refused": lambda there: there.other.signed(
        message(there), jku="https://x.example/"
    ),
    "no token": lambda there: "x" * 40,
    "its own name": lambda there: there.other.signed(message(there, iss=own_did(None))),
}


@pytest.mark.parametrize("what", STRANGE)
def test_whoever_is_not_known_is_refused_alike(there, what):
    hold(there.holder)
    page = post(STRANGE[what](there))
    assert page.status_code == 403
    assert page["Content-Type"] == "application/problem+json"
    assert page.json()["title"] == "This portal does not know yours"
    assert not ReceivedInquiry.objects.exists()


def seconds_ago(seconds):
    now = int(time.time()) - seconds
    return {"iat": now, "exp": now + 300}


BENT = {
    "for somebody else": {"aud": "did:web:elsewhere.example"},
    "too old": lambda: seconds_ago(700),
    "from the future": lambda: seconds_ago(-400),
    "valid for a day": lambda: {"exp": int(time.time()) + 86_400},
    "without an address": {"person": {}},
    "without claims": {"claims": []},
    "without consent": {"consent": None},
    "with a consent to something else": {
        "consent": {
            "given_at": "2026-01-01T00:00:00Z",
            "requester": "X",
            "purpose": "Y",
            "claims": ["another"],
        }
    },
    "with a consent from the future": {
        "consent": {
            "given_at": "2126-01-01T00:00:00Z",
            "requester": "X",
            "purpose": "Y",
            "claims": ["claim-1"],
        }
    },
    "with a kind that is none": {"claims": [{"id": "claim-1", "kind": "grade"}]},
    "too many claims": {"claims": [{"id": "claim-1"}] * 21},
}


@pytest.mark.parametrize("what", BENT)
def test_a_message_that_is_not_right_is_refused(there, what):
    bent = BENT[what]
    page = ask(there, **(bent() if callable(bent) else bent))
    assert page.status_code == 400
    assert page.json()["errors"]
    assert not ReceivedInquiry.objects.exists()


def test_clocks_may_be_some_minutes_apart(there):
    hold(there.holder)
    for seconds in (500, -250):
        assert answers(ask(there, **seconds_ago(seconds)))[0]["answer"] == "confirmed"


def test_sizes_and_numbers_are_bounded(there, settings):
    body = json.dumps({"request": "x" * 70_000})
    assert Client().post(URL, body, content_type="application/json").status_code == 413
    assert Client().post(URL, body, content_type="text/plain").status_code == 415
    assert Client().get(URL).status_code == 405
    settings.PORTAL_REQUESTS_PER_MINUTE = 2
    assert [ask(there).status_code for _time in range(3)] == [200, 200, 429]
    statuses = [post("x" * 40).status_code for _time in range(125)]
    assert statuses[0] == 403
    assert statuses[-1] == 429


def test_a_portal_whose_keys_cannot_be_fetched_is_told_to_come_again(there, settings):
    settings.VERIFICATION_DOCUMENTS_INDEX = None
    there.peer.did = "did:web:college.example"
    there.peer.save()
    there.other.did = "did:web:college.example"
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset({"https://college.example"})
    failing = FetchFailed("unreachable", "https://college.example/", transient=True)
    with mock.patch("passports.adapters.fetching.MemoFetch._ask", return_value=failing):
        page = ask(there)
    assert page.status_code == 503
    assert page["Retry-After"]


def test_a_revoked_key_signs_nothing(there, settings, tmp_path):
    document = there.other.document
    document["verificationMethod"][0]["revoked"] = "2024-01-01T00:00:00Z"
    (tmp_path / "revoked.json").write_text(json.dumps(document))
    index = tmp_path / "other-index.json"
    index.write_text(json.dumps({"https://portal-b.example/.well-known/did.json": "revoked.json"}))
    settings.VERIFICATION_DOCUMENTS_INDEX = index
    assert ask(there).status_code == 403


def test_erasure_takes_what_was_asked(there):
    hold(there.holder)
    ask(there)
    InquiryRefusal.objects.create(holder=there.holder)
    mail.outbox.clear()
    erase(user=there.holder, by=there.holder)
    assert not ReceivedInquiry.objects.exists()
    assert not InquiryRefusal.objects.exists()
