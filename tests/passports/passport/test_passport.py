"""The passport page and the builder."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from passports.models import Claim
from tests.factories.accounts import UserFactory
from tests.factories.claims import make_claim, make_credential, tie
from tests.htmx import assert_swap_equals_reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(client):
    person = UserFactory(name="Maria Alvarez")
    client.force_login(person)
    return person


def fill(person, number):
    for index in range(number):
        kind = ("education", "employment", "license", "skill")[index % 4]
        claim = make_claim(person, kind, start=f"{2000 + index % 20}-01-01", start_precision="year")
        tie(claim, make_credential(person))


def count_queries(client, url):
    # The first request of a session also notes the device.
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


class TestPassport:
    def test_empty(self, client, holder):
        page = client.get(reverse("passport")).content.decode()
        assert "Your passport is empty" in page

    def test_groups_marks_and_years(self, client, holder):
        fill(holder, 4)
        page = client.get(reverse("passport")).content.decode()
        assert "Over the years" in page
        assert "Issuer-verified" in page
        tree = html.fromstring(page)
        assert len(tree.xpath("//article[contains(@class, 'claim-card')]")) == 4
        assert not tree.xpath("//*[@style]")

    def test_the_table_says_what_the_drawing_shows(self, client, holder):
        fill(holder, 5)
        tree = html.fromstring(client.get(reverse("passport")).content)
        bars = tree.xpath("//figure[@class='years']//*[local-name()='rect']")
        rows = tree.xpath("//figure[@class='years']//tbody/tr")
        assert len(bars) == len(rows) == 5

    def test_queries_do_not_grow(self, client, holder):
        fill(holder, 5)
        few = count_queries(client, reverse("passport"))
        fill(holder, 35)
        assert count_queries(client, reverse("passport")) == few

    def test_hidden_claims_are_marked_and_not_counted(self, client, holder):
        claim = make_claim(holder)
        client.post(reverse("claim_hide", args=[claim.pk]))
        page = client.get(reverse("passport")).content.decode()
        assert "1 claim is hidden" in page


class TestBuilder:
    def test_queries_do_not_grow(self, client, holder):
        fill(holder, 5)
        few = count_queries(client, reverse("passport_builder"))
        fill(holder, 35)
        assert count_queries(client, reverse("passport_builder")) == few

    @pytest.mark.parametrize("deed", ["up", "down", "hide", "show", "remove", "undo"])
    def test_each_button_swaps_what_a_reload_shows(self, client, holder, deed):
        claims = [make_claim(holder, title=f"Claim {number}") for number in range(3)]
        assert_swap_equals_reload(
            client,
            reverse(f"claim_{deed}", args=[claims[1].pk]),
            fragment_id="builder",
            method="post",
            page_url=reverse("passport_builder"),
        )

    @pytest.mark.parametrize("deed", ["up", "down", "hide", "show", "remove", "undo"])
    def test_each_button_works_without_javascript(self, client, holder, deed):
        claim = make_claim(holder)
        url = reverse(f"claim_{deed}", args=[claim.pk])
        assert client.post(url).url == reverse("passport_builder")
        assert client.get(url).status_code == 405

    def test_remove_offers_to_undo(self, client, holder):
        claim = make_claim(holder)
        client.post(reverse("claim_remove", args=[claim.pk]))
        page = client.get(reverse("passport_builder")).content.decode()
        assert reverse("claim_undo", args=[claim.pk]) in page
        assert client.get(reverse("claim", args=[claim.pk])).status_code == 404
        client.post(reverse("claim_undo", args=[claim.pk]))
        assert client.get(reverse("claim", args=[claim.pk])).status_code == 200

    def test_order_is_what_the_passport_shows(self, client, holder):
        first, second = (make_claim(holder, title=title) for title in ("Alpha", "Beta"))
        client.post(reverse("claim_up", args=[second.pk]))
        page = client.get(reverse("passport")).content.decode()
        assert page.index("Beta") < page.index("Alpha")
        assert list(Claim.objects.of(holder)) == [second, first]
