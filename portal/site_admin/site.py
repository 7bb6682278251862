"""The admin site. Being staff is not enough: the session must have used a second factor."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.sign_in import has_factor, session_used_factor

# allauth brings lists in which administrators could verify addresses and remove factors by hand.
# The first is a person's proof, the second their lock: nobody else touches either.
NOT_FOR_ADMINISTRATORS = frozenset(
    {"account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"}
    | {"usersessions.UserSession"}
)


class PortalAdminSite(admin.AdminSite):
    site_header = gettext_lazy("Career Passport administration")
    site_title = gettext_lazy("Career Passport administration")
    index_title = gettext_lazy("What needs attention")

    def register(
        self,
        model_or_iterable: Any,
        admin_class: type[admin.ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        wanted = [model for model in models if model._meta.label not in NOT_FOR_ADMINISTRATORS]
        super().register(wanted, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_staff and session_used_factor(request))

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send everybody who may not enter to the place where they get what is missing."""
        destination = self._destination(request)
        if self.has_permission(request):
            return HttpResponseRedirect(destination)
        user = request.user
        if not user.is_authenticated:
            return _to("account_login", destination)
        if not user.is_staff:
            raise PermissionDenied(gettext("Only administrators can open this page."))
        if not has_factor(user):
            messages.warning(
                request,
                gettext(
                    "Administrators need a second factor. Add a passkey or an authenticator app, "
                    "then sign in again with it."
                ),
            )
            return redirect("mfa_index")
        messages.warning(
            request,
            gettext("The administration opens only with your passkey or authenticator app."),
        )
        return _to("mfa_reauthenticate", destination)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def _destination(self, request: HttpRequest) -> str:
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
            return wanted
        return reverse("admin:index", current_app=self.name)


def _to(url_name: str, destination: str) -> HttpResponse:
    return redirect(f"{reverse(url_name)}?{urlencode({REDIRECT_FIELD_NAME: destination})}")
