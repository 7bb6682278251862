"""Everything the portal holds about a person, as one file."""

import base64
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

    A file in what an app exports (`{"name": …, "base64": …}`) becomes a file of its own; the JSON
    names its path.
    Returns an open file at its beginning, which the caller closes.
    """
    record(by=by, obj=user, deed="personal_data_downloaded")
    archive = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        data = _without_files(export_everything(user), "files", packed)
        packed.writestr(
            "data.json", json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
        )
    archive.seek(0)
    return archive


def _without_files(value: Any, path: str, packed: zipfile.ZipFile) -> Any:
    if isinstance(value, dict):
        if "base64" in value:
            return _unpacked(value, path, packed)
        return {
            str(key): _without_files(item, f"{path}/{_safe(str(key))}", packed)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [
            _without_files(item, f"{path}/{number}", packed)
            for number, item in enumerate(value, start=1)
        ]
    return value


def _unpacked(value: dict[str, Any], path: str, packed: zipfile.ZipFile) -> dict[str, Any]:
    where = f"{path}/{_safe(str(value.get('name', '')))}"
    packed.writestr(where, base64.b64decode(value["base64"]))
    return {key: item for key, item in value.items() if key != "base64"} | {"path": where}


def _safe(key: str) -> str:
    """A part of a path that cannot climb out of the archive."""
    name = "".join(char if char.isalnum() or char in "-_." else "-" for char in key)
    while ".." in name:
        name = name.replace("..", ".")
    return name.strip(".") or "unnamed"
