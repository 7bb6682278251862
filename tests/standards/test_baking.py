"""Credentials in images: put in, taken out, and images that try to break the reader."""

import io
import json
import struct
import time
import zlib

import pytest
from PIL import Image

from passports.standards import bake, parse
from passports.standards.baking import PNG_SIGNATURE, unbake_png, unbake_svg
from passports.standards.types import NotACredential, Verdict
from tests.standards.making import badge, check, signed, token

JSON = json.dumps(signed(badge())).encode()
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'
DOCTYPE = (
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)


def picture() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(target, "PNG")
    return target.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(kind: bytes, body: bytes) -> bytes:
    image = picture()
    end = len(PNG_SIGNATURE) + 25
    return image[:end] + chunk(kind, body) + image[end:]


@pytest.mark.parametrize("payload", [JSON, token(badge()).encode()], ids=["JSON", "JWT"])
@pytest.mark.parametrize(("image", "container"), [(picture(), "png"), (SVG, "svg")])
def test_baked_and_verified(payload: bytes, image: bytes, container: str) -> None:
    baked = bake(image, payload)
    document = parse(baked)
    assert document.container == container
    assert document.payload.strip() == payload
    assert check(baked).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("payload", [b"https://a.example/1.json", JSON], ids=["address", "JSON"])
def test_the_place_of_older_versions(version: int, payload: bytes) -> None:
    png, svg = (bake(image, payload, version=version) for image in (picture(), SVG))
    assert b"openbadges\0" in png
    assert b"http://openbadges.org" in svg
    assert unbake_png(png) == unbake_svg(svg) == payload


def test_a_baked_png_is_still_a_picture() -> None:
    with Image.open(io.BytesIO(bake(picture(), JSON))) as image:
        image.load()
        assert image.size == (8, 8)


def test_baking_again_replaces() -> None:
    baked = bake(bake(picture(), b'{"old": 1}'), JSON)
    assert unbake_png(baked) == JSON


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (b"iTXt", b"openbadgecredential\0\0\0\0\0" + JSON),
        (b"iTXt", b"openbadgecredential\0\1\0en\0\0" + zlib.compress(JSON)),
        (b"tEXt", b"openbadgecredential\0" + JSON),
        (b"zTXt", b"openbadgecredential\0\0" + zlib.compress(JSON)),
    ],
    ids=["iTXt", "iTXt compressed", "tEXt", "zTXt"],
)
def test_places_in_a_png(kind: bytes, body: bytes) -> None:
    assert unbake_png(with_chunk(kind, body)) == JSON


def refused(image: bytes) -> str:
    with pytest.raises(NotACredential) as caught:
        parse(image)
    return caught.value.code


def test_png_without_a_credential() -> None:
    assert refused(picture()) == "no_payload"


def test_png_with_two_credentials() -> None:
    once = with_chunk(b"tEXt", b"openbadgecredential\0" + JSON)
    end = len(PNG_SIGNATURE) + 25
    twice = once[:end] + chunk(b"tEXt", b"openbadgecredential\0{}") + once[end:]
    assert refused(twice) == "several_payloads"


def test_png_bomb() -> None:
    body = b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(200_000_000), 9)
    start = time.monotonic()
    assert refused(with_chunk(b"iTXt", body)) == "decompressed_too_large"
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "image",
    [
        picture()[:40],
        PNG_SIGNATURE + b"\xff\xff\xff\xffIHDR",
        PNG_SIGNATURE,
        with_chunk(b"iTXt", b"openbadgecredential\0\1\0\0\0no zlib"),
        with_chunk(b"tEXt", b"openbadgecredential\0" + JSON).replace(b"Welding", b"Felding", 1),
    ],
    ids=["cut off", "absurd length", "nothing", "not packed", "checksum"],
)
def test_png_that_is_broken(image: bytes) -> None:
    assert refused(image) in {"broken_image", "no_payload"}


def test_svg_with_the_document_type_that_drawing_programs_write() -> None:
    baked = bake(SVG, JSON).replace(b"<svg", DOCTYPE + b"<svg", 1)
    assert unbake_svg(baked) == JSON


SVG_ATTACKS = {
    "entities": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "billion laughs": b'<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
    "file": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "remote": b'<!DOCTYPE svg SYSTEM "https://evil.example/x.dtd"><svg/>',
    "known name, own subset": DOCTYPE.replace(b'dtd">', b'dtd" [<!ENTITY a "b">]>') + b"<svg/>",
    "parameter entity": b'<!DOCTYPE svg [<!ENTITY % p SYSTEM "https://evil.example/">%p;]><svg/>',
}


@pytest.mark.parametrize("name", SVG_ATTACKS)
def test_svg_with_entities_or_a_document_type(name: str) -> None:
    assert refused(SVG_ATTACKS[name]) == "unsafe_xml"


def test_svg_without_a_credential() -> None:
    assert refused(SVG) == "no_payload"


def test_svg_with_two_credentials() -> None:
    element = (
        b'<b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/>'
        b'<b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0">{}</b:credential>'
    )
    assert refused(SVG.replace(b"<circle", element + b"<circle")) == "several_payloads"


def test_svg_that_is_broken() -> None:
    assert refused(b'<svg xmlns="http://www.w3.org/2000/svg"><circle') == "broken_image"


def test_a_script_in_an_svg_is_text_to_us() -> None:
    image = SVG.replace(b"<circle", b"<script>alert(1)</script><circle")
    assert parse(bake(image, JSON)).payload == JSON


def test_an_svg_element_that_closes_itself() -> None:
    image = b'<svg xmlns="http://www.w3.org/2000/svg" width="1"/>'
    assert unbake_svg(bake(image, JSON)) == JSON


def test_what_is_no_image_is_not_baked() -> None:
    with pytest.raises(NotACredential):
        bake(b"%PDF-", JSON)
