"""What this app holds about a person, how it is handed over and how it is erased."""

import re
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from accounts.actions.people import end_sessions
from accounts.looks import looks_at
from accounts.models import (
    Consent,
    CredentialAddress,
    Invitation,
    Membership,
    MutedNotice,
    Notification,
    OwnershipTransfer,
    RecoveryRequest,
    RemovedMember,
    SsoIdentity,
    SsoLogout,
    User,
    VettingDecision,
)
from portal.kernel.models import KeptMail, OutgoingMail
from portal.kernel.personal_data import register

# Notices that name somebody to somebody else.
_ABOUT_PEOPLE = (
    "invitation_accepted",
    "ownership_accepted",
    "ownership_declined",
    "ownership_offered",
    "sso_joined",
)


def export(user: User) -> dict[str, Any]:
    """Everything but secrets: a hash or a seed is of use to an attacker only."""
    return {
        "person": {
            "name": user.name,
            "email": user.email,
            "joined": user.date_joined,
            "age": user.age_band,
            "age_asked": user.age_asked_at,
            "last_sign_in": user.last_login,
            "suspension_reason": user.suspension_reason,
        },
        "sign_in_addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "credential_addresses": list(
            CredentialAddress.objects.filter(user=user).values("email", "created_at", "verified_at")
        ),
        "second_factors": list(
            Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
        ),
        "sessions": list(
            UserSession.objects.filter(user=user).values(
                "ip", "user_agent", "created_at", "last_seen_at"
            )
        ),
        "memberships": list(
            Membership.objects.filter(user=user).values("organization__name", "role", "created_at")
        ),
        "removed_from": list(
            RemovedMember.objects.filter(user=user).values("organization__name", "created_at")
        ),
        "ownership_transfers": list(
            OwnershipTransfer.objects.filter(Q(offered_by=user) | Q(offered_to=user)).values(
                "organization__name", "state", "created_at"
            )
        ),
        "known_at_providers": list(
            SsoIdentity.objects.filter(user=user).values(
                "organization__name", "issuer", "subject", "created_at", "last_used_at"
            )
        ),
        "signed_out_at_providers": list(
            SsoLogout.objects.filter(_told_of(user)).values("organization__name", "at")
        ),
        "invitations_received": list(
            Invitation.objects.filter(email__in=_addresses(user)).values(
                "organization__name", "role", "state", "created_at"
            )
        ),
        "invitations_sent": list(
            Invitation.objects.filter(invited_by=user).values(
                "organization__name", "email", "role", "state", "created_at"
            )
        ),
        "consents": list(
            Consent.objects.filter(user=user).values(
                "text__key", "text__version", "text__title", "created_at", "withdrawn_at"
            )
        ),
        "notifications": [
            {
                "subject": notification.subject,
                "sentence": notification.sentence,
                "sent": notification.created_at,
                "read": notification.read_at,
            }
            for notification in Notification.objects.filter(user=user)
        ],
        "notifications_not_mailed": sorted(
            MutedNotice.objects.filter(user=user).values_list("kind", flat=True)
        ),
        "recovery_requests": list(
            RecoveryRequest.objects.filter(user=user).values(
                "state", "created_at", "due_at", "ended_at"
            )
        ),
        "looked_at_by_administrators": [
            {"what": str(look.words), "at": look.at, "number": look.number}
            for look in looks_at(user)
        ],
        "vetting_decisions": list(
            VettingDecision.objects.filter(decided_by=user).values(
                "organization__name", "from_state", "to_state", "reason", "created_at"
            )
        ),
    }


def erase(user: User) -> None:
    """Sessions first, the person's row last; what others own and he or she touched stays, without
    the name."""
    addresses = _addresses(user)
    end_sessions(user=user)
    SsoLogout.objects.filter(_told_of(user)).delete()
    for address in addresses:
        KeptMail.objects.filter(to__iregex=_alone(address)).delete()
        OutgoingMail.objects.filter(recipients__iregex=_alone(address)).delete()
    Invitation.objects.filter(email__in=addresses).delete()
    # What others were told about this person in passing.
    if user.name:
        Notification.objects.filter(params__person=user.name, kind__in=_ABOUT_PEOPLE).delete()
    LogEntry.objects.filter(Q(user=user) | Q(object_id=str(user.pk))).delete()
    user.delete()


def _told_of(user: User) -> Q:
    """What providers said of this person, whom they know by a name of their own."""
    known = SsoIdentity.objects.filter(user=user).values_list("organization", "issuer", "subject")
    found = Q(pk__in=[])
    for organization, issuer, subject in known:
        found |= Q(organization=organization, issuer=issuer, subject=subject)
    return found


def _alone(address: str) -> str:
    """A pattern for this address in a list of some: `an@x.example` is part of `jan@x.example`."""
    return rf"(^|[\s,<]){re.escape(address)}($|[\s,>])"


def _addresses(user: User) -> list[str]:
    return sorted(
        {
            user.email.lower(),
            *EmailAddress.objects.filter(user=user).values_list("email", flat=True),
            *CredentialAddress.objects.filter(user=user).values_list("email", flat=True),
        }
    )


register(
    app="accounts",
    models=[
        User,
        EmailAddress,
        EmailConfirmation,
        CredentialAddress,
        Authenticator,
        UserSession,
        Membership,
        Invitation,
        Consent,
        Notification,
        MutedNotice,
        OwnershipTransfer,
        RecoveryRequest,
        RemovedMember,
        SsoIdentity,
        SsoLogout,
        VettingDecision,
        LogEntry,
    ],
    export=export,
    erase=erase,
)
