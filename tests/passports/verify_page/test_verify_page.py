"""The public page: what anybody brings is checked, and nothing of it stays."""

import io
import json
import time
from pathlib import Path

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from passports.adapters import fetching
from portal.kernel.outbound import Answer, OutboundError
from tests.factories.accounts import UserFactory
from tests.factories.signed import signed
from tests.portal.test_logs import logged  # noqa: F401
from tests.security.world import everything_stored

pytestmark = pytest.mark.django_db
URL = "/verify/"
LINK = "https://school.example/credential.json"


def answer(client, content=None, text="", name="credential.json"):
    data = {"text": text}
    if content is not None:
        data["file"] = SimpleUploadedFile(name, content)
    response = client.post(URL, data)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def qr(text: str, kind: str = "png") -> bytes:
    drawn = io.BytesIO()
    segno.make(text, micro=False).save(drawn, kind="png", scale=4, border=4)
    if kind == "png":
        return drawn.getvalue()
    picture = Image.open(drawn).convert("RGB")
    canvas = Image.new("RGB", (picture.width + 300, picture.height + 200), "lightgrey")
    canvas.paste(picture.rotate(0), (120, 80))
    photo = io.BytesIO()
    canvas.save(photo, format=kind)
    return photo.getvalue()


@pytest.fixture
def network(monkeypatch):
    """What is published, and the addresses that were asked."""
    published: dict[str, bytes] = {}
    asked: list[str] = []

    def fetch(url, **limits):
        asked.append(url)
        if url not in published:
            raise OutboundError("unreachable", transient=True)
        return Answer(url, published[url], "application/json")

    monkeypatch.setattr(fetching, "guarded_fetch", fetch)
    return published, asked


def test_the_page_is_for_everybody_and_linked_from_the_first(client):
    assert reverse("verify_page") == URL
    assert client.get(URL).status_code == 200
    assert f'href="{URL}"' in client.get("/").content.decode()


def test_a_file(client):
    page = answer(client, signed())
    assert "The signature is good: nothing was changed since it was signed." in page
    assert "Verified" in page


def test_a_file_that_was_changed(client):
    page = answer(client, signed().replace(b"2026-03-01", b"2025-03-01"))
    assert "The signature does not fit." in page
    assert "Not verified" in page


def test_a_text(client):
    assert "The signature is good" in answer(client, text=signed().decode())


def test_a_picture_with_a_credential_inside(client):
    from passports.standards.baking import bake

    drawn = io.BytesIO()
    Image.new("RGB", (40, 40)).save(drawn, format="PNG")
    baked = bake(drawn.getvalue(), signed())
    assert "The signature is good" in answer(client, baked, name="badge.png")


def test_a_link_in_the_photo_of_a_code(client, network):
    published, asked = network
    published[LINK] = signed()
    for kind in ("png", "jpeg", "webp"):
        page = answer(client, qr(LINK, kind), name=f"photo.{kind}")
        assert "The signature is good" in page, kind
        assert LINK in page
    assert set(asked) == {LINK}


def test_a_link_as_text(client, network):
    published, _asked = network
    published[LINK] = signed()
    assert "The signature is good" in answer(client, text=f"  {LINK}\n")


def test_a_credential_in_the_code_itself(client):
    from passports.standards import issue
    from tests.factories.signed import ISSUED, KEY

    token = issue(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiableCredential"],
            "issuer": KEY.did,
            "validFrom": "2024-05-01T00:00:00Z",
            "credentialSubject": {"id": "did:example:holder"},
        },
        key=KEY,
        proof="vc+jwt",
        created=ISSUED,
    )
    assert "The signature is good" in answer(client, qr(token), name="photo.png")


