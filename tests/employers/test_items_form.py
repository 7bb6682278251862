"""What a form for kinds of claims says is needed."""

import pytest

from employers.forms.inviting import InviteForm
from portal.kernel.templatetags.components import summary_once


@pytest.mark.parametrize(
    ("name", "optional"), [("kind_0", False), ("what_0", False), ("kind_1", True)]
)
def test_the_first_claim_is_not_called_optional(name, optional):
    shown = InviteForm()[name].as_field_group()
    assert ("(optional)" in shown) == optional
    assert ("Nothing more" in shown) == (optional and name.startswith("kind"))


def test_any_row_will_do():
    form = InviteForm({"rows": "2", "kind_1": "education", "what_1": "A degree"})
    form.is_valid()
    assert form.asked_items == [("education", "A degree")]
    assert "kind_0" not in form.errors


def test_none_at_all_is_a_mistake_of_the_first_row():
    given = {"name": "Nadia", "email": "nadia@people.example", "purpose": "hiring"}
    form = InviteForm({"rows": "2", "deadline": "7", "kept": "90", **given})
    assert set(form.errors) == {"kind_0"}


def test_every_mistake_is_said_at_once_in_the_order_of_the_page():
    form = InviteForm({"rows": "2"})
    assert form.is_valid() is False
    said = [sentence.split(":")[0] for _target, sentence in summary_once(form)]
    assert said[:3] == ["Name of the person", "Email address", "Claim 1"]
    assert said[3].startswith("What do you need it for?")
