"""Who may open a page of an organization."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.current import membership_of
from accounts.models import Role

View = Callable[..., HttpResponse]


def member_required(
    *, roles: Iterable[str] = tuple(Role), vetted: bool = True
) -> Callable[[View], View]:
    """Only for members of a (vetted) organization with one of these roles.

    No membership: 404, as if the page were not there. Another role: 403. An organization that is
    not vetted: a page with status 403 that says what happens next. The view finds the
    membership with `accounts.current.membership_of(request)`.
    """
    allowed = frozenset(roles)

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            membership = membership_of(request)
            if membership is None:
                raise Http404
            if membership.role not in allowed:
                raise PermissionDenied(
                    _("Your role in this organization does not include this page. Ask an owner.")
                )
            if vetted and not membership.organization.is_vetted:
                return render(
                    request,
                    "accounts/organization_not_vetted.html",
                    {"organization": membership.organization},
                    status=403,
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate
