"""Names that people go by: none that looks like another's is registered."""

import pytest
from django.urls import reverse

from accounts.models import Organization
from tests.employers.conftest import signed_in
from tests.factories.accounts import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "employer",
    "website": "https://harbor.example",
    "purpose": "We check licenses.",
}


@pytest.mark.parametrize(
    "name", ["H\u0430rbor Health", "Harbor\u200b Health", "Harbor \u202eHealth", "Harbor\x07Health"]
)
def test_an_organization_that_looks_like_another_is_not_registered(name):
    OrganizationFactory(name="Harbor Health")
    client = signed_in(UserFactory())
    answer = client.post(reverse("organization_new"), FORM | {"name": name})
    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors
    assert Organization.objects.count() == 1
    assert client.post(reverse("organization_new"), FORM | {"name": "Harbor"}).status_code == 302
