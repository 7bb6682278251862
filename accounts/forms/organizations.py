"""Forms of organizations."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind, Role
from portal.kernel.text import clean_name, clean_text


class OrganizationForm(forms.Form):
    name = forms.CharField(label=_("Name of the organization"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganizationKind.choices)
    website = forms.URLField(
        label=_("Website"),
        help_text=_("Administrators look at it to see who you are."),
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        max_length=200,
    )
    purpose = forms.CharField(
        label=_("Why you want to use the portal"),
        help_text=_("For example: we check the licenses of the nurses we hire."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_purpose(self) -> str:
        return clean_text(self.cleaned_data["purpose"], multiline=True)


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("Email address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.RECRUITER,
        help_text=_(
            "Owners manage members. Recruiters ask for and open what people share. "
            "Viewers only read."
        ),
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
