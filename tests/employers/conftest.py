"""A holder who shared two claims with a vetted employer, and its recruiter."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AgeBand, Role
from employers.actions import requests as deeds
from passports.models import Disclosure
from tests.employers.rows import make_claim, make_share
from tests.factories.accounts import MembershipFactory, UserFactory


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def scene(db):
    holder = UserFactory(name="Zoë Álvarez")
    membership = MembershipFactory(role=Role.RECRUITER)
    claims = [make_claim(holder, title="Welder"), make_claim(holder, title="Spanish")]
    share = make_share(holder, membership.organization, *claims)
    return SimpleNamespace(
        holder=holder,
        recruiter=membership.user,
        organization=membership.organization,
        claims=claims,
        share=share,
        as_holder=signed_in(holder),
        as_recruiter=signed_in(membership.user),
    )


@pytest.fixture
def opened(scene):
    Disclosure.objects.create(
        share=scene.share,
        holder=scene.holder,
        viewer=scene.recruiter,
        organization=scene.organization,
        purpose=scene.share.purpose,
    )
    return scene


@pytest.fixture
def asked(opened):
    opened.request = deeds.send(
        organization=opened.organization,
        by=opened.recruiter,
        share=opened.share,
        claims=opened.claims,
        purpose="Hiring decision for a job",
        deadline=timezone.now() + dt.timedelta(days=7),
    )
    return opened


@pytest.fixture
def minor(asked):
    asked.holder.age_band = AgeBand.MINOR
    asked.holder.save()
    asked.request.refresh_from_db()
    asked.rows = list(asked.request.requested_claims.order_by("position"))
    return asked
