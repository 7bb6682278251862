"""The status lists of other portals, read every hour: which credentials are worth a
verification."""

import json

import pytest
from django.utils import timezone

from employers.actions.portals import glancing
from employers.models import PortalInquiry, RequestedClaim
from employers.tasks import glance_at_portals
from passports.actions.verification import RECHECK
from passports.adapters import status_glance
from passports.adapters.status_glance import glance
from passports.models import Document, VerdictChoice
from passports.standards.issuing import make_status_list
from portal.kernel.models import WorkRow
from tests.employers.portals.test_following import status
from tests.employers.rows import make_credential
from tests.factories.claims import give_report

pytestmark = pytest.mark.django_db(transaction=True)
LIST, OTHER_LIST = "https://portal-b.example/status/1", "https://portal-b.example/status/2"


@pytest.fixture
def lists(settings, tmp_path):
    """`lists(revoked, suspended)` publishes which bits are set; a list that is None is silent."""
    settings.VERIFICATION_DOCUMENTS_INDEX = None

    def publish(revoked=(), suspended=(), text=None):
        index = {}
        for url, purpose, flagged in (
            (LIST, "revocation", revoked),
            (OTHER_LIST, "suspension", suspended),
        ):
            if flagged is None:
                continue
            name = f"{purpose}-{len(list(tmp_path.iterdir()))}.json"
            made = make_status_list(
                flagged, url=url, issuer="did:web:x", purpose=purpose, valid_from=timezone.now()
            )
            (tmp_path / name).write_text(json.dumps(made) if text is None else text)
            index[url] = name
        # Each in a file of its own: what an index says is kept in memory.
        place = tmp_path / f"index-{len(list(tmp_path.iterdir()))}.json"
        place.write_text(json.dumps(index))
        settings.VERIFICATION_DOCUMENTS_INDEX = place

    publish()
    return publish


def entry(url, purpose, index):
    return {
        "type": "BitstringStatusListEntry",
        "statusListCredential": url,
        "statusListIndex": str(index),
        "statusPurpose": purpose,
    }


def naming(index):
    entries = [entry(LIST, "revocation", index), entry(OTHER_LIST, "suspension", index)]
    return json.dumps({"credentialStatus": entries}).encode()


class TestAGlance:
    @pytest.mark.parametrize(
        ("revoked", "suspended", "said"),
        [
            ((), (), ""),
            ((7,), (), "revoked"),
            ((), (7,), "suspended"),
            ((7,), (7,), "revoked"),
            ((8,), (6,), ""),
        ],
    )
    def test_says_what_the_lists_say(self, lists, revoked, suspended, said):
        lists(revoked, suspended)
        assert glance([(1, naming(7))]) == {1: said}

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"no json",
            b"[]",
            b"{}",
            b'{"credentialStatus": []}',
            b'{"credentialStatus": "x"}',
            b"[" * 5000,
            json.dumps({"credentialStatus": [{"type": "SomethingElse"}]}).encode(),
            json.dumps({"credentialStatus": entry(LIST, "revocation", 10**9)}).encode(),
            json.dumps({"credentialStatus": entry(LIST, "revocation", "x")}).encode(),
        ],
    )
    def test_what_cannot_be_read_is_left_to_the_daily_look(self, lists, content):
        assert glance([(1, content)]) == {}

    @pytest.mark.parametrize("text", ["", "a.b.c", "[]", '{"credentialSubject": 1}', "[" * 5000])
    def test_so_is_a_list_that_is_none(self, lists, text):
        lists((7,), text=text)
        assert glance([(1, naming(7))]) == {}

    def test_and_one_that_is_silent(self, lists, internet):
        lists((7,), None)
        assert glance([(1, naming(7))]) == {}

    def test_each_list_is_read_once(self, lists, monkeypatch):
        asked = []
        real = status_glance.MemoFetch.__call__
        monkeypatch.setattr(
            status_glance.MemoFetch,
            "__call__",
            lambda self, url: asked.append(url) or real(self, url),
        )
        assert len(glance((number, naming(number)) for number in range(100))) == 100
        assert sorted(asked) == [LIST, OTHER_LIST]


class TestEveryHour:
    @pytest.fixture
    def answered(self, world, lists):
        world.lists = lists
        world.credential = make_credential(world.holder)
        Document.objects.filter(pk=world.credential.document_id).update(content=naming(7))
        row = RequestedClaim.objects.filter(request=world.request).first()
        PortalInquiry.objects.create(
            row=row,
            peer=world.peer,
            revision=row.claim.current,
            state="answered",
            credential=world.credential,
            expires_at=timezone.now(),
        )
        return world

    def asked(self, world):
        """For which credentials a verification is asked for now."""
        effect = glancing.look(peer_id=world.peer.pk)
        if effect:
            effect()
        return list(WorkRow.objects.filter(kind=RECHECK).values_list("subject_id", flat=True))

    def test_news_are_verified_at_once_and_once(self, answered):
        answered.lists((7,))
        assert self.asked(answered) == [answered.credential.pk]
        assert self.asked(answered) == [answered.credential.pk], "that work waits"

    @pytest.mark.parametrize(
        ("code", "now", "news"),
        [
            ("suspended", {"suspended": (7,)}, False),
            ("suspended", {"revoked": (7,), "suspended": (7,)}, True),
            ("suspended", {}, True),
            ("revoked", {"revoked": (7,)}, False),
        ],
    )
    def test_what_is_known_is_no_news(self, answered, code, now, news):
        give_report(answered.credential, VerdictChoice.NOT_VERIFIED, status(code))
        answered.lists(**now)
        assert bool(self.asked(answered)) == news

    def test_nothing_changed_costs_no_verification(self, answered):
        assert self.asked(answered) == []

    def test_a_portal_that_is_off_is_not_asked(self, answered):
        answered.lists((7,))
        answered.peer.state = "off"
        answered.peer.save()
        assert glancing.begin() == 0
        assert self.asked(answered) == []

    def test_the_beat_leaves_one_piece_of_work_for_each_portal(self, answered):
        glance_at_portals()
        glance_at_portals()
        assert WorkRow.objects.filter(kind=glancing.GLANCE_WORK).count() == 1
