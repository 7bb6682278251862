"""Each deed reaches what it is about, and nothing of somebody else's who stands beside it."""

import pytest

from accounts.models import Role
from passports.actions import api_tokens, imports, issuers, proposals, sharing
from passports.models import ApiToken, ImportItemState, Share
from tests.factories.accounts import MembershipFactory
from tests.factories.claims import make_share
from tests.factories.passports import (
    CredentialFactory,
    ImportItemFactory,
    ImportRunFactory,
    IssuerFactory,
    ProposalFactory,
)

pytestmark = pytest.mark.django_db


def test_one_share_is_withdrawn():
    (one, _token), (other, _other) = make_share(), make_share()
    sharing.withdraw(share=one, by=one.holder)
    assert list(Share.objects.live()) == [other]


def test_one_issuer_is_suspended_and_reinstated():
    one, other = IssuerFactory(), IssuerFactory()
    issuers.suspend(issuer=one, reason="Forged.", by=None)
    other.refresh_from_db()
    assert other.suspended_at is None
    issuers.suspend(issuer=other, reason="Forged.", by=None)
    issuers.reinstate(issuer=one, by=None)
    other.refresh_from_db()
    assert other.suspended_at is not None


def test_failed_items_of_another_upload_wait_for_their_owner():
    mine, theirs = (
        ImportItemFactory(run=ImportRunFactory(), state=ImportItemState.FAILED) for _each in "ab"
    )
    assert imports.retry_failed(run=mine.run, by=mine.run.holder) == 1
    theirs.refresh_from_db()
    assert theirs.state == ImportItemState.FAILED


def test_an_upload_proposes_what_it_brought():
    run = ImportRunFactory()
    brought = ProposalFactory(credential=CredentialFactory(holder=run.holder))
    ImportItemFactory(run=run, credential=brought.credential)
    ProposalFactory(credential=CredentialFactory(holder=run.holder))
    ProposalFactory()
    assert list(proposals.of_run(run)) == [brought]


def test_an_owner_elsewhere_makes_and_keeps_no_tokens_here():
    owner = MembershipFactory(role=Role.OWNER)
    elsewhere = MembershipFactory(role=Role.OWNER)
    with pytest.raises(api_tokens.NotAnOwner):
        api_tokens.create(
            organization=owner.organization, name="A", scopes=["verify"], expires_at=None,
            by=elsewhere.user,
        )  # fmt: skip
    _token, text = api_tokens.create(
        organization=owner.organization, name="B", scopes=["verify"], expires_at=None, by=owner.user
    )
    assert api_tokens.find(text) is not None
    # Made by somebody who is a member of another organization now, and of this one no more.
    ApiToken.objects.update(created_by=elsewhere.user)
    assert api_tokens.find(text) is None
