"""People for the figures, and their sessions."""

import itertools

from django.conf import settings
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory

_numbers = itertools.count(1)


def make_person(name: str = "Bench Person") -> User:
    number = next(_numbers)
    return UserFactory(name=f"{name} {number}", email=f"bench{number}@people.example")


def cookie_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
