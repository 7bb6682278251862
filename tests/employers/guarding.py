"""A minor who was asked, and a parent or guardian with a mailbox."""

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from employers.actions.consent import guardian_links, guardians
from employers.models import GuardianConsent
from tests.factories.employers import signature_of

PARENT = "parent@gmail.com"


def name_guardian(scene, email=PARENT, rows=None):
    """The minor chooses claims and names a guardian; the answer to the latter."""
    rows = rows or scene.rows[:1]
    answer = scene.as_holder.post(
        reverse("request_authorize", args=[scene.request.pk]), {"claims": [r.pk for r in rows]}
    )
    assert answer.url.startswith(reverse("request_guardian", args=[scene.request.pk]))
    return scene.as_holder.post(answer.url, {"email": email})


def ask(scene, email=PARENT, rows=None):
    included = {row.pk for row in rows or scene.rows[:1]}
    return guardians.ask(
        request=scene.request,
        by=scene.holder,
        included=included,
        signature=signature_of(scene.request, included),
        email=email,
    )


def the_guardian():
    return GuardianConsent.objects.select_related(
        "consent__request__organization", "consent__request__holder", "consent__holder"
    ).latest("created_at")


def link():
    return reverse("guardian", args=[guardian_links.token_of(the_guardian())])


def to_parent():
    return [message for message in mail.outbox if message.to == [PARENT]]


def code_in_mail():
    return re.search(r"^(\d{8})$", to_parent()[-1].body, re.MULTILINE)[1]


def opened():
    """A browser in which the code was entered."""
    client = Client()
    client.post(link(), {"deed": "send_code"})
    assert client.post(link(), {"deed": "open", "code": code_in_mail()}).status_code == 302
    return client


def answer(client, deed, **changes):
    data = {"deed": deed, "typed_name": "Sam Parent", "statement": "on", **changes}
    return client.post(link(), data)
