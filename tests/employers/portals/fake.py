"""Another portal over real HTTP on loopback, which answers whatever a test wants."""

import http.server
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connections

from passports.claims import attested
from passports.claims.dates import PartialDate
from passports.standards import issue
from passports.standards.encodings import decode_base64url, encode_base64url
from passports.standards.formats.data_model import CONTEXT_2
from passports.standards.signing_key import SigningKey

DID = "did:web:portal-b.example"
TYPE = "portal-request+jwt"
Answering = Callable[[dict[str, Any]], Any]


class OtherPortal:
    """`answering` gets the claims of a message and returns the body, or bytes with a status."""

    def __init__(self, did: str = DID) -> None:
        self.did = did
        self.key = SigningKey.generate()
        self.messages: list[dict[str, Any]] = []
        self.headers: list[dict[str, Any]] = []
        self.answering: Answering = self.confirm
        self.status = 200
        self.redirect_to = ""
        self.level = attested.HIGH
        self.status_entry: dict[str, Any] | None = None
        self.hangs = threading.Event()
        portal = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                header, claims, _signature = body["request"].split(".")
                portal.headers.append(json.loads(decode_base64url(header)))
                portal.messages.append(json.loads(decode_base64url(claims)) | {"path": self.path})
                if portal.hangs.is_set():
                    threading.Event().wait(5)
                try:
                    said = portal.answering(portal.messages[-1])
                finally:
                    # What the answer changed in the database, it changed in this thread.
                    connections.close_all()
                content = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(portal.status)
                if portal.redirect_to:
                    self.send_header("Location", portal.redirect_to)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_arguments: Any) -> None:
                return

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def document(self) -> dict[str, Any]:
        method = f"{self.did}#{self.key.multibase}"
        return {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.did,
            "verificationMethod": [
                {
                    "id": method,
                    "type": "Multikey",
                    "controller": self.did,
                    "publicKeyMultibase": self.key.multibase,
                }
            ],
            "assertionMethod": [method],
        }

    def confirm(self, message: dict[str, Any], **bent: Any) -> dict[str, Any]:
        """What an honest portal answers."""
        return {
            "inquiry": message["jti"],
            "answers": [
                {
                    "id": claim["id"],
                    "answer": "confirmed",
                    "credential": self.attest(claim, message["person"]["email"], **bent),
                }
                for claim in message["claims"]
            ],
        }

    def attest(
        self,
        claim: dict[str, Any],
        email: str,
        *,
        key: SigningKey | None = None,
        did: str = "",
        **right: Any,
    ) -> dict[str, Any]:
        values = {**claim, "details": {}, "start": None, "end": None}
        for name in ("start", "end"):
            if claim.get(name):
                values[name] = PartialDate.of(*(int(part) for part in claim[name].split("-")))
        unsigned = {
            "@context": [CONTEXT_2, attested.CONTEXT],
            "type": ["VerifiableCredential", "OpenBadgeCredential", attested.type_iri()],
            "id": f"urn:test:{claim['id']}",
            "name": claim["title"],
            "issuer": {"id": did or self.did, "type": ["Profile"], "name": "Portal B"},
            "validFrom": "2024-01-01T00:00:00Z",
            "credentialSubject": attested.subject_of(claim["kind"], values | right, email=email),
            "evidence": [attested.evidence_of(level=self.level, narrative="Checked.")],
        }
        if self.status_entry is not None:
            unsigned["credentialStatus"] = self.status_entry
        method = f"{did or self.did}#{self.key.multibase}"
        return issue(  # type: ignore[return-value]
            unsigned,
            key=key or self.key,
            proof="eddsa-rdfc-2022",
            created=datetime.now(UTC),
            key_id=method,
        )

    def signed(
        self, claims: dict[str, Any], *, key: SigningKey | None = None, **header: Any
    ) -> str:
        """A message of this portal."""
        full = {"alg": "EdDSA", "typ": TYPE, "kid": f"{self.did}#{self.key.multibase}", **header}
        text = ".".join(encode_base64url(json.dumps(part).encode()) for part in (full, claims))
        return f"{text}.{encode_base64url((key or self.key).sign(text.encode()))}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
