"""Proving an organization's domain: beginning, the code by email, and ending."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from accounts.actions.owners import tell_owners
from accounts.domain_proofs import machine_methods
from accounts.domain_proofs.email import MAILBOXES, VALID_DAYS
from accounts.domains import provable_domain
from accounts.mail import send
from accounts.models import DomainProof, Organization, ProofMethod, ProofState, User
from portal.kernel.audit import record
from portal.kernel.moves import move
from portal.kernel.rate_limit import count
from portal.kernel.work import enqueue

CHECK_WORK = "accounts.check_domain"
CODE_MINUTES = 60
CODE_ATTEMPTS = 5
CODE_DIGITS = 8
PAUSE_SECONDS = 60
# To the mailboxes of one domain, whoever asks: for whoever reads them, and against guessing.
MOST_CODES_A_DAY = 10
MOST_DOMAINS = 20
# Owners are told this long before a proof by email is too old.
WARNING_DAYS = 30


class AddedAlready(Exception):
    """The organization has this domain already."""


class TooManyDomains(Exception):
    """No organization has this many."""


class TakenByAnother(Exception):
    """Another organization has proven the domain."""


class TooSoon(Exception):
    """A code went out a moment ago, or many did today."""


class CodeExpired(Exception):
    """The code is too old, or was tried too often: a new one is needed."""


class CodeWrong(Exception):
    """This is not the code that was sent."""


@transaction.atomic
def begin(
    *, organization: Organization, domain: str, method: str, by: User, mailbox: str = ""
) -> DomainProof:
    """Begin to prove a domain. What the portal can look up itself is looked up at once.

    `mailbox` is for the code by email: one of `MAILBOXES`. Raises BadDomain, AddedAlready, TooSoon,
    TooManyDomains, and ValueError for a method or mailbox that is none.
    """
    method = ProofMethod(method)
    if organization.domain_proofs.open().count() >= MOST_DOMAINS:
        raise TooManyDomains
    proof = DomainProof(organization=organization, domain=provable_domain(domain), method=method)
    try:
        with transaction.atomic():
            proof.save(force_insert=True)
    except IntegrityError as error:
        raise AddedAlready from error
    record(by=by, obj=proof, deed="domain_added", codes={"method": str(method)})
    if method == ProofMethod.EMAIL:
        send_code(proof=proof, mailbox=mailbox, by=by)
    else:
        enqueue(CHECK_WORK, proof.id)
    return proof


@transaction.atomic
def send_code(*, proof: DomainProof, mailbox: str, by: User) -> None:
    """Send a new code to a mailbox of the domain; the old one is dead. Raises TooSoon, and
    ValueError for a mailbox that is not one of `MAILBOXES`."""
    if mailbox not in MAILBOXES or proof.method != ProofMethod.EMAIL:
        raise ValueError(mailbox)
    now = timezone.now()
    newest = now + timedelta(minutes=CODE_MINUTES) - timedelta(seconds=PAUSE_SECONDS)
    if proof.code_expires_at is not None and proof.code_expires_at > newest:
        raise TooSoon
    if count("domain-codes", proof.domain, 86_400) > MOST_CODES_A_DAY:
        raise TooSoon
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    proof.mailbox = mailbox
    proof.code_hash = make_password(code)
    proof.code_expires_at = now + timedelta(minutes=CODE_MINUTES)
    proof.code_attempts = 0
    proof.save(update_fields=["mailbox", "code_hash", "code_expires_at", "code_attempts"])
    record(by=by, obj=proof, deed="domain_code_sent")
    transaction.on_commit(lambda: _mail_code(proof, code))


def confirm_code(*, proof: DomainProof, code: str, by: User) -> None:
    """Check the code; the domain is then proven. Raises CodeExpired, CodeWrong and TakenByAnother.

    Every try counts before it is judged, so that parallel tries do not get more than their number;
    that is why the count is committed even when the code is wrong.
    """
    now = timezone.now()
    counted = (
        DomainProof.objects.open()
        .filter(pk=proof.pk, code_expires_at__gt=now, code_attempts__lt=CODE_ATTEMPTS)
        .exclude(code_hash="")
        .update(code_attempts=F("code_attempts") + 1)
    )
    if not counted:
        raise CodeExpired
    proof.refresh_from_db()
    if not check_password("".join(code.split()), proof.code_hash):
        raise CodeWrong
    if not settle(proof=proof, by=by):
        raise TakenByAnother


@transaction.atomic
def settle(*, proof: DomainProof, by: User | None) -> bool:
    """Note that the proof was found just now. False when another organization has the domain.

    A proof that ended meanwhile stays ended.
    """
    now = timezone.now()
    found: dict[str, Any] = {
        "reason": "",
        "failures": 0,
        "checked_at": now,
        "code_hash": "",
        "code_expires_at": None,
        "code_attempts": 0,
        "next_check_at": now + _until_the_next_look(proof),
    }
    try:
        with transaction.atomic():
            is_new = move(proof, to=ProofState.PROVEN, proven_at=now, **found)
    except IntegrityError:
        DomainProof.objects.filter(pk=proof.pk).update(reason="taken", checked_at=now)
        proof.refresh_from_db()
        return False
    if not is_new:
        by_code = {"proven_at": now} if proof.method == ProofMethod.EMAIL else {}
        DomainProof.objects.proven().filter(pk=proof.pk).update(**found, **by_code)
        return True
    record(by=by, obj=proof, deed="domain_proven", codes={"method": proof.method})
    tell_owners(
        organization=proof.organization, kind="domain_proven", params={"domain": proof.domain}
    )
    return True


@transaction.atomic
def end(*, proof: DomainProof, by: User) -> bool:
    """Give a domain up, proven or not. False when somebody else was faster."""
    if not move(proof, to=ProofState.ENDED, next_check_at=None, code_hash=""):
        return False
    record(by=by, obj=proof, deed="domain_ended")
    return True


@transaction.atomic
def allow_shared(*, proof: DomainProof, by: User) -> None:
    """Let the organization prove a domain that another has proven: an administrator decides."""
    if not DomainProof.objects.open().filter(pk=proof.pk, is_shared=False).update(is_shared=True):
        return
    record(by=by, obj=proof, deed="domain_shared")
    if proof.method in machine_methods():
        enqueue(CHECK_WORK, proof.id)


def _until_the_next_look(proof: DomainProof) -> timedelta:
    days = 7 if proof.method in machine_methods() else VALID_DAYS - WARNING_DAYS
    return timedelta(days=days)


def _mail_code(proof: DomainProof, code: str) -> None:
    send(
        to=proof.mail_address,
        subject=gettext("The code that proves your domain"),
        template="accounts/mail/domain_code.txt",
        context={"code": code, "minutes": CODE_MINUTES, "proof": proof},
        stable_id=f"domain.{proof.id}.{secrets.token_hex(4)}",
    )
