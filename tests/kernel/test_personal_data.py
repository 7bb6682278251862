"""Nothing about a person is kept that cannot be handed over and erased."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from portal.kernel.personal_data import Holding, holdings


def models_with_a_path_to(person):
    """Every model that leads to the person by foreign keys, however many, except the tables that
    Django makes for many-to-many relations, which go with either side."""
    reached = {person}
    grew = True
    while grew:
        grew = False
        for model in apps.get_models():
            targets = {
                field.related_model
                for field in model._meta.get_fields()
                if field.concrete and field.is_relation and not field.many_to_many
            }
            if model not in reached and targets & reached:
                reached.add(model)
                grew = True
    return reached


def test_every_model_with_a_path_to_a_person_is_registered():
    registered = {model for holding in holdings() for model in holding.models}
    missing = models_with_a_path_to(get_user_model()) - registered
    assert not missing, (
        "These models lead to a person but nobody exports and erases them: "
        f"{', '.join(sorted(model._meta.label for model in missing))}. "
        "Name each in the `models` of register(...) in its app's personal_data.py, and make that "
        "app's export and erase cover it (or take the foreign key away)."
    )


def test_every_app_erases_before_the_apps_below_it():
    order = [holding.app for holding in holdings()]
    assert order == [name for name in ("employers", "passports", "accounts") if name in order]


@pytest.mark.parametrize("holding", holdings(), ids=lambda holding: holding.app)
def test_registrations_are_of_real_models(holding: Holding):
    assert all(model in apps.get_models() for model in holding.models)
