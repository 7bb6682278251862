"""What a page costs beside a bare view that renders the base template and as many rows."""

from datetime import date

from django.urls import reverse

from accounts.models import Role
from benchmarks.load import side_by_side
from benchmarks.people import cookie_of, make_person
from passports.actions.disclosures import open_share
from tests.employers.rows import make_share
from tests.factories.accounts import MembershipFactory
from tests.factories.claims import make_claim, make_credential, tie
from tests.factories.passports import GOOD_CHECKS
from tests.portal_process import PortalProcess

CLAIMS = 40
SHARES = 50


def run(portal: PortalProcess) -> None:
    holder = make_person()
    claims = [
        make_claim(holder, "employment", title=f"Job {number}", start=date(1980 + number, 1, 1))
        for number in range(CLAIMS)
    ]
    credentials = [make_credential(holder, checks=list(GOOD_CHECKS)) for _ in claims]
    for claim, credential in zip(claims, credentials, strict=True):
        tie(claim, credential)
    membership = MembershipFactory(role=Role.RECRUITER, user=make_person("Recruiter"))
    organization = membership.organization
    share = make_share(holder, organization, *claims)
    open_share(share=share, viewer=membership.user, organization=organization)
    for _ in range(SHARES - 1):
        make_share(make_person(), organization)
    mine, theirs = cookie_of(holder), cookie_of(membership.user)
    pages = {
        "passport with 40 claims": (mine, reverse("passport"), CLAIMS),
        "credential page": (mine, reverse("credential", args=[credentials[0].id]), 8),
        "share page with 40 claims": (theirs, reverse("employer_share", args=[share.id]), CLAIMS),
        "recruiter's home with 50 shares": (theirs, reverse("employer_home"), SHARES),
    }
    print("\nPages beside a bare view with the same middleware and as many rows (goal: 2 times)")
    for label, (cookie, address, rows) in pages.items():
        pair = side_by_side(port=portal.port, cookie=cookie, page=address, floor=f"/floor/{rows}/")
        print(
            f"  {label}: {pair.ratio:.2f} times the bare view "
            f"({pair.page * 1000:.1f} ms to {pair.floor * 1000:.1f} ms, 4 at once)"
        )
