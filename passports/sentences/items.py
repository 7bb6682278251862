"""Why a document was not taken, or could not be finished."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from passports.sentences.filling import Text, filled
from passports.sources import Found

_BROKEN = _("This file is damaged. Download it again from where you got it, and upload that.")
_ARCHIVE = _("This is an archive. Unpack it and upload the files that are in it.")
_UNSAFE = _("This file is built in a way that we do not open, for safety. Ask its issuer for JSON.")
_OTHER = _("We found no credential in this. Look for a file named .json or .jwt, or a badge image.")

REFUSED: Mapping[str, Text] = {
    # Found at upload.
    "empty": _("This file is empty. Download it again from where you got it, and upload that."),
    "too_large": _("This file is larger than 5 MB. A credential is smaller: choose another file."),
    "too_many_files": _("This is more than 500 files at once. Upload the rest in another go."),
    "too_much_together": _("These files are over 50 MB together. Upload the rest in another go."),
    # Found when it was opened (passports.standards.parse).
    "zip_archive": _("This is a ZIP archive. Unpack it and upload the files that are in it."),
    "compressed_archive": _ARCHIVE,
    "pdf_document": _(
        "This is a PDF, which nobody can check. Ask its issuer for the digital credential."
    ),
    "other_image": _(
        "This is a picture of a kind that holds no credential. Badges are PNG or SVG: download the "
        "original, since a screenshot or a copy loses what is inside."
    ),
    "html_document": _("This is a web page. Download the credential itself, usually as JSON."),
    "xml_document": _("This is XML, but not a badge image. Look for a file named .json or .jwt."),
    "not_text": _OTHER,
    "not_json": _OTHER,
    "not_a_cose": _BROKEN,
    "not_a_jwt": _OTHER,
    "no_credential_type": _(
        "This can be read, but it does not say that it is a credential. Choose another file."
    ),
    "wrong_envelope": _BROKEN,
    "transcript": _(
        "This is a transcript as schools send it to each other (%(format)s). It carries no proof, "
        "so nobody can check it. Ask the school for a digital credential."
    ),
    "hr_record": _(
        "This is a record as personnel systems send it to each other (HR Open). It carries no "
        "proof, so nobody can check it."
    ),
    "json_schema": _(
        "This holds rules for documents (a JSON Schema) and no credential. Choose another file."
    ),
    "resume": _(
        "This is a resume. It is what somebody says of themselves, and holds no credential."
    ),
    "part_of_a_badge": _(
        "This describes a badge or its issuer. It is not a badge that somebody has been given."
    ),
    "several_credentials": _("This holds several credentials. Upload each as a file of its own."),
    "truncated_json": _(
        "This file ends in the middle. Download it again from where you got it, and upload that."
    ),
    "bad_unicode": _BROKEN,
    "bad_number": _BROKEN,
    "broken_image": _BROKEN,
    "too_deep": _UNSAFE,
    "duplicate_key": _(
        "This file says the same thing twice in two ways, so nobody can tell what was signed."
    ),
    "decompressed_too_large": _UNSAFE,
    "unsafe_xml": _UNSAFE,
    "no_payload": _(
        "There is no credential inside this picture. Download the original badge: a screenshot or "
        "a copy loses what is inside."
    ),
    "several_payloads": _("There is more than one credential inside this picture."),
    "not_a_credential": _OTHER,
    # Found in a photo of a code, or behind a link.
    "no_code_in_picture": _(
        "We found no QR code in this picture, and no credential inside it. Take the photo closer, "
        "straight and in good light, or bring the file itself."
    ),
    "several_codes_in_picture": _(
        "There are several QR codes in this picture. Take a photo of one of them."
    ),
    "picture_too_large": _("This picture has too many pixels. Take a smaller photo of the code."),
    "unreadable_picture": _("This picture cannot be read. Take the photo again as JPEG or PNG."),
    "link_refused": _(
        "We only follow links with https to public addresses. Bring the file itself."
    ),
    "link_not_found": _("There is nothing at this link any more. Ask for a new one."),
    "link_unreachable": _("We could not reach the address of this link. Try it again later."),
    "link_too_large": _("What is at this link is larger than 5 MB, so it is no credential."),
    "link_too_slow": _("The address of this link took too long to answer. Try it again later."),
    "link_bad_answer": _("The address of this link gave no usable answer. Bring the file itself."),
    "too_complex": _UNSAFE,
}

FAILED: Mapping[str, Text] = {
    "too_slow": _("This took too long. Try it again; the others are not affected."),
    "worker_lost": _("Our check was interrupted several times. Try it again."),
}


def refusal_of(reason: str, params: Mapping[str, Any] | None = None) -> str:
    """Why a document was not taken, and what to do next."""
    return filled(REFUSED.get(reason, _OTHER), params)


def failure_of(reason: str) -> str:
    """Why an item could not be finished. Names of our own errors are for administrators."""
    return filled(
        FAILED.get(reason, _("Something went wrong on our side. Try it again; nothing is lost."))
    )


def refusals(found: Sequence[Found], at_most: int = 10) -> list[str]:
    """A sentence for each document that was refused at once, naming the file."""
    refused = [one for one in found if one.reason]
    sentences = [
        f"{one.filename}: {refusal_of(one.reason, one.params)}"
        if one.filename
        else refusal_of(one.reason, one.params)
        for one in refused[:at_most]
    ]
    if len(refused) > at_most:
        more = _now("%(count)d more files were not taken for such reasons.")
        sentences.append(more % {"count": len(refused) - at_most})
    return sentences
