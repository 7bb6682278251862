"""The benchmark of answers notices what is lost or doubled."""

import pytest

from accounts.models import Role
from benchmarks.held_requests import make_held, require_once
from passports.models import Disclosure
from tests.employers.attesting import work_off
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import authorize

pytestmark = pytest.mark.django_db(transaction=True)


def test_lost_and_doubled_disclosures_are_noticed():
    requests = make_held(MembershipFactory(role=Role.RECRUITER), 2)
    for request in requests:
        authorize(request=request, by=request.holder)
    with pytest.raises(RuntimeError, match="completed: 2 lost"):
        require_once(requests)
    work_off()
    shown = Disclosure.objects.first()
    Disclosure.objects.create(holder=shown.holder, purpose="again")
    with pytest.raises(RuntimeError, match="disclosures: 0 lost, 1 doubled"):
        require_once(requests)
    Disclosure.objects.filter(holder=shown.holder).delete()
    with pytest.raises(RuntimeError, match="disclosures: 1 lost"):
        require_once(requests)
