"""Headers, cookies and hosts."""

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import PRODUCTION, env, required

PORT = env.int("PORT", default=8000)
required("ALLOWED_HOSTS", "the host names of this portal, separated by commas")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[]) or ["localhost", "127.0.0.1", "[::1]"]
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to host names: with * any name is accepted.")
BASE_URL = required("BASE_URL", "this portal's address, which starts with https://").rstrip("/")
if PRODUCTION and not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must start with https://. Set it to the public address.")
BASE_URL = BASE_URL or f"http://localhost:{PORT}"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
required(
    "BEHIND_HTTPS_PROXY",
    "true if a proxy of yours speaks https and always sets X-Forwarded-Proto, "
    "or to false if this server speaks https itself",
)
if env.bool("BEHIND_HTTPS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = {
    name: []
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
# Exact origins (scheme, host, port) that outbound fetches may reach although the address rules
# refuse them. Empty by default; never inferred from DEBUG or a test runner.
OUTBOUND_ALLOWED_ORIGINS = frozenset(env.list("OUTBOUND_ALLOWED_ORIGINS", default=[]))
if PRODUCTION and any(not origin.startswith("https://") for origin in OUTBOUND_ALLOWED_ORIGINS):
    raise ImproperlyConfigured("OUTBOUND_ALLOWED_ORIGINS may name https:// origins only.")
# How many proxies of our own stand in front and append to X-Forwarded-For. None: it is ignored.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
