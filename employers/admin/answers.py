"""What was signed, what was removed, and how webhooks fare: states and times, no answers, and no
secrets."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.utils.translation import gettext_lazy

from employers.models import RemovedAnswer, SignedAnswer, WebhookDelivery, WebhookEndpoint
from portal.kernel.admin.read_only import ReadOnlyAdmin

_ORGANIZATION = gettext_lazy("An id, or a part of the organization's name")


@admin.register(SignedAnswer)
class SignedAnswerAdmin(ReadOnlyAdmin):
    """That there is one. What it says is for its receiver and its person."""

    people_paths = ("request__holder",)
    words_for_person = gettext_lazy("a signed answer about you")
    list_display = ("id", "request_id", "version", "created_at", "superseded_at")
    list_filter = ("created_at",)
    ordering = ("-created_at", "-id")
    search_ids = ("id", "request_id", "request__organization_id", "request__holder_id")
    search_words = ("request__holder__email__iexact", "request__organization__name__icontains")
    search_help_text = gettext_lazy(
        "An id, a part of the organization's name, or the holder's whole email address"
    )
    fields = readonly_fields = (
        "id",
        "request_id",
        "version",
        "issued_id",
        "created_at",
        "superseded_at",
    )

    def counts(self) -> list[tuple[str, int]]:
        current = SignedAnswer.objects.filter(superseded_at=None)
        return [(str(gettext_lazy("Current")), current.count())]


@admin.register(RemovedAnswer)
class RemovedAnswerAdmin(ReadOnlyAdmin):
    """Nothing in it is about anybody."""

    list_display = ("request_id", "organization", "claims", "answered_at", "removed_at")
    list_filter = ("removed_at",)
    list_select_related = ("organization",)
    ordering = ("-removed_at", "-id")
    search_ids = ("id", "request_id", "organization_id")
    search_words = ("organization__name__icontains",)
    search_help_text = _ORGANIZATION
    fields = readonly_fields = (
        "id",
        "request_id",
        "organization",
        "claims",
        "answered_at",
        "removed_at",
    )

    def counts(self) -> list[tuple[str, int]]:
        return [(str(gettext_lazy("In all")), RemovedAnswer.objects.count())]


@admin.register(WebhookEndpoint)
class WebhookEndpointAdmin(ReadOnlyAdmin):
    """Addresses may carry a token of their receiver, so only the host is shown."""

    list_display = ("id", "organization", "host", "created_at", "stopped_at")
    list_filter = ("created_at", "stopped_at")
    list_select_related = ("organization",)
    ordering = ("-created_at", "-id")
    search_ids = ("id", "organization_id")
    search_words = ("organization__name__icontains",)
    search_help_text = _ORGANIZATION
    fields = readonly_fields = (
        "id",
        "organization",
        "host",
        "events",
        "created_at",
        "old_until",
        "told_at",
        "stopped_at",
    )

    @admin.display(description=gettext_lazy("host"))
    def host(self, row: WebhookEndpoint) -> str:
        return urlsplit(row.url).hostname or ""

    def counts(self) -> list[tuple[str, int]]:
        return [
            (str(gettext_lazy("In use")), WebhookEndpoint.objects.on().count()),
            (
                str(gettext_lazy("Stopped")),
                WebhookEndpoint.objects.filter(stopped_at__isnull=False).count(),
            ),
        ]


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    """The log, without what was sent and about which request."""

    list_display = ("id", "event", "state", "attempts", "last_status", "last_error", "created_at")
    list_filter = ("state", "event", "created_at")
    ordering = ("-created_at", "-id")
    search_ids = ("id", "endpoint_id", "endpoint__organization_id")
    search_words = ("endpoint__organization__name__icontains",)
    search_help_text = _ORGANIZATION
    counted_field = "state"
    fields = readonly_fields = (
        "id",
        "endpoint_id",
        "event",
        "state",
        "attempts",
        "last_status",
        "last_error",
        "created_at",
        "last_attempt_at",
        "next_attempt_at",
        "finished_at",
    )
