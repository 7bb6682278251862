"""The schools and boards of the demo, each with a key made on the spot.

Nobody can reach their addresses, so the documents that a check would fetch there (DID documents
and status lists) are written into a folder from which this portal, outside production, answers
such fetches: VERIFICATION_DOCUMENTS_INDEX.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from passports.standards import SigningKey, issue
from passports.standards.issuing import make_status_list, status_entry

FOUNDED = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)


@dataclass
class DemoIssuer:
    """With a `host` it is a did:web whose documents are published; else a did:key."""

    name: str
    host: str = ""
    key: SigningKey = field(default_factory=SigningKey.generate)
    revoked: set[int] = field(default_factory=set)
    issued: int = 0

    @property
    def did(self) -> str:
        return f"did:web:{self.host}" if self.host else self.key.did

    @property
    def key_id(self) -> str:
        return f"{self.did}#key-1" if self.host else self.key.did_key_id

    @property
    def status_url(self) -> str:
        return f"https://{self.host}/status/1"

    def profile(self) -> dict[str, Any]:
        return {"id": self.did, "type": ["Profile"], "name": self.name}

    def sign(self, credential: dict[str, Any], *, proof: str, revoked: bool = False) -> bytes:
        """The secured credential as a file would hold it."""
        self.issued += 1
        if self.host:
            credential["credentialStatus"] = status_entry(self.status_url, self.issued)
            if revoked:
                self.revoked.add(self.issued)
        secured = issue(credential, key=self.key, proof=proof, created=FOUNDED, key_id=self.key_id)
        if isinstance(secured, str):
            return secured.encode()
        return json.dumps(secured, indent=2, ensure_ascii=False).encode()

    def documents(self) -> dict[str, dict[str, Any]]:
        """What stands at the issuer's addresses, once everything is signed."""
        if not self.host:
            return {}
        status_list = issue(
            make_status_list(
                self.revoked, url=self.status_url, issuer=self.did, valid_from=FOUNDED
            ),
            key=self.key,
            created=FOUNDED,
            key_id=self.key_id,
        )
        if isinstance(status_list, str):
            raise TypeError("a status list with an embedded proof was asked for")
        did_document = {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.did,
            "verificationMethod": [
                {
                    "id": self.key_id,
                    "type": "Multikey",
                    "controller": self.did,
                    "publicKeyMultibase": self.key.multibase,
                }
            ],
            "assertionMethod": [self.key_id],
        }
        return {
            f"https://{self.host}/.well-known/did.json": did_document,
            self.status_url: status_list,
        }


def publish(issuers: list[DemoIssuer], folder: Path) -> None:
    """Write the issuers' documents and the index that maps their addresses to files."""
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, str] = {}
    for issuer in issuers:
        for address, document in issuer.documents().items():
            name = f"{len(index):03}.json"
            (folder / name).write_text(json.dumps(document))
            index[address] = name
    (folder / "index.json").write_text(json.dumps(index, indent=1))
