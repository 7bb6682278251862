"""Proof that a swap shows what a reload would show."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html


def element(document: str, element_id: str) -> html.HtmlElement:
    """The one element with this id in a page or fragment."""
    found = html.fragment_fromstring(document, create_parent="root").xpath(
        "//*[@id=$id]", id=element_id
    )
    if len(found) != 1:
        raise AssertionError(f"{len(found)} elements have the id {element_id!r}, expected one")
    return found[0]


def _comparable(node: html.HtmlElement) -> Any:
    """Tag, attributes, text and children; tokens against forgery differ by design."""
    attributes = dict(node.attrib)
    if attributes.get("name") == "csrfmiddlewaretoken":
        attributes["value"] = "token"
    attributes.pop("hx-swap-oob", None)
    children = [
        (_comparable(child), " ".join((child.tail or "").split()))
        for child in node
        if isinstance(child.tag, str)
    ]
    return node.tag, attributes, " ".join((node.text or "").split()), children


def assert_swap_equals_reload(
    client: Client,
    url: str,
    *,
    fragment_id: str,
    method: str = "get",
    data: dict[str, Any] | None = None,
    page_url: str | None = None,
) -> HttpResponse:
    """Make the request as htmx would, reload the page, and compare the element with this id.

    `page_url` is the page that holds the fragment, by default `url` itself.
    Returns the response to the htmx request.
    """
    response = getattr(client, method)(
        url, data or {}, headers={"HX-Request": "true", "HX-Target": fragment_id}
    )
    assert response.status_code == 200, response.status_code
    fragment = response.content.decode()
    assert "<html" not in fragment, "htmx got a whole page instead of a fragment"
    assert "HX-Request" in response.headers.get("Vary", ""), "a fragment must vary on HX-Request"
    assert "no-store" in response.headers.get("Cache-Control", ""), "a fragment is never stored"
    reload = client.get(page_url or url)
    assert reload.status_code == 200, reload.status_code
    swapped = _comparable(element(fragment, fragment_id))
    reloaded = _comparable(element(reload.content.decode(), fragment_id))
    assert swapped == reloaded
    return response
