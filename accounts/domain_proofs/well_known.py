"""A file below /.well-known/ on the domain's own website (RFC 8615,
https://www.rfc-editor.org/rfc/rfc8615), fetched over https by the guarded fetcher."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from accounts.domain_proofs.method import Method, NotFound, Text
from accounts.models import DomainProof
from portal.kernel.outbound import OutboundError, guarded_fetch
from portal.kernel.outbound.fetching import Limits

PATH = "/.well-known/career-passport.txt"
PREFIX = "career-passport="
LIMITS = Limits(total_seconds=10, connect_seconds=5, max_bytes=20_000)
_SAME_CODE = {"not_found", "unreachable", "too_slow", "too_large"}


def file_url(proof: DomainProof) -> str:
    return f"https://{proof.domain}{PATH}"


def file_text(proof: DomainProof) -> str:
    return f"{PREFIX}{proof.token}"


def _check(proof: DomainProof) -> None:
    try:
        answer = guarded_fetch(file_url(proof), limits=LIMITS)
    except OutboundError as error:
        code = error.code if error.code in _SAME_CODE else "bad_answer"
        raise NotFound(f"file_{code}") from None
    # A redirect may lead to www.; what another host says is not the domain's word.
    host = urlsplit(answer.url).hostname or ""
    if host != proof.domain and not host.endswith(f".{proof.domain}"):
        raise NotFound("file_elsewhere")
    lines = answer.body.decode("utf-8", errors="replace").removeprefix("\ufeff").splitlines()
    if file_text(proof) not in [line.strip() for line in lines]:
        raise NotFound("file_other_text")


def _steps(proof: DomainProof) -> list[tuple[Text, str]]:
    return [(_("Address of the file"), file_url(proof)), (_("Its text"), file_text(proof))]


METHOD = Method(
    label=_("A file on the website"),
    explanation=_("Whoever manages your website puts a small file on it. We look for it weekly."),
    check=_check,
    steps=_steps,
    sentences={
        "file_not_found": _("The website answers, but the file is not there."),
        "file_unreachable": _("We could not reach the website over https."),
        "file_too_slow": _("The website did not answer in time."),
        "file_too_large": _("The file is too large. It holds one line of text."),
        "file_other_text": _("The file is there, but says something else. Copy the text again."),
        "file_elsewhere": _("The address leads to another domain. Put the file on this one."),
        "file_bad_answer": _("The website answered with something that we could not read."),
    },
)
