"""An organization whose provider lets people in, and two providers: a real one, and one that says
whatever a test wants."""

import functools
import http.server
import json
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import RSAKey

from accounts.models import ConnectionState, OidcConnection, Role
from tests.factories.accounts import DomainProofFactory, MembershipFactory

DOMAIN = "acme.example"
# The same in every test: its address stands at the provider, which is started once.
ORGANIZATION = UUID("5b0f7c1e-0000-4000-8000-000000000001")


@functools.cache
def _key() -> RSAKey:
    """To find one takes longer than most of these tests."""
    return RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, auto_kid=False)


class Provider:
    """A provider over real HTTP on loopback. `claims`, `header`, `key` and the rest are what the
    next ID token is made of; the tests bend one at a time."""

    def __init__(self) -> None:
        self.key = _key()
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.claims: dict[str, Any] = {}
        self.without: set[str] = set()
        self.userinfo: dict[str, Any] = {}
        self.description: dict[str, Any] = {}
        self.token: str | None = None
        self.token_status = 200
        self.published: list[dict[str, Any]] | None = None
        self.asked: list[dict[str, str]] = []
        self.authorized: list[str] = []
        self.nonce = ""
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if path == "/userinfo":
                    provider.authorized.append(self.headers["Authorization"])
                found = {
                    "/.well-known/openid-configuration": provider.describe,
                    "/keys": provider.keys,
                    "/userinfo": lambda: provider.userinfo,
                }.get(path)
                self.reply(found() if found else {}, 200 if found else 404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.asked.append({name: values[0] for name, values in parse_qs(body).items()})
                provider.authorized.append(self.headers.get("Authorization", ""))
                self.reply(provider.tokens(), provider.token_status)

            def reply(self, found: Any, status: int = 200) -> None:
                content = json.dumps(found).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_arguments: Any) -> None:
                return

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "response_types_supported": ["code"],
            **self.description,
        }

    def keys(self) -> dict[str, Any]:
        public = [self.key.as_dict(private=False)]
        return {"keys": public if self.published is None else self.published}

    def tokens(self) -> dict[str, Any]:
        if self.token_status != 200:
            return {"error": "invalid_client"}
        return {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": self.token or self.signed(),
        }

    def signed(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "client",
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "email": f"jo@{DOMAIN}",
            "email_verified": True,
            "name": "Jo Doe",
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if name not in self.without}
        return jwt.encode(self.header, kept, self.key, algorithms=[self.header["alg"]])

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    made = Provider()
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset({made.issuer})
    yield made
    made.close()


def connect(owner: Any, issuer: str, **more: Any) -> OidcConnection:
    connection = OidcConnection(
        organization=owner.organization,
        issuer=issuer,
        client_id="client",
        state=ConnectionState.ON,
    )
    for name, value in more.items():
        setattr(connection, name, value)
    connection.seal_secret("secret")
    connection.save(force_insert=True)
    return connection


@pytest.fixture
def owner(db: Any) -> Any:
    """The owner of an organization with a proven domain."""
    found = MembershipFactory(role=Role.OWNER, organization__id=ORGANIZATION)
    DomainProofFactory(organization=found.organization, domain=DOMAIN)
    return found


@pytest.fixture
def connection(owner: Any, provider: Provider) -> OidcConnection:
    return connect(owner, provider.issuer)


class Trip:
    """One browser's way out and back."""

    def __init__(self, client: Any, provider: Provider | None = None) -> None:
        self.client, self.provider = client, provider
        self.query: dict[str, str] = {}
        self.url = ""

    def leave(self, url: str | None = None, data: dict[str, str] | None = None) -> Any:
        page = self.client.post(url or reverse("sso"), data or {"email": f"jo@{DOMAIN}"})
        if "Refresh" in page:
            self.url = page["Refresh"].removeprefix("0;url=")
            self.query = {
                name: values[0] for name, values in parse_qs(urlsplit(self.url).query).items()
            }
            if self.provider is not None:
                self.provider.nonce = self.query["nonce"]
        return page

    def come_back(self, **answer: str) -> Any:
        given = {"code": "code", "state": self.query.get("state", "")} | answer
        return self.client.get(self.callback, given)

    @property
    def callback(self) -> str:
        """Where this sign-in comes back to."""
        return urlsplit(self.query["redirect_uri"]).path


@pytest.fixture
def trip(client: Any, provider: Provider) -> Trip:
    return Trip(client, provider)


@pytest.fixture
def client_of() -> Any:
    """A browser that nobody has used."""

    return Client
