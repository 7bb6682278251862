"""JSON numbers as RDF literals and as canonical JSON.

https://www.w3.org/TR/json-ld11-api/#data-round-tripping, https://www.rfc-editor.org/rfc/rfc8785
A number that a double cannot hold exactly is refused: other readers would round it, and a
signature would not cover the digits that were lost.
"""

from __future__ import annotations

import math

from passports.standards.hints import Final
from passports.standards.jsonld.errors import JsonLdError
from passports.standards.jsonld.nquads import literal

_LARGEST_EXACT: Final = 2**53 - 1
_SMALLEST_AS_DOUBLE: Final = 1e21
_DOUBLE: Final = "http://www.w3.org/2001/XMLSchema#double"
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"


def is_written_as_double(value: int | float) -> bool:
    """Does JSON-LD write the number as xsd:double (a fraction, or 10^21 and above)?"""
    return abs(value) >= _SMALLEST_AS_DOUBLE or value % 1 != 0


def integer_form(value: int | float) -> str:
    """Canonical xsd:integer of a number without a fraction."""
    _check(value)
    return str(int(value))


def double_form(value: int | float) -> str:
    """Canonical xsd:double with the fifteen digits after the point that JSON-LD prescribes."""
    _check(value)
    number = float(value)
    text = f"{number:.15E}"
    if float(text) != number:
        raise JsonLdError("unsupported_number", "more digits than xsd:double keeps")
    mantissa, exponent = text.split("E")
    mantissa = mantissa.rstrip("0")
    if mantissa.endswith("."):
        mantissa += "0"
    return f"{mantissa}E{int(exponent)}"


def number_literal(value: int | float, datatype: str | None) -> str:
    """A JSON number as a literal; `datatype` None means the one that fits it."""
    if is_written_as_double(value) or datatype == _DOUBLE:
        return literal(double_form(value), datatype=datatype or _DOUBLE)
    return literal(integer_form(value), datatype=datatype or _INTEGER)


def json_form(value: int | float) -> str:
    """The number as ECMAScript writes it (RFC 8785, section 3.2.2.3)."""
    _check(value)
    number = float(value)
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent_text = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent_text or 0)
    if whole.strip("0") == "":
        point -= len(whole) + len(fraction) - len(fraction.lstrip("0"))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        exponent = point - 1
        rest = f".{digits[1:]}" if count > 1 else ""
        text = f"{digits[0]}{rest}e{'+' if exponent > 0 else '-'}{abs(exponent)}"
    return sign + text


def _check(value: int | float) -> None:
    if isinstance(value, int):
        if abs(value) > _LARGEST_EXACT:
            raise JsonLdError("unsupported_number", "integer beyond 2^53-1")
    elif not math.isfinite(value):
        raise JsonLdError("unsupported_number", "not finite")
    elif value == 0 and math.copysign(1.0, value) < 0:
        raise JsonLdError("unsupported_number", "negative zero")
