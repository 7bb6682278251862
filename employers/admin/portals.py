"""The portals that we ask and answer, and what was asked: codes and times, no names of people."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from employers.actions.portals import peers as portal_peers
from employers.actions.refusals import MoveLost
from employers.forms.portals import InstitutionFormSet, PortalPeerForm
from employers.models import PeerInstitution, PeerState, PortalInquiry, PortalPeer, ReceivedInquiry
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused
from portal.kernel.admin.read_only import ReadOnlyAdmin
from portal.kernel.admin.reasons import ReasonFilter
from portal.kernel.audit import record


def _deciding(action: Callable[..., Any], done: Any) -> Callable[[PortalPeer, User, str], str]:
    def run(peer: PortalPeer, by: User, reason: str) -> str:
        try:
            action(peer=peer, by=by, reason=reason)
        except MoveLost as error:
            raise Refused(gettext("Nothing was done: somebody else was faster.")) from error
        except portal_peers.OwnPortal as error:
            raise Refused(gettext("This is this portal itself.")) from error
        return str(done)

    return run


class PeerInstitutionInline(admin.TabularInline):
    """Which institutions' records a portal holds."""

    model = PeerInstitution
    formset = InstitutionFormSet
    extra = 1
    fields = ("name", "domain")


@admin.register(PortalPeer)
class PortalPeerAdmin(DeedsAdmin):
    """Entered here, and used only after a decision with a reason."""

    form = PortalPeerForm
    list_display = ("name", "base_url", "did", "state", "decided_at")
    list_filter = ("state",)
    search_words = ("name__icontains", "did", "institutions__name__icontains")
    counted_field = "state"
    fields = ("name", "base_url", "did", "state", "decided_at", "reason")
    decided = ("state", "decided_at", "reason")
    inlines = (PeerInstitutionInline,)
    deeds = (
        Deed(
            "switch_on",
            gettext_lazy("Ask and answer this portal"),
            _deciding(portal_peers.switch_on, gettext_lazy("It is asked and answered now.")),
            applies=lambda peer: peer.state != PeerState.ON,
            explanation=gettext_lazy(
                "People's claims go to it with their consent, and what it signs is recognized here."
            ),
            needs_reason=True,
        ),
        Deed(
            "switch_off",
            gettext_lazy("Switch off"),
            _deciding(portal_peers.switch_off, gettext_lazy("It is neither asked nor answered.")),
            applies=lambda peer: peer.state == PeerState.ON,
            explanation=gettext_lazy(
                "Nothing goes to it any more, and what it has signed is no longer recognized."
            ),
            needs_reason=True,
            destroys=True,
        ),
    )

    def _has(self, request: HttpRequest, deed: str) -> bool:
        return request.user.has_perm(f"employers.{deed}_portalpeer")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._has(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._has(request, "change")

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "base_url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Where questions go is decided with the portal: another address is another portal."""
        return (*self.decided, "base_url", "did") if obj else self.decided

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            portal_peers.institutions_changed(peer=form.instance, by=request.user)
        else:
            record(by=request.user, obj=form.instance, deed="portal_proposed")


@admin.register(PortalInquiry)
class PortalInquiryAdmin(ReadOnlyAdmin):
    people_paths = ("row__request__holder",)
    words_for_person = gettext_lazy("a question to another portal about you")
    list_display = ("id", "peer", "state", "reason", "created_at", "ended_at")
    list_filter = ("state", ("reason", ReasonFilter), "peer", "created_at")
    list_select_related = ("peer",)
    search_ids = ("id", "row_id", "row__request_id")
    counted_field = "state"
    fields: ClassVar = (
        *("id", "peer", "row", "state", "reason"),
        *("created_at", "sent_at", "ended_at", "expires_at"),
    )


@admin.register(ReceivedInquiry)
class ReceivedInquiryAdmin(ReadOnlyAdmin):
    """That a portal asked, and when. About whom and what it was told is for the person alone."""

    people_paths = ("holder",)
    words_for_person = gettext_lazy("a question of another portal about you")
    list_display = ("id", "peer", "asked_id", "created_at")
    list_filter = ("peer", "created_at")
    list_select_related = ("peer",)
    search_words = ("asked_id",)
    counted_field = "peer"
    fields: ClassVar = ("id", "peer", "asked_id", "requester", "purpose", "created_at")

    def counts(self) -> list[tuple[Any, int]]:
        return []
