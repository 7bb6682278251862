"""The Standard Webhooks scheme (https://github.com/standard-webhooks/standard-webhooks, spec/).

`webhook-id` and `webhook-timestamp` are signed with the body: a receiver that refuses old
timestamps and remembers ids for as long cannot be shown the same message twice.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from employers.models.webhook import SECRET_PREFIX


def headers_of(
    body: bytes, *, message_id: str, timestamp: int, secrets: Sequence[str]
) -> dict[str, str]:
    """The headers of one attempt. `timestamp` is in seconds, of this attempt; there is one
    signature for each secret, so that a receiver can change to a new one at leisure."""
    signatures = [f"v1,{signature(body, message_id, timestamp, secret)}" for secret in secrets]
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def signature(body: bytes, message_id: str, timestamp: int, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
