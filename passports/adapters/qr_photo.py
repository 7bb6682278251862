"""The text of a QR code in a photo. Pictures come from strangers: their size is bounded first."""

import io
import warnings

import zxingcpp
from PIL import Image, UnidentifiedImageError

# A JPEG unpacks small and in grey; the others unpack whole, with four bytes a pixel.
MAX_PIXELS = {"JPEG": 25_000_000, "PNG": 12_000_000, "WEBP": 12_000_000}
# Enough for the densest code that fills a quarter of the picture.
LONGEST_SIDE_PIXELS = 2400


class NoCode(Exception):
    """No text could be read. `code`: `unreadable_picture`, `picture_too_large`,
    `no_code_in_picture` or `several_codes_in_picture`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text_in(content: bytes) -> str:
    """The text of the one QR code in a JPEG, PNG or WebP picture. Raises NoCode."""
    found = zxingcpp.read_barcodes(
        _grey(content),
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        text_mode=zxingcpp.TextMode.Plain,
    )
    texts = {item.text.strip() for item in found if item.text.strip()}
    if not texts:
        raise NoCode("no_code_in_picture")
    if len(texts) > 1:
        raise NoCode("several_codes_in_picture")
    return str(texts.pop())


def _grey(content: bytes) -> Image.Image:
    """The picture in grey and no larger than needed; a JPEG is already unpacked small."""
    size = (LONGEST_SIDE_PIXELS, LONGEST_SIDE_PIXELS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(MAX_PIXELS)) as picture:
                if picture.width * picture.height > MAX_PIXELS[str(picture.format)]:
                    raise NoCode("picture_too_large")
                picture.draft("L", size)
                grey = picture.convert("L")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NoCode("picture_too_large") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise NoCode("unreadable_picture") from None
    grey.thumbnail(size)
    return grey
