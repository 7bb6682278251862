"""QR codes of links, as SVG that a strict content security policy lets through."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """An `<svg>` element without style attributes. The text is only in its modules."""
    svg = segno.make(text, error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(svg)  # noqa: S308 - made by segno from numbers and colours of ours


def qr_file(text: str) -> str:
    """The same as an SVG document of its own, for a page that is printed."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=2, nl=False)
    return out.getvalue().decode()
