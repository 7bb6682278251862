"""A credential in COSE is brought, kept as it came, and given back."""

from hashlib import sha256

import pytest
from django.urls import reverse

from passports.actions import imports
from passports.models import Credential
from passports.sources import Found
from tests.factories.accounts import UserFactory
from tests.passports.working import work
from tests.standards.making import badge
from tests.standards.proofs.messages import message

pytestmark = pytest.mark.django_db


def test_a_file_in_cose(client):
    holder = UserFactory()
    client.force_login(holder)
    content = message(badge())
    found = [Found("badge.cose", content=content, size_bytes=len(content))]
    imports.start(holder=holder, source="upload", found=found, by=holder)
    work()
    credential = Credential.objects.select_related("document").get(holder=holder)
    assert (credential.verdict, credential.title) == ("verified", "Welding")
    assert credential.digest == sha256(content).hexdigest()
    assert credential.document.media_type == "application/cose"
    page = client.get(reverse("credential", args=[credential.id])).content.decode()
    assert "COSE" in page
    file = client.get(reverse("credential_file", args=[credential.id]))
    assert file.content == content
    assert file["Content-Disposition"].endswith('.cose"')
