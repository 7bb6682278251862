"""Where a stranger's document must not send us: no connection is opened at all."""

from ipaddress import ip_address

import pytest

from portal.kernel.outbound import OutboundError, guarded_fetch
from portal.kernel.outbound.addresses import is_public
from tests.internet import answer, redirect

PRIVATE = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1"),
    *("127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255"),
    *("192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:7f00:1::"),
    *("2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254"),
    *("fe80::1", "fec0::1", "ff02::1", "4000::1"),
]
PUBLIC = ["8.8.8.8", "93.184.216.34", "100.63.255.255", "172.32.0.1", "192.0.1.1", "223.255.255.1"]
PUBLIC += ["2606:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::200e"]

ODD_URLS = [
    # Spellings of an address.
    *("https://127.0.0.1/", "https://127.1/", "https://0x7f000001/", "https://2130706433/"),
    *("https://0/", "https://0177.0.0.1/", "https://0x7f.1/", "https://127.0.0.1./"),
    *("https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/", "https://[::1]/", "https://[::]/"),
    *("https://[::ffff:127.0.0.1]/", "https://[fe80::1%25lo]/", "https://[::ffff:7f00:1]/"),
    *("https://93.184.216.34/", "https://[2606:4700::1111]/", "https://1.2.3.4.5/"),
    # Names that are not of the public internet.
    *(
        "https://localhost/",
        "https://localhost./",
        "https://intranet/",
        "https://college.example./",
    ),
    # Other schemes and ports.
    *(
        "http://college.example/",
        "ftp://college.example/",
        "file:///etc/passwd",
        "gopher://x.example/",
    ),
    *("data:application/json,{}", "https:college.example", "//college.example/", "college.example"),
    *("https://college.example:8443/", "https://college.example:22/", "https://college.example:0/"),
    *("https://college.example:99999/", "https://college.example:x/", "unix:///var/run/x.sock"),
    # Who is it really?
    *(
        "https://me@college.example/",
        "https://me:secret@college.example/",
        "https://@college.example/",
    ),
    *("https://college.example@127.0.0.1/", "https://127.0.0.1#@college.example/"),
    *("https://127.0.0.1\\@college.example/", "https://college.example\\.127.0.0.1/"),
    *(
        "https://college.example/ x",
        "https://college.example/\r\nHost: x",
        "https://col\tlege.example/",
    ),
    *("https:///x", "https://", "", "https://[college.example/", "https://колледж.example/"),
    *("https://-.example/", "https://a..example/", f"https://{'a' * 64}.example/"),
    f"https://college.example/{'a' * 3000}",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_the_table_knows_private_addresses(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_the_table_knows_public_addresses(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("url", ODD_URLS)
def test_an_odd_url_is_not_even_resolved(internet, url):
    with pytest.raises(OutboundError) as raised:
        guarded_fetch(url)
    assert (raised.value.code, raised.value.transient) == ("refused", False)
    assert (internet.resolved, internet.attempts) == ([], [])


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_of_a_private_address_is_not_connected_to(internet, address):
    internet.addresses["college.example"] = [address]
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/")
    assert raised.value.code == "refused"
    assert (internet.resolved, internet.attempts) == (["college.example"], [])


def test_a_name_is_resolved_once_and_that_address_is_used(internet):
    internet.addresses["rebinding.example"] = ["93.184.216.34", "127.0.0.1", "127.0.0.1"]
    internet.replies["/"] = answer()
    assert guarded_fetch("https://rebinding.example/").body == b"{}"
    assert internet.resolved == ["rebinding.example"]
    assert internet.attempts == ["93.184.216.34:443"]


def test_a_connection_that_ended_elsewhere_gets_no_request(internet):
    internet.peer = "127.0.0.1"
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/")
    assert raised.value.code == "refused"
    assert internet.requests == []


@pytest.mark.parametrize(
    "location",
    [
        *(
            "https://127.0.0.1/",
            "https://localhost/",
            "http://college.example/",
            "file:///etc/passwd",
        ),
        *(
            "https://private.example/",
            "https://college.example:8443/",
            "//127.0.0.1/",
            "https://[::1]/",
        ),
        *(
            "https://me@college.example/",
            "https://[oops/",
            "\\\\127.0.0.1\\x",
            "https://①②⑦.⓪.⓪.①/",
        ),
    ],
)
def test_a_redirect_follows_the_same_rules(internet, location):
    internet.replies["/"] = redirect(location.encode().decode("latin-1"))
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/")
    assert raised.value.code in ("refused", "not_found")
    assert all(attempt == "93.184.216.34:443" for attempt in internet.attempts)
    assert raised.value.code == "refused" or len(internet.requests) == 2


def test_three_redirects_and_no_more(internet):
    for hop in range(5):
        internet.replies[f"/{hop}"] = redirect(f"/{hop - 1}")
    internet.replies["/0"] = answer(b"here")
    arrived = guarded_fetch("https://college.example/3")
    assert (arrived.url, arrived.body) == ("https://college.example/0", b"here")
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/4")
    assert raised.value.code == "bad_answer"
    assert len(internet.requests) == 8


def test_each_hop_is_resolved_anew(internet):
    internet.addresses["college.example"] = ["93.184.216.34", "127.0.0.1"]
    internet.replies["/"] = redirect("/again")
    with pytest.raises(OutboundError) as raised:
        guarded_fetch("https://college.example/")
    assert raised.value.code == "refused"
    assert len(internet.attempts) == 1


class TestExemption:
    @pytest.fixture
    def listener(self):
        import http.server
        import threading

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(302 if self.path == "/away" else 200)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            yield server.server_address[1]
            server.shutdown()

    def test_one_origin_exactly(self, settings, listener):
        settings.OUTBOUND_ALLOWED_ORIGINS = frozenset([f"http://127.0.0.1:{listener}"])
        assert guarded_fetch(f"http://127.0.0.1:{listener}/x").body == b""
        for url in (
            f"http://127.0.0.1:{listener}@college.example/",
            f"http://127.0.0.1:{listener}.example/",
            f"http://localhost:{listener}/",
            f"https://127.0.0.1:{listener}/",
            f"http://me@127.0.0.1:{listener}/",
            f"http://127.0.0.1:{listener}/away",
        ):
            with pytest.raises(OutboundError) as raised:
                guarded_fetch(url)
            assert raised.value.code == "refused"

    def test_without_it_nothing(self, settings, listener):
        with pytest.raises(OutboundError):
            guarded_fetch(f"http://127.0.0.1:{listener}/x")
