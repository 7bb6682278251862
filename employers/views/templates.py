"""Templates of requests: those of the organization, and those that everybody has."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.current import membership_of, organization_of
from accounts.permissions import member_required
from employers.actions.asking import templates as deeds
from employers.actions.refusals import TooMany
from employers.actions.requests import MAY_ASK
from employers.asking.beginnings import beginning
from employers.asking.job_templates import JOB_TEMPLATES
from employers.forms.inviting import TemplateForm
from employers.models import RequestTemplate


def _templates(request: HttpRequest):  # type: ignore[no-untyped-def]
    return RequestTemplate.objects.visible_to(request.user).filter(
        organization=organization_of(request)
    )


@member_required()
def employer_request_templates(request: HttpRequest) -> HttpResponse:
    membership = membership_of(request)
    return render(
        request,
        "employers/templates/list.html",
        {
            "own": _templates(request),
            "built_in": JOB_TEMPLATES.values(),
            "may_ask": membership is not None and membership.role in MAY_ASK,
        },
    )


@member_required(roles=MAY_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def employer_request_template_new(request: HttpRequest) -> HttpResponse:
    begun = beginning(request.GET.get("template", ""), organization_of(request))
    initial = {"name": begun.name, **begun.initial}
    form = TemplateForm(request.POST or None, items=begun.items, initial=initial)
    return _saved(request, form) or _page(request, form)


@member_required(roles=MAY_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def employer_request_template(request: HttpRequest, template_id: UUID) -> HttpResponse:
    template = get_object_or_404(_templates(request), id=template_id)
    initial = {
        "name": template.name,
        "purpose": template.purpose_code,
        "kept": template.kept_days,
        "message": template.message,
    }
    form = TemplateForm(request.POST or None, items=template.asked_items, initial=initial)
    return _saved(request, form, template) or _page(request, form, template=template)


@member_required(roles=MAY_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def employer_request_template_remove(request: HttpRequest, template_id: UUID) -> HttpResponse:
    template = get_object_or_404(_templates(request), id=template_id)
    if request.method == "POST":
        deeds.remove_template(template=template, by=request.user)
        messages.success(request, _("The template is removed. Requests made from it stay."))
        return redirect("employer_request_templates")
    return render(request, "employers/templates/remove.html", {"template": template})


def _saved(
    request: HttpRequest, form: TemplateForm, template: RequestTemplate | None = None
) -> HttpResponse | None:
    if request.method != "POST" or form.wants_more or not form.is_valid():
        return None
    try:
        deeds.save_template(
            organization=organization_of(request),
            by=request.user,
            name=form.cleaned_data["name"],
            items=form.asked_items,
            purpose_code=form.cleaned_data["purpose"],
            message=form.cleaned_data["message"],
            kept_days=int(form.cleaned_data["kept"]),
            template=template,
        )
    except deeds.NameTaken:
        form.add_error("name", _("You have a template of this name already."))
    except TooMany:
        form.add_error(None, _("You have 100 templates. Remove one first."))
    else:
        messages.success(request, _("The template is saved."))
        return redirect("employer_request_templates")
    return None


def _page(request: HttpRequest, form: TemplateForm, **context: Any) -> HttpResponse:
    if form.wants_more:
        form.errors.clear()
    return render(request, "employers/templates/edit.html", {"form": form, **context})
