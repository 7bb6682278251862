"""Whatever is uploaded gets a clear sentence, never a 500, and costs nothing else."""

import io
import json
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from passports.models import Credential, ImportItem, ImportItemState, ImportRun
from passports.sources import upload as upload_source
from tests.factories.accounts import UserFactory
from tests.factories.signed import signed
from tests.internet import PUBLIC, redirect
from tests.passports.working import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(client):
    person = UserFactory()
    client.force_login(person)
    return person


def upload(client, *files):
    """Upload (name, content) pairs; the page that follows, as text."""
    response = client.post(
        reverse("import_new"),
        {"source": "upload", "files": [SimpleUploadedFile(*file) for file in files]},
        follow=True,
    )
    assert response.status_code == 200
    if response.redirect_chain:
        work()
        response = client.get(response.request["PATH_INFO"])
        assert response.status_code == 200
    return response.content.decode()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("credential.json", signed())
    return out.getvalue()


def png_bomb() -> bytes:
    """A PNG of a few kilobytes whose text unpacks to 100 MB."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    text = b"openbadgecredential\0\1\0\0\0" + zlib.compress(b" " * 100_000_000, 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"iTXt", text) + chunk(b"IEND", b"")


SVG_WITH_ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>&b;&c;</text></svg>"""

REFUSED = {
    "zip": (zipped(), "This is a ZIP archive. Unpack it"),
    "noise": (bytes(range(128, 256)) * 40, "We found no credential in this."),
    "text": (b"hello there", "We found no credential in this."),
    "html": (b"<!doctype html><html></html>", "This is a web page."),
    "pdf": (b"%PDF-1.7 ...", "This is a PDF"),
    "truncated": (signed()[:400], "This file ends in the middle."),
    "nested": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "we do not open, for safety"),
    "nested_arrays": (b"[" * 100_000 + b"]" * 100_000, "we do not open, for safety"),
    "digits": (b'{"a": ' + b"9" * 5_000 + b"}", "This file is damaged."),
    "nan": (b'{"a": NaN}', "This file is damaged."),
    "twice": (b'{"a": 1, "a": 2}', "says the same thing twice"),
    "surrogate": (b'{"a": "\\ud800"}', "This file is damaged."),
    "other_json": (b'{"hello": "there"}', "does not say that it is a credential"),
    "png_bomb": (png_bomb(), "we do not open, for safety"),
    "broken_png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "This file is damaged."),
    "svg_entities": (SVG_WITH_ENTITIES, "we do not open, for safety"),
    "plain_svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        "no credential inside this picture",
    ),
    "several": (b"[" + signed() + b"," + signed() + b"]", "several credentials"),
}


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_sentence_and_the_good_file_is_kept(client, holder, content, sentence):
    page = upload(client, ("odd.bin", content), ("good.json", signed()))
    assert "odd.bin" in page
    assert sentence in page
    bad, good = ImportItem.objects.all()
    assert (bad.state, good.state) == (ImportItemState.REFUSED, ImportItemState.DONE)
    assert bad.content is None
    assert Credential.objects.get().verdict == "verified"


def test_a_png_bomb_needs_little_memory():
    from passports.standards import parse
    from passports.standards.types import NotACredential

    bomb = png_bomb()
    tracemalloc.start()
    with pytest.raises(NotACredential):
        parse(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.json", b"", "empty.json: This file is empty."),
        ("huge.json", b" " * 50_000_000, "huge.json: This file is larger than 5 MB."),
    ],
)
def test_alone_it_brings_the_form_back(client, holder, name, content, sentence):
    page = upload(client, (name, content))
    assert sentence in page
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "This file is empty."), (b" " * 50_000_000, "This file is larger than 5 MB.")],
)
def test_beside_a_good_one_it_costs_nothing(client, holder, content, sentence):
    page = upload(client, ("bad.json", content), ("good.json", signed()))
    assert sentence in page
    assert Credential.objects.get().verdict == "verified"


def test_no_file_at_all(client, holder):
    assert "Choose at least one file." in upload(client)


def test_more_files_than_an_import_may_have(client, holder):
    files = [(f"{n}.json", f'{{"n": {n}}}'.encode()) for n in range(505)]
    response = client.post(
        reverse("import_new"),
        {"source": "upload", "files": [SimpleUploadedFile(*file) for file in files]},
    )
    page = client.get(response.url + "?show=problems").content.decode()
    assert page.count("This is more than 500 files at once.") == 5
    assert "504.json" in page
    assert ImportItem.objects.filter(state=ImportItemState.WAITING).count() == 500


def test_ten_thousand_files(client, holder):
    """Django itself refuses these while it parses."""
    files = [SimpleUploadedFile(f"{n}.json", b"{}") for n in range(10_000)]
    response = client.post(reverse("import_new"), {"source": "upload", "files": files})
    assert response.status_code == 413
    assert "files. Nothing was saved." in response.content.decode()
    assert not ImportRun.objects.exists()


