"""Lines of the list in README.md that have no other home."""

import json

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.urls import reverse

from passports.actions import imports, verification
from passports.models import Credential
from passports.sources import Found
from passports.standards import SigningKey
from portal.demo.credentials import open_badge
from portal.demo.issuers import DemoIssuer, publish
from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory
from tests.factories.claims import make_share
from tests.passports.working import work

pytestmark = pytest.mark.django_db


def school(seed: bytes) -> DemoIssuer:
    return DemoIssuer(
        "Harbor Trade School",
        host="badges.harbor.example",
        key=SigningKey.from_seed(seed.ljust(32, b".")),
    )


def test_a_key_that_changed_later_is_shown_and_the_old_verdict_is_kept(settings, tmp_path):
    """What was true then stays written down; what is true now is said."""
    holder = UserFactory()
    before, after = school(b"the key of before"), school(b"the key of after")
    badge = open_badge(
        before, email=holder.email, title="Welding", kind="Certificate", since="2025-06-30"
    )
    content = before.sign(badge, proof="eddsa-rdfc-2022")
    publish([before], tmp_path / "before")
    publish([after], tmp_path / "after")

    settings.VERIFICATION_DOCUMENTS_INDEX = tmp_path / "before" / "index.json"
    found = [Found("welding.json", content=content, size_bytes=len(content))]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    credential = Credential.objects.get()
    assert credential.verdict == "verified"

    settings.VERIFICATION_DOCUMENTS_INDEX = tmp_path / "after" / "index.json"
    verification.request(credential=credential, by=holder)
    work()
    credential.refresh_from_db()
    assert credential.verdict == "not_verified"
    verdicts = credential.reports.order_by("checked_at").values_list("verdict", flat=True)
    assert list(verdicts) == ["verified", "not_verified"]
    assert json.loads(bytes(credential.document.content)) == json.loads(content)


def test_share_tokens_cannot_be_guessed():
    """128 bits at least, and no two alike (OWASP ASVS 5.0, 11.5.1)."""
    tokens = {make_share()[1] for _number in range(20)}
    assert len(tokens) == 20
    # Each character of URL-safe Base64 carries six bits.
    assert min(map(len, tokens)) * 6 >= 128


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_the_administrations_own_sign_in_lets_nobody_in(client, password):
    """It sends everybody to the portal's, whose limits and factors hold for administrators too."""
    user = StaffFactory()
    for _attempt in range(8):
        answer = client.post(reverse("admin:login"), {"username": user.email, "password": password})
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(client, monkeypatch):
    """Not measured with a clock, which would sometimes lie: hashing is what takes the time."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: (hashed.append(1), encode(*args))[1]
    )
    known = UserFactory()
    counts = []
    for email in (known.email, "nobody@example.org"):
        hashed.clear()
        data = {"login": email, "password": "a wrong password, and long"}
        assert client.post(reverse("account_login"), data).status_code == 200
        counts.append(len(hashed))
    assert counts[0] == counts[1] > 0
