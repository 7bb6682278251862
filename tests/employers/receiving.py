"""The organization's own system, as it takes webhooks: a second process, and what it reads."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FRESH_SECONDS = 60


class Receiver:
    """`webhook_receiver.py`, running: what a path of `origin` does stands there."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("webhook_receiver.py")), str(log)],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.origin = f"http://127.0.0.1:{self.process.stdout.readline().strip()}"

    @property
    def received(self) -> list[dict[str, Any]]:
        if not self.log.exists():
            return []
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def verified(came: dict[str, Any], secret: str) -> dict[str, Any]:
    """What a message says, once it is found signed as Standard Webhooks demands, and
    fresh when it came."""
    headers = {name.lower(): value for name, value in came["headers"].items()}
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{came['body']}"
    key = base64.b64decode(secret.removeprefix("whsec_"))
    right = base64.b64encode(hmac.new(key, signed.encode(), hashlib.sha256).digest()).decode()
    assert f"v1,{right}" in headers["webhook-signature"].split()
    assert abs(int(headers["webhook-timestamp"]) - came["at"]) < FRESH_SECONDS
    body: dict[str, Any] = json.loads(came["body"])
    return body
