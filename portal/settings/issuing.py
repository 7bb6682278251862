"""What wraps the secret keys that credentials are signed with, and limits of the API."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import embedded_secret, env, required

ISSUING_KEY_SECRET = required(
    "ISSUING_KEY_SECRET",
    "at least 32 random characters; it encrypts the keys that credentials are signed with",
)
if ISSUING_KEY_SECRET and len(ISSUING_KEY_SECRET) < 32:
    raise ImproperlyConfigured("ISSUING_KEY_SECRET needs at least 32 random characters.")
ISSUING_KEY_SECRET = ISSUING_KEY_SECRET or embedded_secret("issuing-key-secret")
# Secrets used before this one: what they wrapped can still be read, until
# `manage.py rewrap_issuing_keys` has wrapped it again.
ISSUING_KEY_OLD_SECRETS = env.list("ISSUING_KEY_OLD_SECRETS", default=[])

# What one API token may ask for in a minute, and how large one request may be.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=1200)
API_REQUEST_BYTES = 5_500_000
API_BATCH_CREDENTIALS = 1000
# How long hosts are asked for one request, and for one of many credentials: a web worker waits.
API_VERIFY_SECONDS = env.float("API_VERIFY_SECONDS", default=10)
API_BATCH_SECONDS = env.float("API_BATCH_SECONDS", default=60)
# How often one other portal may ask about people here, and how long an answer takes at least:
# nobody learns from the time whether somebody was found.
PORTAL_REQUESTS_PER_MINUTE = env.int("PORTAL_REQUESTS_PER_MINUTE", default=600)
PORTAL_ANSWER_SECONDS = env.float("PORTAL_ANSWER_SECONDS", default=0.4)
__all__ = [
    "API_BATCH_CREDENTIALS",
    "API_BATCH_SECONDS",
    "API_REQUESTS_PER_MINUTE",
    "API_REQUEST_BYTES",
    "API_VERIFY_SECONDS",
    "ISSUING_KEY_OLD_SECRETS",
    "ISSUING_KEY_SECRET",
    "PORTAL_ANSWER_SECONDS",
    "PORTAL_REQUESTS_PER_MINUTE",
]
