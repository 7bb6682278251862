"""The page that sent the reader to another one for a while: `?next=`."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def back_from(request: HttpRequest) -> str:
    """The page of this portal to go back to; empty where none is named, or one elsewhere."""
    wanted = request.GET.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


def with_way_back(address: str, back: str) -> str:
    """A page that leads back there; the address itself where there is nowhere to go back to."""
    return f"{address}?{urlencode({'next': back})}" if back else address
