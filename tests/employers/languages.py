"""A second language for tests: a catalog of a few words, compiled as gettext reads it."""

import struct
from pathlib import Path

LANGUAGES = [("en", "English"), ("es", "Spanish")]


def compile_catalog(folder: Path, words: dict[str, str], language: str = "es") -> Path:
    """Write `<folder>/<language>/LC_MESSAGES/django.mo`; returns the folder for LOCALE_PATHS."""
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    pairs = sorted((key.encode(), word.encode()) for key, word in {"": head, **words}.items())
    keys, texts, data = [], [], b""
    begin = 28 + 16 * len(pairs)
    for side, table in ((0, keys), (1, texts)):
        for pair in pairs:
            table.append(struct.pack("<II", len(pair[side]), begin + len(data)))
            data += pair[side] + b"\0"
    header = struct.pack(
        "<IIIIIII", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs)
    )
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.mo").write_bytes(header + b"".join(keys + texts) + data)
    return folder
