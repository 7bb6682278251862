"""The shares that an organization was given, with what a recruiter wants to know of each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization
from employers.models import RequestState, VerificationRequest
from employers.words import state_word
from passports.models import Disclosure, Share
from portal.kernel.addresses import address
from portal.kernel.dates import written
from portal.kernel.drawn import strong
from portal.kernel.text import folded

STATES = ("open", "new", "ended", "all")
SHOWN = (
    "purpose",
    "created_at",
    "expires_at",
    "withdrawn_at",
    "holder__name",
    "holder__email",
)


def received_shares(
    *, organization: Organization, state: str = "open", search: str = ""
) -> QuerySet[Share]:
    """Shares addressed to the organization, newest first, in one query whatever their number.

    `state`: `new` (nobody here has opened it), `open` (live), `ended` (withdrawn or expired) or
    `all`. `search` is looked for in the holder's name and the purpose, whatever case and accents.
    Each row carries `opened` and `request_state` (the newest request made of it, or None).
    """
    live = Q(withdrawn_at__isnull=True, expires_at__gt=timezone.now(), holder__is_active=True)
    looked = Disclosure.objects.filter(share=OuterRef("pk"), organization=organization)
    newest = VerificationRequest.objects.filter(share=OuterRef("pk"), organization=organization)
    shares = (
        Share.objects.addressed_to(organization)
        .select_related("holder")
        .only(
            "purpose", "created_at", "expires_at", "withdrawn_at", "holder__name", "holder__email"
        )
        .annotate(
            opened=Exists(looked),
            request_state=Subquery(newest.order_by("-created_at").values("state")[:1]),
        )
        .order_by("-created_at")
    )
    if state in ("open", "new"):
        shares = shares.filter(live)
    if state == "new":
        shares = shares.filter(opened=False)
    if state == "ended":
        shares = shares.exclude(live)
    for word in folded(search).split():
        shares = shares.filter(
            Q(holder__name_folded__contains=word) | Q(purpose_folded__contains=word)
        )
    return shares


def received_rows(shares: Iterable[Share]) -> list[tuple[str, list[Any]]]:
    """Shares of `received_shares` as rows of a table: person, purpose, shared, open until, state,
    request."""
    states = {value: state_word(value) for value in RequestState.values}
    return [
        (
            address("employer_share", share.pk),
            [
                share.holder.display_name,
                share.purpose,
                written(share.created_at, "j M Y"),
                written(share.expires_at, "j M Y"),
                _state_of(share),
                states.get(share.request_state, ""),
            ],
        )
        for share in shares
    ]


def _state_of(share: Any) -> str:
    if share.withdrawn_at:
        return _("Withdrawn")
    if not share.is_live:
        return _("Expired")
    return _("Opened") if share.opened else strong(_("New"))
