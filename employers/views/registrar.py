"""Where an organization wants to be asked: its owners say so on a page of its own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.models import Organization, Role
from employers.actions.attesters import contacts
from employers.actions.refusals import NotAllowed
from employers.forms.attester_contacts import RegistrarForm
from employers.models import Registrar


@login_required
def registrar(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization = get_object_or_404(
        Organization.objects.visible_to(request.user), pk=organization_id
    )
    if not organization.memberships.filter(user=request.user, role=Role.OWNER).exists():
        raise PermissionDenied(_("Only an owner of the organization can do this."))
    named = Registrar.objects.filter(organization=organization).first()
    initial = {"email": named.email, "language": named.language} if named else None
    form = RegistrarForm(request.POST or None, initial=initial)
    if request.method == "POST":
        try:
            if request.POST.get("deed") == "remove":
                contacts.remove_registrar(organization=organization, by=request.user)
                messages.success(
                    request,
                    _("From now on people who name your organization say themselves whom to ask."),
                )
                return redirect("registrar", organization.pk)
            if form.is_valid():
                contacts.name_registrar(
                    organization=organization, by=request.user, **form.cleaned_data
                )
                messages.success(request, _("We ask there from now on, and in your inbox."))
                return redirect("registrar", organization.pk)
        except contacts.NotAtOwnDomain:
            form.add_error(
                "email",
                _("Your organization has not proven the domain of this address. Prove it first."),
            )
        except NotAllowed:
            form.add_error(None, _("Your organization can do this when it is vetted."))
    context = {"organization": organization, "named": named, "form": form}
    return render(request, "employers/inbox/registrar.html", context)
