"""A second portal: `manage.py up` with its own database, reached under its own name over TLS.

The name resolves to a listener of the test, which speaks TLS and hands each request on to the
process: what asks it goes through all rules of outbound fetches, with no exemption.
"""

import contextlib
import http.client
import json
import re
from pathlib import Path
from typing import Any

from tests.internet import PUBLIC, Internet
from tests.portal_process import PortalProcess

HOST = "other.example"
_SEED = """
import json
from allauth.account.models import EmailAddress
from accounts.models import User
from employers.actions.portals import peers as portal_peers
from employers.models import PortalPeer
from passports.actions import issuing, item_checks, proposals, verification, credentials
from passports.adapters.verifying import verify_for
from passports.claims import attested
from passports.claims.dates import PartialDate
from passports.standards import parse
from tests.factories.accounts import OrganizationFactory
given = json.loads('''{given}''')
peer = PortalPeer.objects.create(name="Portal A", base_url=given["url"], did=given["did"])
portal_peers.switch_on(peer=peer, reason="We know them.", by=None)
person = User.objects.create_user(given["email"], "x", name="Nadia")
EmailAddress.objects.create(user=person, email=given["email"], verified=True, primary=True)
college = OrganizationFactory(name="Acme")
values = {"title": "Welder", "organization_name": "Acme", "start": PartialDate.of(2019),
          "end": None, "details": {}}
issued = issuing.issue_attestation(
    organization=college, name="Welder", by=None, contexts=[attested.CONTEXT],
    types=["OpenBadgeCredential", attested.type_iri()],
    subject=attested.subject_of("employment", values, email=given["email"]),
    members={"issuer": {"type": ["Profile"], "name": "Acme"},
             "evidence": [attested.evidence_of(level="high", narrative="In our records.")]})
document = parse(json.dumps(issued.credential).encode())
credential, _ = credentials.keep(holder=person, document=document,
    digest=item_checks.digest_of(document), original=document.payload, filename="")
report = verify_for(document, holder=person, online=False)
proposals.propose(credential=credential, document=document)
verification.store_report(credential=credential, report=report)
print(credential.verdict)
"""


class SecondPortal(PortalProcess):
    def __init__(self, data: Path, *, documents: Path) -> None:
        super().__init__(
            data,
            BASE_URL=f"https://{HOST}",
            ALLOWED_HOSTS=f"{HOST},localhost",
            VERIFICATION_DOCUMENTS_INDEX=str(documents),
        )

    def seed(self, **given: str) -> None:
        done = self.manage("shell", "-c", _SEED.replace("{given}", json.dumps(given)))
        assert done.returncode == 0, done.stderr
        assert "verified" in done.stdout

    def says(self, code: str) -> str:
        """What some lines of Python print there."""
        done = self.manage("shell", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip().splitlines()[-1]


class Handed(dict[str, Any]):
    """Each request that arrives under the name of the second portal, handed on to its process."""

    def __init__(self, net: Internet, port: int) -> None:
        self.net, self.port = net, port
        self.seen: list[str] = []

    def get(self, path: str, default: Any = None) -> Any:
        head, _end, body = self.net.requests[-1].partition("\r\n\r\n")
        method = head.split(" ", 1)[0]
        self.seen.append(f"{method} {path}")

        def hand_on(tls: Any) -> None:
            names = ("Content-Type", "Accept", "Host")
            found = {name: re.search(rf"(?im)^{name}: *(.+?)\r?$", head) for name in names}
            headers = {name: match[1] for name, match in found.items() if match}
            there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            there.request(method, path, body=body.encode() or None, headers=headers)
            with contextlib.closing(there), there.getresponse() as answer:
                content = answer.read()
            kind = answer.headers.get("Content-Type", "")
            first = f"HTTP/1.1 {answer.status} X\r\nContent-Type: {kind}\r\n"
            tls.sendall(f"{first}Content-Length: {len(content)}\r\n\r\n".encode() + content)

        return hand_on


def reach(net: Internet, portal: SecondPortal) -> Handed:
    """Make the second portal reachable under its name."""
    net.addresses[HOST] = [PUBLIC]
    handed = Handed(net, portal.port)
    net.replies = handed
    return handed
