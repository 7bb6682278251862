"""How a child says that it is ready: it makes the file that its parent named."""

import os
from pathlib import Path

VARIABLE = "PORTAL_READY_FILE"


def announce(**_: object) -> None:
    """Say so. Takes whatever a Celery signal sends."""
    path = os.environ.get(VARIABLE)
    if path:
        Path(path).touch()
