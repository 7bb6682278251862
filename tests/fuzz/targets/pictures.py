"""Photos of QR codes, and the European Learning Model in XML."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import segno
from PIL import Image, ImageChops, ImageFilter

from passports.adapters import qr_photo
from passports.standards.types import Verdict
from tests.fuzz.mutation import MAX_BYTES, mutate_bytes, mutate_png, mutate_xml
from tests.fuzz.oracle import require, whole
from tests.fuzz.targets.target import Target
from tests.standards.formats.test_elm import SEAL, XML
from tests.standards.making import Documents, check

LINK = "https://college.example/badges/1.json"
# The most that the largest code holds: version 40, digits.
MAX_CHARACTERS = 7_089


def _photo(text: str, scale: int = 3) -> Image.Image:
    picture = io.BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="png", scale=scale)
    return Image.open(picture).convert("L")


def _saved(picture: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    picture.save(written, format=kind)
    return written.getvalue()


def photo_seeds() -> dict[str, bytes]:
    two = Image.new("L", (360, 180), 255)
    two.paste(_photo(LINK), (0, 0))
    two.paste(_photo("another"), (180, 0))
    small = Image.new("L", (40, 40), 200)
    return {
        "link.png": _saved(_photo(LINK), "PNG"),
        "link.jpg": _saved(_photo(LINK), "JPEG"),
        "link.webp": _saved(_photo(LINK), "WEBP"),
        "turned.png": _saved(_photo("turned").rotate(20, expand=True, fillcolor=255), "PNG"),
        "two.png": _saved(two, "PNG"),
        "none.png": _saved(small, "PNG"),
    }


def _photos() -> Callable[[bytes], None]:
    """The text of one code, or a reason; never more than a code can hold."""

    def run(content: bytes) -> None:
        try:
            text = qr_photo.text_in(content)
        except qr_photo.NoCode as error:
            require(bool(error.code), "a refusal without a code")
            return
        require(0 < len(text) <= MAX_CHARACTERS, f"{len(text)} characters")

    return run


def mutate_photo(content: bytes, rng: random.Random) -> bytes:
    """The picture taken differently, or its bytes broken."""
    if rng.random() < 0.5:
        return (mutate_png if content.startswith(b"\x89PNG") else mutate_bytes)(content, rng)
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > 1_000_000:
                return mutate_bytes(content, rng)
            picture = opened.convert("L")
    except Exception:
        # Not a picture any more: what the reader says to that is its own matter.
        return mutate_bytes(content, rng)
    return _saved(_taken(picture, rng), rng.choice(("PNG", "PNG", "JPEG", "WEBP")))[:MAX_BYTES]


def _taken(picture: Image.Image, rng: random.Random) -> Image.Image:
    width, height = picture.size
    match rng.randrange(8):
        case 0:
            return picture.rotate(rng.uniform(-180, 180), expand=True, fillcolor=rng.randrange(256))
        case 1:
            noise = Image.effect_noise(picture.size, rng.uniform(5, 120))
            return ImageChops.multiply(picture, noise)
        case 2:
            return picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 3)))
        case 3:
            size = (max(1, int(width * rng.uniform(0.2, 2))), max(1, int(height * rng.random())))
            return picture.resize(size)
        case 4:
            return ImageChops.invert(picture)
        case 5:
            left, top = rng.randrange(width), rng.randrange(height)
            return picture.crop((left, top, rng.randint(left + 1, width), height))
        case 6:
            again = picture.copy()
            again.paste(picture.resize((max(1, width // 2), max(1, height // 2))), (0, 0))
            return again
        case _:
            changed = bytearray(picture.tobytes())
            for _ in range(rng.choice((1, 20, 400))):
                changed[rng.randrange(len(changed))] = rng.choice((0, 255))
            return Image.frombytes("L", picture.size, bytes(changed))


def xml_seeds() -> dict[str, bytes]:
    inside = XML.partition("?>")[2] % SEAL
    presented = (
        '<q:verifiablePresentation xmlns:q="http://data.europa.eu/snb">'
        f"{inside}</q:verifiablePresentation>"
    )
    return {
        "sealed.xml": (XML % SEAL).encode(),
        "unsealed.xml": (XML % "").encode(),
        "presented.xml": presented.encode(),
        "utf-16.xml": (XML % SEAL).encode("utf-16"),
    }


def _xml() -> Callable[[bytes], None]:
    """Nothing in these documents is signed in a way that we check, so none is ever verified, and
    none leads to a fetch."""

    def run(content: bytes) -> None:
        fetch = Documents()
        report = check(content, fetch)
        whole(report)
        require(report.verdict is not Verdict.VERIFIED, "a document without a proof verified")
        require(not fetch.asked, "XML led to a fetch")

    return run


TARGETS = (
    Target("qr_photo", _photos, photo_seeds, mutate_photo),
    Target("elm_xml", _xml, xml_seeds, mutate_xml),
)
