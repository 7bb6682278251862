"""Verification of credentials."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import PRODUCTION, VAR_DIR, env

# What the issuers of the demo publish: nobody can reach their addresses.
DEMO_DOCUMENTS_DIR = VAR_DIR / "demo"

# A JSON map from addresses to files beside it that answer fetches before the network is asked. For
# development and tests alone: whoever writes this file decides what is verified.
_INDEX = env.str("VERIFICATION_DOCUMENTS_INDEX", default="")
if _INDEX and PRODUCTION:
    raise ImproperlyConfigured("Unset VERIFICATION_DOCUMENTS_INDEX: it is for development only.")
VERIFICATION_DOCUMENTS_INDEX = Path(_INDEX) if _INDEX else DEMO_DOCUMENTS_DIR / "index.json"
if PRODUCTION:
    VERIFICATION_DOCUMENTS_INDEX = None
# How many credentials one beat looks at again.
RECHECK_BATCH = 200
__all__ = ["DEMO_DOCUMENTS_DIR", "RECHECK_BATCH", "VERIFICATION_DOCUMENTS_INDEX"]
