"""What is left of a test that commits: nothing."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests import emptying
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def filled() -> set[str]:
    """The models that have rows, through tables between two of them as well."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label for model in models if model._base_manager.exists()}


def test_no_row_is_left_whatever_points_to_what():
    member = MembershipFactory()
    group = Group.objects.create(name="readers")
    member.user.groups.add(group)
    group.permissions.add(Permission.objects.first())
    made = filled()
    assert made > {"accounts.Membership", "accounts.User_groups", "auth.Group_permissions"}
    emptying.empty(connection)
    assert filled() == {"auth.Permission", "contenttypes.ContentType"}


def test_a_permission_that_was_taken_away_is_there_again():
    made = set(Permission.objects.values_list("codename", "content_type__model"))
    assert len(made) > 100
    Permission.objects.filter(codename="view_user").delete()
    ContentType.objects.filter(model="membership").delete()
    emptying.empty(connection)
    assert set(Permission.objects.values_list("codename", "content_type__model")) == made
