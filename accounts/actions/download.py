"""Everything the portal holds about a person, as one file."""

import json
import tempfile
import zipfile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import User
from portal.kernel.audit import record
from portal.kernel.personal_data import export_everything

# Above this the file is written to disk while it is made.
_IN_MEMORY_BYTES = 5_000_000


def everything_about(*, user: User, by: User) -> IO[bytes]:
    """A ZIP with `data.json` and, beside it, each original file.

    Bytes anywhere in what an app exports become a file of their own; the JSON names its path.
    Returns an open file at its beginning, which the caller closes.
    """
    record(by=by, obj=user, deed="personal_data_downloaded")
    archive = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        data = _without_bytes(export_everything(user), "files", packed)
        packed.writestr(
            "data.json", json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
        )
    archive.seek(0)
    return archive


def _without_bytes(value: Any, path: str, packed: zipfile.ZipFile) -> Any:
    if isinstance(value, bytes | memoryview):
        packed.writestr(path, bytes(value))
        return path
    if isinstance(value, dict):
        return {
            str(key): _without_bytes(item, f"{path}/{_safe(str(key))}", packed)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple | set):
        return [
            _without_bytes(item, f"{path}/{number}", packed)
            for number, item in enumerate(value, start=1)
        ]
    return value


def _safe(key: str) -> str:
    """A part of a path that cannot climb out of the archive."""
    name = "".join(char if char.isalnum() or char in "-_." else "-" for char in key)
    return name.strip(".") or "unnamed"
