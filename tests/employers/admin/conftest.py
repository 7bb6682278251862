"""An administrator, staff without a permission, and a request that somebody is asked about."""

import pytest

from tests.employers.attesting import authorize, make_acme, name_contact
from tests.factories.accounts import StaffFactory
from tests.passports.admin.conftest import sign_in_with_factor


@pytest.fixture
def admin_client(client, db):
    return sign_in_with_factor(client, StaffFactory(name="Ada Ministrator"))


@pytest.fixture
def staff_client(client, db):
    return sign_in_with_factor(client, StaffFactory(is_superuser=False))


@pytest.fixture
def attested(asked):
    """Two claims of it wait for an attester."""
    make_acme()
    name_contact(asked)
    authorize(asked)
    return asked
