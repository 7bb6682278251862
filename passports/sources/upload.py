"""Files that the holder chose. What is wrong with one file never costs another."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from passports.sources.found import MAX_DOCUMENT_BYTES, Found

MAX_FILES = 500
MAX_TOTAL_BYTES = 50_000_000


class Upload:
    name = "upload"
    label = _("Uploaded files")

    @staticmethod
    def read(files: Iterable[UploadedFile]) -> list[Found]:
        """Every file in its order, taken or refused with the reason. Bytes are read only of files
        that are within the limits."""
        found: list[Found] = []
        taken_files = taken_bytes = 0
        for file in files:
            name, size = _name_of(file), file.size or 0
            reason = _reason_to_refuse(size, taken_files, taken_bytes)
            if reason:
                found.append(Found(name, size_bytes=size, reason=reason))
                continue
            taken_files += 1
            taken_bytes += size
            found.append(Found(name, content=file.read(), size_bytes=size))
        return found


def _reason_to_refuse(size: int, taken_files: int, taken_bytes: int) -> str:
    if size == 0:
        return "empty"
    if size > MAX_DOCUMENT_BYTES:
        return "too_large"
    if taken_files >= MAX_FILES:
        return "too_many_files"
    if taken_bytes + size > MAX_TOTAL_BYTES:
        return "too_much_together"
    return ""


def _name_of(file: UploadedFile) -> str:
    """The name as the person knows it, without what a database or a terminal would stumble on."""
    return "".join(char for char in file.name or "" if char.isprintable())[-255:]
