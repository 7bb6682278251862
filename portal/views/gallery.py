"""The gallery: every component in every state. Outside production only."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal import gallery_samples as samples


class GalleryForm(forms.Form):
    title = forms.CharField(label=_("What did you study?"), help_text=_("As on the diploma."))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Choose one")), ("d", _("Degree")), ("c", _("Course"))]
    )
    started = forms.DateField(
        label=_("Started on"),
        required=False,
        help_text=_("For example 2019-09-01."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    audience = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[
            ("organization", _("One organization")),
            ("email", _("One email address, which gets a code")),
            ("anyone", _("Anyone with the link")),
        ],
        widget=forms.RadioSelect,
    )
    claims = forms.MultipleChoiceField(
        label=_("Claims to share"),
        choices=[("1", "B.S. Nursing"), ("2", samples.LONG)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing else is shown."),
    )
    files = forms.FileField(label=_("Credential file"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label=_("I agree that Sierra Staffing sees these claims"))


COLOURS = (
    "paper", "sheet", "sunken", "ink", "ink-soft", "rule", "rule-strong", "accent",
    "accent-wash", "good", "good-wash", "bad", "bad-wash", "unsure", "unsure-wash", "focus",
)  # fmt: skip


def gallery(request: HttpRequest) -> HttpResponse:
    if not settings.DEVELOPMENT_PAGES:
        raise Http404
    context: dict[str, Any] = {
        "empty_form": GalleryForm(auto_id="empty_%s"),
        "wrong_form": GalleryForm({"title": "", "started": "yesterday"}, auto_id="wrong_%s"),
        "cards": samples.CARDS,
        "checks": samples.UNREACHABLE,
        "groups": samples.CLAIMS,
        "passport": samples.PASSPORT,
        "items": samples.IMPORT_ITEMS,
        "events": samples.EVENTS,
        "request_events": samples.REQUEST_EVENTS,
        "rows": samples.TABLE_ROWS,
        "page_obj": samples.pages(),
        "colours": COLOURS,
    }
    return render(request, "portal/gallery.html", context)
