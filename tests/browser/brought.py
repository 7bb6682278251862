"""The files that a holder brings in these journeys: some made here, some made by others, of every
kind that matters. What their issuers publish is answered from a folder
(VERIFICATION_DOCUMENTS_INDEX).
"""

import json
import struct
import zlib
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from passports.standards import SigningKey
from passports.standards.baking import bake
from portal.demo.credentials import BADGE_IMAGE, open_badge
from portal.demo.issuers import DemoIssuer
from tests import corpora
from tests.factories import signed

# What stands beside the name of a file once it is checked: words of portal/kernel/marks.py.
VERIFIED = "Verified"
NOT_VERIFIED = "Not verified"
INCONCLUSIVE = "Not all could be checked"
UNSUPPORTED = "We cannot check this kind yet"
REFUSED = "Not a credential"
REVOKED_AT = 2
EMAIL_OF_SOMEBODY_ELSE = "jordan@people.example"


class Brought(NamedTuple):
    filename: str
    content: bytes
    expected: tuple[str, ...]

    def for_upload(self) -> dict[str, Any]:
        return {
            "name": self.filename,
            "mimeType": "application/octet-stream",
            "buffer": self.content,
        }


def school() -> DemoIssuer:
    """A trade school with a domain. Its key is always the same, so that what it publishes for the
    running portal fits what a test signs later."""
    key = SigningKey.from_seed(b"a school with a domain, in tests")
    return DemoIssuer("Harbor Trade School", host="badges.harbor.example", key=key)


def publish(folder: Path) -> Path:
    """Write what the school publishes, and the index that names it and the corpora's network."""
    folder.mkdir(parents=True, exist_ok=True)
    issuer = school()
    issuer.revoked.add(REVOKED_AT)
    index = {}
    for number, (address, document) in enumerate(issuer.documents().items()):
        (folder / f"{number}.json").write_text(json.dumps(document))
        index[address] = f"{number}.json"
    others = corpora.corpora_path()
    if others is not None:
        network = others.resolve() / "cases" / "network"
        listed = json.loads((network / "index.json").read_bytes())
        index |= {address: str(network / name) for address, name in listed.items()}
    (folder / "index.json").write_text(json.dumps(index))
    return folder / "index.json"


def picture() -> bytes:
    """A white PNG of one pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00\xff\xff\xff")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def _badge(title: str, email: str, **parts: Any) -> bytes:
    return signed.signed(name=title, email=email, **{"id": f"urn:uuid:{uuid4()}"} | parts)


def made_here(email: str) -> list[Brought]:
    """Twelve files, good and bad, for the person with this address."""
    issuer = school()

    def from_school(title: str, kind: str, *, proof: str) -> bytes:
        credential = open_badge(issuer, email=email, title=title, kind=kind, since="2025-06-30")
        return issuer.sign(credential, proof=proof)

    diploma = from_school("Diploma in Welding", "Diploma", proof="vc+jwt")
    revoked = from_school("Forklift Operator", "Certification", proof="eddsa-rdfc-2022")
    riveting = from_school("Riveting", "Certificate", proof="vc+jwt")
    unsigned = signed.badge(name="Unsigned", email=email)
    strange = json.loads(_badge("Strange", email))
    strange["proof"]["cryptosuite"] = "bbs-2023"
    return [
        Brought("welding.json", _badge("Welding, level 1", email), (VERIFIED,)),
        Brought("diploma.jwt", diploma, (VERIFIED,)),
        Brought("riveting.png", bake(picture(), riveting), (VERIFIED,)),
        Brought(
            "brazing.svg",
            bake(BADGE_IMAGE, _badge("Brazing", email)),
            (VERIFIED,),
        ),
        Brought("revoked.json", revoked, (NOT_VERIFIED,)),
        Brought(
            "expired.json",
            _badge("First Aid", email, validUntil="2026-04-01T00:00:00Z"),
            (NOT_VERIFIED,),
        ),
        Brought("tampered.json", signed.tampered(_badge("Riding", email)), (NOT_VERIFIED,)),
        Brought("unsigned.json", json.dumps(unsigned).encode(), (NOT_VERIFIED,)),
        Brought("strange.json", json.dumps(strange).encode(), (UNSUPPORTED,)),
        Brought("jordans.json", _badge("Safety", EMAIL_OF_SOMEBODY_ELSE), (VERIFIED,)),
        Brought("empty.json", b"", (REFUSED,)),
        Brought("noise.json", bytes(range(256)), (REFUSED,)),
    ]


# Named here, and read where CREDENTIAL_CORPORA says: nothing of them is in this repository.
OTHERS = {
    "dcc-vc-test-fixtures": [
        "v1__dataIntegrityProof__didKey__legacy-noStatus-noExpiry",
        "v2__dataIntegrityProof__didKey__oidf-noStatus-notExpired-notYetValid",
        "v2__bothSignatureTypes__didkey__oidf-revokedStatus-noExpiry",
        "v2__ed25519__didKey__legacy-noStatus-expired",
        "v1__ed25519__didKey__legacy-noStatus-noExpiry",
        "v1__dataIntegrityProof__didWeb__oidf-validStatus-noExpiry",
    ],
    "dcc-verifier-core": [
        "v1WithValidStatus",
        "v1Revoked",
        "v1Expired",
        "v1Tampered",
        "v2WithValidStatus",
        "v2Tampered",
        "v2didWebWithValidStatus",
    ],
    "1edtech-ob3": [
        "simple-json-png",
        "simple-json-svg",
        "simple-jwt_v1-png",
        "sd__derivedcredential",
        "simple-err-expired",
    ],
}


def made_by_others() -> list[Brought]:
    """The same kinds of files, with what their makers say of them."""
    brought = []
    for group, names in OTHERS.items():
        for row in corpora.rows(group):
            if row["name"] in names:
                filename = f"{row['name']}.{row['file'].rpartition('.')[2]}"
                brought.append(Brought(filename, corpora.content(row), _expected(row)))
    return brought


def _expected(row: corpora.Row) -> tuple[str, ...]:
    if row["judge"] == "import":
        return (REFUSED,)
    if row["expect"] == "invalid":
        return (NOT_VERIFIED,)
    if row.get("strict_expect"):
        # The key cannot be tied to its issuer, or the kind is one that we do not know yet.
        return (NOT_VERIFIED, INCONCLUSIVE, UNSUPPORTED)
    return (VERIFIED,)
