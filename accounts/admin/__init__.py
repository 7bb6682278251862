"""What administrators see of people and organizations."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin

from accounts.admin.consents import ConsentTextAdmin
from accounts.admin.organizations import OrganizationAdmin
from accounts.admin.people import UserAdmin

# allauth's own lists let administrators verify addresses and remove factors by hand. Here nobody
# may: the first is the person's proof, the second their lock.
for model in (EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

__all__ = ["ConsentTextAdmin", "OrganizationAdmin", "UserAdmin"]
