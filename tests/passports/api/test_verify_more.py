"""What the API answers about endorsements, and about credentials in COSE."""

import base64

import pytest

from tests.passports.api.asking import Asker
from tests.standards.making import V2, badge, plain, signed
from tests.standards.proofs.messages import message
from tests.standards.test_endorsements import given

pytestmark = pytest.mark.django_db


def test_endorsements_stand_beside_the_answer():
    changed = given() | {"name": "Another name"}
    answer = Asker().verify(signed(badge(endorsement=[given(), changed])))
    assert answer.status_code == 200, answer.content
    good, bad = answer.json()["endorsements"]
    assert (good["verified"], good["about"], good["byIssuer"]) == (True, "credential", False)
    assert good["comment"] == "We hire on it."
    assert (bad["verified"], bad["verdict"]) == (False, "not_verified")
    assert bad["errors"]


def test_a_credential_in_cose():
    content = message(plain())
    for body, status in ((content, 200), (content[:-1] + bytes([content[-1] ^ 1]), 400)):
        address = f"data:application/vc+cose;base64,{base64.b64encode(body).decode()}"
        envelope = {"@context": V2, "type": "EnvelopedVerifiableCredential", "id": address}
        assert Asker().verify(envelope).status_code == status
