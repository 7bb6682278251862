"""A portal that is also an OpenID Connect provider: allauth's own, in a process of its own."""

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from portal.settings import *  # noqa: F403
from portal.settings import CONTENT_SECURITY_POLICY, INSTALLED_APPS, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "allauth.idp.oidc"]
ROOT_URLCONF = "tests.identity_provider.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_PEM = Path(VAR_DIR) / "provider.pem"
if not _PEM.exists():
    _PEM.write_bytes(
        rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
IDP_OIDC_PRIVATE_KEY = _PEM.read_text()
# Browsers hold the answer to its sign-in form to this, to the end of all redirects.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append("http://localhost:*")
