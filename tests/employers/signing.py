"""Signing as people do it: choose, read, prove who you are."""

from typing import Any

from django.test import Client
from django.urls import reverse
from lxml import html

from tests.factories.accounts import PASSWORD


def disclosure(client: Client, asked: Any, *rows: Any) -> tuple[str, dict[str, Any]]:
    """The address of the page that is signed, and the fields of its form."""
    answer = client.post(
        reverse("request_authorize", args=[asked.pk]), {"claims": [row.pk for row in rows]}
    )
    assert answer.status_code == 302, answer.content.decode()
    page = html.fromstring(client.get(answer.url).content)
    (digest,) = page.xpath("//input[@name='digest']/@value")
    return answer.url, {"digest": digest, "claims": [str(row.pk) for row in rows]}


def sign(client: Client, asked: Any, *rows: Any) -> Any:
    """Narrow, read and sign with the password. The answer to the signature."""
    _address, fields = disclosure(client, asked, *rows)
    interrupted = client.post(reverse("request_consent", args=[asked.pk]), fields)
    assert interrupted.url.startswith(reverse("account_reauthenticate"))
    wanted = reverse("request_consent", args=[asked.pk])
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": wanted})
