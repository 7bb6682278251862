"""What sign-up asks beside the email address. allauth adds this to its own form."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import consents
from accounts.actions.people import keep_age
from accounts.forms.age import age_field
from accounts.models import User
from portal.kernel.text import clean_text


class SignUpForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("As you want others to see it. You can change it later."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    age = age_field()
    field_order = ("name", "email", "age", "agree")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = consents.current_texts()
        if texts:
            links = format_html_join(
                ", ",
                '<a href="{}">{}</a>',
                ((reverse("consent_text", args=[text.id]), text.title) for text in texts),
            )
            self.fields["agree"] = forms.BooleanField(
                label=format_html(gettext("I have read and agree to: {}"), links)
            )

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"])

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        keep_age(user=user, band=self.cleaned_data["age"], by=user)
        consents.agree(user=user, text_ids=[text.id for text in consents.current_texts()])
