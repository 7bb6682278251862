"""Which addresses cannot be a parent's or guardian's, and what to do instead."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from accounts.domains import belongs_to, domain_of, is_free_mail
from accounts.mailboxes import is_one_of, mailbox_of
from accounts.models import AgeBand, Membership, Organization
from employers.attesters.knowing import is_own
from employers.models import Registrar, VerificationRequest


def refusal_of(*, email: str, request: VerificationRequest) -> str:
    """The sentence that says why this address is no guardian's for this request; empty if it may
    be one. Whoever reads the minor's mail, or asks, does not agree for the minor."""
    if not domain_of(email):
        return _("Enter an email address at a real domain, like name@mail.com.")
    if request.holder is not None and is_own(email, request.holder):
        return _(
            "This is your own address. Give one that your parent or guardian reads, and you do not."
        )
    if request.invited_email and mailbox_of(email) == mailbox_of(request.invited_email):
        return _(
            "The request was sent to this address, so it counts as yours. Give one that your "
            "parent or guardian reads, and you do not."
        )
    if _is_of(email, request.organization) or (
        request.requested_by is not None and is_own(email, request.requested_by)
    ):
        return _(
            "This address belongs to %(organization)s, which asks you. Give a private address of "
            "your parent or guardian."
        ) % {"organization": request.organization.name}
    return ""


def is_of_a_minor(email: str) -> bool:
    """Whether somebody under 18 has proven this mailbox as theirs.

    For when the address agrees, never for when it is named: that would tell who has an account
    here, and how old they are. A proven address only: nobody keeps a parent out by claiming theirs.
    """
    local, _at, domain = mailbox_of(email).partition("@")
    if not local or not domain:
        return False
    # Every spelling of a mailbox begins with the same letter.
    near = EmailAddress.objects.filter(
        verified=True,
        user__age_band=AgeBand.MINOR,
        user__is_active=True,
        email__istartswith=email.strip()[0],
    )
    return is_one_of(email, set(near.values_list("email", flat=True)))


def _is_of(email: str, organization: Organization) -> bool:
    """At a domain that it has proven or says is its own, or of one of its members."""
    if belongs_to(email, organization):
        return True
    stated = organization.email_domain.strip().lower()
    if stated and domain_of(email) == stated and not is_free_mail(email):
        return True
    members = Membership.objects.filter(organization=organization)
    known = set(members.values_list("user__email", flat=True))
    known |= set(members.values_list("user__emailaddress__email", flat=True)) - {None}
    known |= set(
        Registrar.objects.filter(organization=organization).values_list("email", flat=True)
    )
    return is_one_of(email, known)
