"""A credential was checked again: what was told on the strength of it follows, on both sides."""

from employers.actions.portals import following, taking_back
from passports.models import Credential


def again(credential: Credential) -> None:
    following.follow(credential)
    taking_back.follow(credential)
    # One that it replaces says from now on what this one says.
    for replaced in Credential.objects.filter(superseded_by=credential):
        taking_back.follow(replaced)