def test_an_upload_that_is_cut_off_keeps_no_half_file(client, holder):
    files = [("first.json", signed()), ("second.json", signed(name="Second"))]
    fields = {"source": "upload", "files": [SimpleUploadedFile(*file) for file in files]}
    body = encode_multipart(BOUNDARY, fields)
    half = body[: body.index(b"second.json") + 600]
    client.generic(
        "POST",
        reverse("import_new"),
        body,
        content_type=MULTIPART_CONTENT,
        **{"wsgi.input": io.BytesIO(half)},
    )
    work()
    assert list(ImportItem.objects.values_list("filename", flat=True)) == ["first.json"]
    upload(client, *files)
    assert Credential.objects.filter(verdict="verified").count() == 2


def test_too_much_together(client, holder, monkeypatch):
    monkeypatch.setattr(upload_source, "MAX_TOTAL_BYTES", len(signed()) + 10)
    page = upload(client, ("good.json", signed()), ("beyond.json", signed()))
    assert "beyond.json" in page
    assert "50 MB" in page
    assert Credential.objects.get().verdict == "verified"


def test_names_of_files_are_shown_as_text(client, holder):
    page = upload(client, ("<img src=x onerror=alert(1)>.json", b"no"), ("good.json", signed()))
    assert "<img src=x" not in page


def test_words_of_a_credential_are_shown_as_text(client, holder):
    upload(client, ("x.json", signed(name='<div hx-get="/x">')))
    page = client.get(reverse("credential", args=[Credential.objects.get().id])).content.decode()
    assert '<div hx-get="/x">' not in page
    assert "&lt;div hx-get=" in page


@pytest.mark.parametrize(
    ("text", "status", "sentence"),
    [
        ("", 200, "Paste the text of a credential."),
        ("   ", 200, "Paste the text of a credential."),
        ("hello", 200, "We found no credential in this."),
        ("{" * 20, 200, "This file ends in the middle."),
        ("a" * 6_100_000, 413, "Nothing was saved."),
    ],
    ids=["nothing", "spaces", "words", "brackets", "endless"],
)
def test_pasted_nonsense_gets_a_sentence(client, holder, text, status, sentence):
    response = client.post(reverse("import_new"), {"source": "paste", "text": text}, follow=True)
    assert response.status_code == status
    if response.redirect_chain:
        work()
        response = client.get(response.request["PATH_INFO"])
    assert sentence in response.content.decode()
    assert not Credential.objects.exists()


def test_a_post_without_a_source_does_nothing(client, holder):
    assert client.post(reverse("import_new"), {"source": "wallet"}).status_code == 200
    assert not ImportRun.objects.exists()


def did_web(identifier: str) -> bytes:
    return signed(issuer=identifier, key_id=f"{identifier}#key-1")


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1", "bad_identifier"),
        ("169.254.169.254", "bad_identifier"),
        ("10.0.0.1", "bad_identifier"),
        ("localhost", "bad_identifier"),
        ("127.0.0.1%3A8000", "bad_identifier"),
        ("printer.local", "issuer_address_refused"),
        ("inside.example", "issuer_address_refused"),
        ("metadata.example", "issuer_address_refused"),
        ("college.example%3A8000", "issuer_address_refused"),
    ],
)
def test_an_issuer_at_a_private_address_is_not_visited(client, holder, internet, host, code):
    internet.addresses |= {
        "printer.local": ["192.168.1.5"],
        "inside.example": ["127.0.0.1"],
        "metadata.example": ["169.254.169.254"],
    }
    page = upload(client, ("x.json", did_web(f"did:web:{host}")), ("good.json", signed()))
    assert "x.json" in page
    assert internet.attempts == []
    assert Credential.objects.filter(verdict="verified").count() == 1
    bad = Credential.objects.exclude(verdict="verified").get()
    assert issuer_key_of(bad)["code"] == code
    assert client.get(reverse("credential", args=[bad.id])).status_code == 200


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/", "https://127.0.0.1/did.json", "https://inside.example/"],
)
def test_nor_one_that_redirects_to_it(client, holder, internet, location):
    internet.addresses["inside.example"] = ["10.0.0.1"]
    internet.replies["/.well-known/did.json"] = redirect(location)
    upload(client, ("x.json", did_web("did:web:college.example")))
    assert internet.attempts == [f"{PUBLIC}:443"]
    assert issuer_key_of(Credential.objects.get())["code"] == "issuer_address_refused"


def issuer_key_of(credential: Credential) -> dict:
    return next(check for check in credential.latest_report.checks if check["name"] == "issuer_key")


def test_a_wrong_digest_of_members_is_no_crash(client, holder):
    for wrong in (None, 1, [], {}, "x", [None], {"id": 5}):
        for member in ("issuer", "credentialSubject", "type", "@context", "validFrom", "proof"):
            document = json.loads(signed()) | {member: wrong}
            upload(client, (f"{member}.json", json.dumps(document).encode()))
    assert not ImportItem.objects.filter(state=ImportItemState.FAILED).exists()
    assert not Credential.objects.filter(verdict="verified").exists()
