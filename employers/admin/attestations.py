"""Those who are asked, and what became of it: states and standings, no names and no addresses."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from employers.actions.attesters import time_passing as attester_time
from employers.models import AttestationRequest, AttestationState, AttestedClaim, AttesterContact
from portal.kernel.admin.deeds import Deed, DeedsAdmin
from portal.kernel.admin.read_only import ReadOnlyAdmin


class AttestedClaimInline(admin.TabularInline):
    model = AttestedClaim
    extra = 0
    can_delete = False
    fields = readonly_fields = ("row_id", "said", "credential_id")

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


def _mail_again(row: AttestationRequest, by: User, reason: str) -> str:
    attester_time.mail_again(attestation=row, by=by)
    return gettext("The link is mailed again to the same address.")


@admin.register(AttestationRequest)
class AttestationRequestAdmin(DeedsAdmin):
    people_paths = ("request__holder",)
    words_for_person = gettext_lazy("a question to somebody about one of your claims")
    list_display = ("id", "signs_for", "standing", "state", "reminders", "created_at", "ended_at")
    list_filter = ("state", "standing", "reminders", "created_at")
    list_select_related = ("signs_for",)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-id")
    search_ids = ("id", "request_id", "organization_id", "signs_for_id", "request__holder_id")
    search_words = (
        "email__iexact",
        "request__holder__email__iexact",
        "signs_for__name__icontains",
    )
    search_help_text = gettext_lazy(
        "An id, the whole address of who was asked or of the holder, or a part of the name of the "
        "organization that answers"
    )
    counted_field = "state"
    inlines = (AttestedClaimInline,)
    fields = readonly_fields = (
        "id",
        "request",
        "organization",
        "signs_for",
        "standing",
        "state",
        "created_at",
        "sent_at",
        "opened_at",
        "ended_at",
        "expires_at",
        "reminders",
        "next_reminder_at",
        "documents_asked_at",
        "handed_from",
        "hand_overs",
        "code_attempts",
    )
    deeds = (
        Deed(
            "mail-again",
            gettext_lazy("Mail the link again"),
            _mail_again,
            applies=lambda row: row.is_open and row.state != AttestationState.WAITING,
            explanation=gettext_lazy("As a reminder, to whom it was sent before."),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("request__organization", "signs_for")


@admin.register(AttesterContact)
class AttesterContactAdmin(ReadOnlyAdmin):
    """Whom holders named; who that is stays with them."""

    people_paths = ("holder",)
    words_for_person = gettext_lazy("somebody whom you named for a claim")
    list_display = ("id", "claim_id", "standing", "created_at")
    list_filter = ("standing", "created_at")
    ordering = ("-created_at", "-id")
    search_ids = ("id", "claim_id", "holder_id")
    search_words = ("email__iexact", "holder__email__iexact")
    search_help_text = gettext_lazy("An id, or a whole email address (of the holder or the named)")
    counted_field = "standing"
    fields = readonly_fields = ("id", "claim_id", "standing", "created_at")
