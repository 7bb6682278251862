"""People: who they are, how they sign in, and keeping somebody out."""

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import people
from accounts.models import AgeBand, Membership, User
from portal.kernel.admin.deeds import Deed, DeedsAdmin, Refused
from portal.kernel.text import folded


def _suspend(user: User, by: User, reason: str) -> str:
    try:
        people.suspend(user=user, by=by, reason=reason)
    except ValueError as error:
        raise Refused(gettext("You cannot suspend yourself.")) from error
    return gettext("Suspended, and signed out everywhere.")


def _reinstate(user: User, by: User, reason: str) -> str:
    people.reinstate(user=user, by=by)
    return gettext("Open again.")


def _correct_age(band: AgeBand) -> Callable[[User, User, str], str]:
    def correct(user: User, by: User, reason: str) -> str:
        try:
            people.correct_age(user=user, band=band, by=by)
        except ValueError as error:
            raise Refused(gettext("You cannot correct your own age.")) from error
        return gettext("Corrected.")

    return correct


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EmailAddressInline(ReadOnlyInline):
    model = EmailAddress
    fields = ("email", "verified", "primary")


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ("organization", "user", "role", "created_at")
    readonly_fields = ("created_at",)


class HasFactorFilter(admin.SimpleListFilter):
    title = gettext_lazy("second factor")
    parameter_name = "factor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("Has one")), ("no", gettext_lazy("Has none"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        with_factor = Authenticator.objects.filter(type__in=factors).values("user")
        if self.value() == "yes":
            return queryset.filter(pk__in=with_factor)
        if self.value() == "no":
            return queryset.exclude(pk__in=with_factor)
        return queryset


@admin.register(User)
class UserAdmin(DeedsAdmin):
    """No passwords, no adding: people sign up themselves."""

    people_paths = ("",)
    words_for_person = gettext_lazy("your name and your addresses")
    list_names_people = True

    list_display = (
        "email",
        "name",
        "is_active",
        "is_staff",
        "date_joined",
        "last_login",
        "factors",
    )
    list_filter = ("is_active", "is_staff", HasFactorFilter, "date_joined")
    date_hierarchy = "date_joined"
    ordering = ("-date_joined",)
    search_help_text = gettext_lazy("A part of the name or of any email address, or an id")
    counted_field = "is_active"
    count_labels: ClassVar[dict[Any, Any]] = {
        True: gettext_lazy("Open"),
        False: gettext_lazy("Suspended"),
    }
    fields = (
        "id",
        "email",
        "name",
        "age_band",
        "is_active",
        "suspension_reason",
        "is_staff",
        "is_superuser",
        "date_joined",
        "last_login",
        "audit_id",
    )
    inlines = (EmailAddressInline, MembershipInline)
    deeds = (
        Deed(
            "suspend",
            gettext_lazy("Suspend"),
            _suspend,
            applies=lambda user: user.is_active,
            explanation=gettext_lazy(
                "The person is signed out everywhere and cannot sign in. Nothing is deleted."
            ),
            needs_reason=True,
            destroys=True,
        ),
        Deed(
            "reinstate",
            gettext_lazy("Open again"),
            _reinstate,
            applies=lambda user: not user.is_active,
        ),
        Deed(
            "is_minor",
            gettext_lazy("Correct the age: 13 to 17"),
            _correct_age(AgeBand.MINOR),
            applies=lambda user: user.age_band == AgeBand.ADULT,
            explanation=gettext_lazy(
                "The person had said 18 or over by mistake. Nothing is answered any more "
                "that no parent or guardian agreed to."
            ),
        ),
        Deed(
            "is_adult",
            gettext_lazy("Correct the age: 18 or over"),
            _correct_age(AgeBand.ADULT),
            applies=lambda user: user.age_band == AgeBand.MINOR,
            explanation=gettext_lazy(
                "The person had said 13 to 17 by mistake, or is 18 now. From then on they decide "
                "alone, and a parent or guardian decides nothing any more."
            ),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return (
            super()
            .get_queryset(request)
            .annotate(
                factor_count=Count(
                    "authenticator",
                    filter=Q(authenticator__type__in=factors),
                    distinct=True,
                )
            )
        )

    @admin.display(description=gettext_lazy("second factors"), ordering="factor_count")
    def factors(self, user: User) -> int:
        return user.factor_count  # type: ignore[attr-defined,no-any-return]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        found = Q(name_folded__contains=folded(term)) | Q(email__icontains=term)
        addresses = EmailAddress.objects.filter(email__icontains=term).values("user")
        found |= Q(pk__in=addresses)
        exact, _many = super().get_search_results(request, queryset, search_term)
        return queryset.filter(found | Q(pk__in=exact.values("pk"))), False
