"""Where credentials come from, one file each. A source turns an input into found documents."""

from collections.abc import Mapping

from passports.sources.found import Found
from passports.sources.paste import Paste
from passports.sources.upload import Upload

SOURCES: Mapping[str, type[Upload] | type[Paste]] = {
    Upload.name: Upload,
    Paste.name: Paste,
}

__all__ = ["SOURCES", "Found", "Paste", "Upload"]