SENTENCES = {
    "nothing": (None, "", "Choose a file, or paste a text or a link."),
    "both": (b"{}", "{}", "not both"),
    "an empty file": (b"", "", "empty"),
    "a PDF": (b"%PDF-1.7", "", "This is a PDF"),
    "no JSON": (b"hello", "", "We found no credential in this."),
    "JSON of something else": (b'{"a": 1}', "", "does not say that it is a credential"),
    "a broken picture": (b"\x89PNG\r\n\x1a\nrubbish", "", "This picture cannot be read."),
    "an address that is not for us": (None, "https://127.0.0.1/x", "public addresses"),
    "a plain address": (None, "http://school.example/x", "public addresses"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_is_no_credential_gets_a_sentence(client, name):
    content, text, sentence = SENTENCES[name]
    assert sentence in answer(client, content, text)


def test_a_picture_without_a_code(client):
    drawn = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(drawn, format="JPEG")
    assert "We found no QR code in this picture" in answer(client, drawn.getvalue(), name="a.jpg")


def test_two_codes_in_a_picture(client):
    left, right = (Image.open(io.BytesIO(qr(text))) for text in (LINK, LINK + "?2"))
    both = Image.new("L", (left.width * 2 + 50, right.height), 255)
    both.paste(left, (0, 0))
    both.paste(right, (left.width + 50, 0))
    drawn = io.BytesIO()
    both.save(drawn, format="PNG")
    assert "several QR codes" in answer(client, drawn.getvalue(), name="a.png")


def test_a_picture_with_too_many_pixels_is_not_unpacked(client):
    drawn = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(drawn, format="PNG")
    start = time.monotonic()
    assert "too many pixels" in answer(client, drawn.getvalue(), name="bomb.png")
    assert time.monotonic() - start < 2


def test_a_link_that_leads_to_a_page(client, network):
    published, _asked = network
    published[LINK] = b"<!doctype html><html><body>Sign in</body></html>"
    assert "This is a web page." in answer(client, text=LINK)


def test_a_link_inside_what_a_link_led_to_is_not_followed(client, network):
    published, asked = network
    published[LINK] = b"https://school.example/second.json"
    assert "We found no credential in this." in answer(client, text=LINK)
    assert asked == [LINK]


def test_a_slow_host_holds_nobody_for_long(client, monkeypatch):
    given = []

    def slow(url, *, limits):
        given.append(limits.total_seconds)
        raise OutboundError("too_slow", transient=True)

    monkeypatch.setattr(fetching, "guarded_fetch", slow)
    page = answer(client, text=LINK)
    assert "took too long" in page
    assert max(given) <= 10


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_kept(client, network, settings, logged):  # noqa: F811
    """No row, no file, no line in a log, and nothing in the visitor's session."""
    published, _asked = network
    canary = signed(name="Canary of the public page", email="canary.page@example.org")
    published[LINK] = canary
    rows, files = everything_stored(), files_below(Path(settings.VAR_DIR))
    padded = canary + b" " * 3_000_000  # over the size at which uploads go through a file
    for page in (
        answer(client, padded, name="canary-file.json"),
        answer(client, text=canary.decode()),
        answer(client, qr(LINK), name="canary-photo.png"),
    ):
        assert "Canary of the public page" in page
    assert everything_stored() == rows
    new = {path.name for path in files_below(Path(settings.VAR_DIR)) - files}
    assert not {name for name in new if "sqlite" not in name}
    assert "canary" not in logged().lower()
    assert "sessionid" not in client.cookies


def test_the_answer_is_stored_by_no_cache(client):
    response = client.post(URL, {"text": signed().decode()})
    assert "no-store" in response["Cache-Control"]


def test_it_does_not_say_whose_it_is_to_somebody_signed_in(client):
    client.force_login(UserFactory())
    page = answer(client, signed())
    assert "Nobody asked" not in page
    assert "Verified" in page


def test_too_many_questions_wait(client):
    codes = [client.post(URL, {"text": "x"}).status_code for _n in range(32)]
    assert codes[0] == 200
    assert codes[-1] == 429
    assert client.get(URL).status_code == 200


def test_hostile_text_is_shown_as_text(client):
    data = json.loads(signed(name="<script>alert(1)</script>"))
    page = answer(client, json.dumps(data).encode())
    assert "<script>alert" not in page


def test_what_is_inside_a_presentation_is_shown_one_by_one(client):
    inside = [json.loads(signed(name=name)) for name in ("First inside", "Second inside")]
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": inside,
    }
    page = answer(client, json.dumps(presentation).encode())
    assert "The credentials inside it" in page
    assert "First inside" in page
    assert "Second inside" in page
