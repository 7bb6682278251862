"""Texts that people agree to: written, published, and from then on read-only."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import consents
from accounts.models import ConsentText, User
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused


def _publish(text: ConsentText, by: User, reason: str) -> str:
    try:
        consents.publish(text=text, by=by)
    except consents.AlreadyPublished as error:
        raise Refused(gettext("It is published already.")) from error
    return gettext("Published. Everybody is asked to agree to it.")


@admin.register(ConsentText)
class ConsentTextAdmin(DeedsAdmin):
    list_display = ("title", "key", "version", "language", "published_at", "agreed")
    list_filter = ("key", "language", "published_at")
    search_words = ("key", "title")
    search_help_text = gettext_lazy("A key, a title, or an id")
    counted_field = "key"
    fields = ("key", "version", "language", "title", "body", "published_at")
    readonly_fields = ("published_at",)
    deeds = (
        Deed(
            "publish",
            gettext_lazy("Publish"),
            _publish,
            applies=lambda text: text.published_at is None,
            explanation=gettext_lazy(
                "From then on the wording cannot be changed, and everybody is asked to agree."
            ),
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.add_consenttext")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Drafts only. Who agreed must find what they agreed to."""
        return (
            obj is not None
            and obj.published_at is None
            and request.user.has_perm("accounts.change_consenttext")
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConsentText]:
        live = Count("consents", filter=Q(consents__withdrawn_at__isnull=True))
        return super().get_queryset(request).annotate(live=live)

    @admin.display(description=gettext_lazy("people who agree"), ordering="live")
    def agreed(self, text: ConsentText) -> int:
        return text.live  # type: ignore[attr-defined,no-any-return]
