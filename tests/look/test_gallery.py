"""The gallery shows every component, outside production only."""

import re
from pathlib import Path

from django.conf import settings

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"


def test_every_component_has_its_entry(client):
    page = client.get("/gallery/").content.decode()
    shown = {
        name for names in re.findall(r'data-component="([^"]+)"', page) for name in names.split()
    }
    files = {path.stem for path in COMPONENTS.glob("*.html") if not path.stem.startswith("_")}
    assert shown == files


def test_nothing_in_it_is_left_unrendered(client):
    page = client.get("/gallery/").content.decode()
    assert "{#" not in page
    assert "{%" not in page


def test_ids_are_unique(client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/gallery/").content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_it_is_not_there_in_production(client, settings):
    settings.DEVELOPMENT_PAGES = False
    assert client.get("/gallery/").status_code == 404


def test_it_needs_no_database_for_a_visitor(client):
    # No database mark: a query would raise.
    assert client.get("/gallery/").status_code == 200
