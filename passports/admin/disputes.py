"""The queue of disputes: those whose term ends first stand at the top."""

from functools import partial

from django.contrib import admin
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from passports.actions import disputes
from passports.models import Dispute, DisputeState
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused


def _close(to: DisputeState, dispute: Dispute, by: User, reason: str) -> str:
    if not disputes.close(dispute=dispute, to=to, outcome=reason, by=by):
        raise Refused(gettext("Nothing was done: somebody else was faster."))
    return gettext("Closed. The holder and those who had the answer are told.")


def _is_open(dispute: Dispute) -> bool:
    return dispute.state == DisputeState.OPEN


@admin.register(Dispute)
class DisputeAdmin(DeedsAdmin):
    people_paths = ("holder",)
    words_for_person = gettext_lazy("a dispute of yours")
    list_display = ("id", "state", "due_at", "created_at", "closed_at")
    list_filter = ("state", "created_at")
    search_ids = ("id", "holder", "claim", "credential")
    search_words = ("holder__email__iexact",)
    search_help_text = gettext_lazy("An id or the holder's email address")
    counted_field = "state"
    fields = (
        "id",
        "holder",
        "claim",
        "credential",
        "what_is_wrong",
        "what_is_right",
        "state",
        "due_at",
        "created_at",
        "closed_at",
        "outcome",
    )
    deeds = (
        Deed(
            "corrected",
            gettext_lazy("It was corrected"),
            partial(_close, DisputeState.CORRECTED),
            applies=_is_open,
            explanation=gettext_lazy(
                "After the issuer has corrected or revoked the credential. Open answers are "
                "derived anew, and everybody who had the old answer is told."
            ),
            needs_reason=True,
        ),
        Deed(
            "stands",
            gettext_lazy("It stands"),
            partial(_close, DisputeState.STANDS),
            applies=_is_open,
            explanation=gettext_lazy("The source has confirmed it again. The holder reads why."),
            needs_reason=True,
        ),
        Deed(
            "unresolved",
            gettext_lazy("Nobody can settle it"),
            partial(_close, DisputeState.UNRESOLVED),
            applies=_is_open,
            explanation=gettext_lazy(
                "Answers that rest on it become “could not be checked”. Everybody who had the "
                "old answer is told."
            ),
            needs_reason=True,
            destroys=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dispute]:
        return super().get_queryset(request).select_related("holder", "claim", "credential")

    def get_ordering(self, request: HttpRequest) -> list[object]:
        open_first = Case(
            When(state=DisputeState.OPEN, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return [open_first, "due_at"]
