"""Records of learning that come as XML: Europass credentials are read, transcripts are named.

Europass (EDCI) schemas: https://github.com/european-commission-europass/Europass-Learning-Model/;
PESC: https://www.pesc.org. Document types and entities are refused, and nothing is loaded.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from passports.standards.formats.elm import TYPE
from passports.standards.hints import Any
from passports.standards.types import NotACredential

# Members stand in one of two namespaces of the model, depending on its version.
_SNB = "{*}"
_ROOT_TAG = "{http://data.europa.eu/snb}europassCredential"
_CREDENTIAL_ID = "{http://data.europa.eu/europass/model/credentials/w3c#}id"
_SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_ROOT = re.compile(rb"<(?!\?|!)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_EUROPASS = (b"europassCredential", b"verifiablePresentation")
_TRANSCRIPTS = (b"CollegeTranscript", b"HighSchoolTranscript", b"AcademicRecordBatch")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def as_utf_8(content: bytes) -> bytes:
    """XML in UTF-16 as UTF-8, without the declaration that names another encoding."""
    if not content.startswith(_UTF_16):
        return content
    try:
        text = content.decode("utf-16").lstrip()
    except UnicodeDecodeError as error:
        raise NotACredential("not_text", "broken UTF-16") from error
    return re.sub(r"\A<\?xml[^>]*\?>", "", text).encode()


def refuse_transcript(content: bytes) -> None:
    """Raises NotACredential(`transcript`) for a transcript of PESC: a record, and no credential."""
    match = _ROOT.search(content[:8192])
    if b"urn:org:pesc:message:" in content[:8192] or (match and match[1] in _TRANSCRIPTS):
        raise NotACredential("transcript", "PESC", format="pesc_transcript")


def is_europass(content: bytes) -> bool:
    """Whether the first element is that of a Europass credential."""
    match = _ROOT.search(content[:8192])
    return match is not None and match[1] in _EUROPASS and b"data.europa.eu/snb" in content[:8192]


def read_europass(content: bytes) -> dict[str, Any]:
    """A Europass credential in the members of its JSON form. Raises NotACredential."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotACredential("unsafe_xml", type(error).__name__) from error
    except (ParseError, ValueError, LookupError) as error:
        raise NotACredential("xml_document", str(error)[:200]) from error
    found = root if root.tag == _ROOT_TAG else root.find(_ROOT_TAG)
    if found is None:
        raise NotACredential("xml_document", root.tag[:100])
    subject = found.find(f"{_SNB}credentialSubject")
    data: dict[str, Any] = {
        "type": ["VerifiableCredential", TYPE],
        "id": found.get(_CREDENTIAL_ID) or found.get("id") or "",
        "title": _words(found.find(f"{_SNB}title")),
        "description": _words(found.find(f"{_SNB}description")),
        "issuer": _issuer(found),
        "credentialSubject": {} if subject is None else _person(subject),
        "sealed": root.find(f".//{_SIGNATURE}") is not None,
    }
    for member, name in (("validFrom", "validFrom"), ("validUntil", "expirationDate"),
                         ("issued", "issued")):  # fmt: skip
        value = found.findtext(f"{_SNB}{name}")
        if value:
            data[member] = value.strip()
    return {name: value for name, value in data.items() if value not in ("", {})}


def _issuer(found: Element) -> dict[str, Any]:
    """The organization that the issuer refers to."""
    named = found.find(f"{_SNB}issuer")
    if named is None:
        return {}
    where = named.get("idref") or named.get("id") or ""
    references = found.find(f"{_SNB}agentReferences")
    organizations = [] if references is None else list(references)
    meant = next((item for item in organizations if where and item.get("id") == where), named)
    return {"id": where, "legalName": _words(meant.find(f"{_SNB}prefLabel"))}


def _person(subject: Element) -> dict[str, Any]:
    person: dict[str, Any] = {"id": subject.get("id") or ""}
    for member, name in (("fullName", "fullName"), ("givenName", "givenNames"),
                         ("familyName", "familyName")):  # fmt: skip
        value = _words(subject.find(f"{_SNB}{name}"))
        if value:
            person[member] = value
    title = subject.find(f".//{_SNB}learningAchievement/{_SNB}title")
    if title is not None:
        person["hasClaim"] = {"type": "LearningAchievement", "title": _words(title)}
    return person


def _words(element: Element | None) -> dict[str, str]:
    """The texts of an element by their language."""
    texts = [] if element is None else element.findall(f"{_SNB}text")
    return {text.get("lang") or "und": (text.text or "").strip() for text in texts[:50]}
