"""What a provider may answer, and what is refused. A real server on loopback says it."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from accounts.models import SsoIdentity, User
from accounts.oidc import SsoProblem
from accounts.oidc.discovery import checked_issuer, discover
from accounts.oidc.problems import SENTENCES
from tests.accounts.sso.conftest import DOMAIN, connect
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


def refused(trip, because, /, **answer):
    """Nobody is let in, and the page says why."""
    page = trip.come_back(**answer)
    assert page.status_code == 400
    assert page.context["code"] == because
    assert escape(str(SENTENCES[because])) in page.content.decode()
    assert "_auth_user_id" not in trip.client.session
    assert not SsoIdentity.objects.exists()
    assert not User.objects.filter(email__startswith="jo@").exists()


def test_what_is_asked_and_what_is_sent(connection, trip, provider):
    page = trip.leave()
    assert page.status_code == 200
    assert trip.url.startswith(f"{provider.issuer}/authorize?")
    assert page["Referrer-Policy"] == "no-referrer"
    assert trip.query["code_challenge_method"] == "S256"
    assert trip.query["scope"] == "openid email profile"
    assert len(trip.query["state"]) >= 43
    assert trip.come_back().url == reverse("employer_home")
    (sent,) = provider.asked
    assert sent["grant_type"] == "authorization_code"
    assert sent["redirect_uri"] == trip.query["redirect_uri"]
    # The verifier is what the challenge was made from, and never left before.
    assert sent["code_verifier"] not in trip.url
    name, secret = (
        base64.b64decode(provider.authorized[0].removeprefix("Basic ")).decode().split(":")
    )
    assert (name, unquote(secret)) == ("client", "secret")


def test_nothing_of_it_is_ours_to_log(connection, trip, caplog):
    trip.leave()
    trip.come_back(code="secret-code")
    for secret in ("secret-code", trip.query["state"], trip.query["nonce"], f"jo@{DOMAIN}"):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"iss": "http://127.0.0.1:1"}, "wrong_issuer"),
        ({"aud": "another"}, "wrong_audience"),
        ({"aud": ["another"]}, "wrong_audience"),
        ({"aud": []}, "wrong_audience"),
        ({"aud": ["client", "another"]}, "wrong_audience"),
        ({"aud": ["client", "another"], "azp": "another"}, "wrong_audience"),
        ({"azp": "another"}, "wrong_audience"),
        ({"exp": int(time.time()) - 3600}, "token_expired"),
        ({"iat": int(time.time()) + 3600}, "token_expired"),
        ({"iat": int(time.time()) - 90_000}, "token_expired"),
        ({"nbf": int(time.time()) + 3600}, "token_expired"),
        ({"exp": "tomorrow"}, "bad_token"),
        ({"exp": True}, "bad_token"),
        ({"nonce": "another"}, "wrong_nonce"),
        ({"sub": ""}, "bad_token"),
        ({"sub": 7}, "bad_token"),
        ({"sub": "x" * 256}, "bad_token"),
        ({"email": ""}, "no_email"),
        ({"email": None}, "no_email"),
        ({"email": f"@{DOMAIN}"}, "email_elsewhere"),
        ({"email": "jo@gmail.com"}, "email_elsewhere"),
        ({"email": f"jo@mail.{DOMAIN}"}, "email_elsewhere"),
        ({"email": f"jo@{DOMAIN}.evil.example"}, "email_elsewhere"),
        ({"email": f"j o@{DOMAIN}"}, "no_email"),
        ({"email": f"jo\n@{DOMAIN}"}, "no_email"),
        ({"email_verified": False}, "email_not_verified"),
        ({"email_verified": "true"}, "email_not_verified"),
        ({"email_verified": "false"}, "email_not_verified"),
        ({"email_verified": 1}, "email_not_verified"),
    ],
)
def test_claims_that_are_not_for_us(connection, trip, provider, claims, code):
    provider.claims = claims
    trip.leave()
    refused(trip, code)


@pytest.mark.parametrize("name", ["exp", "iat", "nonce", "sub", "iss", "aud"])
def test_claims_that_are_missing(connection, trip, provider, name):
    provider.without = {name}
    trip.leave()
    wrong = {"nonce": "wrong_nonce", "iss": "wrong_issuer", "aud": "wrong_audience"}
    refused(trip, wrong.get(name, "bad_token"))


def parts_of(provider):
    return provider.signed().split(".")


def encoded(what):
    return base64.urlsafe_b64encode(json.dumps(what).encode()).rstrip(b"=").decode()


def tampered(provider):
    header, claims, signature = parts_of(provider)
    content = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    return f"{header}.{encoded(content | {'email': f'boss@{DOMAIN}'})}.{signature}"


def unsigned(provider):
    _header, claims, _signature = parts_of(provider)
    return f"{encoded({'alg': 'none'})}.{claims}."


def stripped(provider):
    header, claims, _signature = parts_of(provider)
    return f"{header}.{claims}."


def by_another_key(provider):
    other = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
    mine, provider.key = provider.key, other
    token = provider.signed()
    provider.key = mine
    return token


def by_the_public_key_as_a_password(provider):
    _header, claims, _signature = parts_of(provider)
    signed = f"{encoded({'alg': 'HS256', 'kid': 'one'})}.{claims}"
    secret = provider.key.as_pem(private=False)
    digest = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def with_a_key_of_its_own(provider):
    other = ECKey.generate_key("P-256")
    claims = json.loads(base64.urlsafe_b64decode(parts_of(provider)[1] + "=="))
    header = {"alg": "ES256", "jwk": other.as_dict(private=False)}
    return jwt.encode(header, claims, other, algorithms=["ES256"])


def with_a_critical_extension(provider):
    provider.header = provider.header | {"crit": ["exp"], "exp": 1}
    try:
        return provider.signed()
    except Exception:
        header = provider.header
        provider.header = {"alg": "RS256", "kid": "one"}
        _header, claims, signature = parts_of(provider)
        return f"{encoded(header)}.{claims}.{signature}"


@pytest.mark.parametrize(
    "made",
    [
        tampered,
        unsigned,
        stripped,
        by_another_key,
        by_the_public_key_as_a_password,
        with_a_key_of_its_own,
        with_a_critical_extension,
        lambda provider: "not.a.token",
        lambda provider: "",
        lambda provider: "x" * 30_000,
        lambda provider: provider.signed() + "x",
        lambda provider: f"{'a.' * 5000}",
    ],
)
def test_tokens_that_are_not_the_providers(connection, trip, provider, made):
    trip.leave()
    provider.token = made(provider) or "."
    refused(trip, "bad_token")


@pytest.mark.parametrize(
    "published",
    [
        [],
        [{"kty": "oct", "kid": "one", "k": "c2VjcmV0"}],
        [{"kty": "RSA", "kid": "one"}],
        ["nonsense"],
        [{"kty": "RSA"}] * 100,
    ],
)
def test_keys_that_are_none(connection, trip, provider, published):
    provider.published = published
    trip.leave()
    refused(trip, "bad_token")


def test_another_key_type_of_the_provider_is_good(connection, trip, provider):
    provider.key = ECKey.generate_key("P-256", {"kid": "two"}, auto_kid=False)
    provider.header = {"alg": "ES256", "kid": "two"}
    trip.leave()
    assert trip.come_back().url == reverse("employer_home")


# On the way back


def test_a_state_that_we_did_not_give(connection, trip):
    trip.leave()
    refused(trip, "flow_lost", state="another")
    # It was used up by the attempt.
    refused(trip, "flow_lost")


def test_a_sign_in_that_another_browser_began(connection, trip, client_of):
    trip.leave()
    mine, trip.client = trip.client, client_of()
    refused(trip, "flow_lost")
    trip.client = mine
    assert trip.come_back().url == reverse("employer_home")


def test_an_answer_is_good_once(connection, trip, client_of):
    trip.leave()
    first = trip.come_back()
    assert first.url == reverse("employer_home")
    assert trip.come_back().context["code"] == "flow_lost"


def test_a_sign_in_that_took_too_long(connection, trip, time_machine):
    trip.leave()
    time_machine.move_to(timezone.now() + timedelta(minutes=11))
    refused(trip, "flow_lost")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"error": "access_denied"}, "denied"),
        ({"code": ""}, "denied"),
        ({"code": "x" * 5000}, "denied"),
        ({"iss": "http://127.0.0.1:1"}, "wrong_issuer"),
    ],
)
def test_answers_of_the_browser(connection, trip, answer, code):
    trip.leave()
    refused(trip, code, **answer)


def test_a_provider_that_names_itself_must(connection, trip, provider):
    provider.description = {"authorization_response_iss_parameter_supported": True}
    trip.leave()
    refused(trip, "wrong_issuer")
    trip.leave()
    assert trip.come_back(iss=provider.issuer).url == reverse("employer_home")


def test_a_code_that_the_provider_does_not_take(connection, trip, provider):
    provider.token_status = 400
    trip.leave()
    refused(trip, "client_refused")


def test_a_machine_that_looks_at_the_address_uses_nothing_up(connection, trip):
    trip.leave()
    for _time in range(5):
        assert trip.client.head(trip.callback, {"code": "x", "state": "y"}).content == b""
    assert trip.come_back().url == reverse("employer_home")


# The email address from the second answer


def test_the_address_may_come_from_userinfo(connection, trip, provider):
    provider.without = {"email", "email_verified"}
    provider.userinfo = {"sub": "person-1", "email": f"jo@{DOMAIN}", "email_verified": True}
    trip.leave()
    assert trip.come_back().url == reverse("employer_home")
    assert provider.authorized[-1] == "Bearer opaque"


@pytest.mark.parametrize(
    ("userinfo", "code"),
    [
        ({"sub": "person-2", "email": f"jo@{DOMAIN}", "email_verified": True}, "wrong_subject"),
        ({"email": f"jo@{DOMAIN}", "email_verified": True}, "wrong_subject"),
        ({"sub": "person-1", "email": f"jo@{DOMAIN}"}, "email_not_verified"),
        ({"sub": "person-1"}, "no_email"),
    ],
)
def test_a_second_answer_about_somebody_else(connection, trip, provider, userinfo, code):
    provider.without = {"email", "email_verified"}
    provider.userinfo = userinfo
    trip.leave()
    refused(trip, code)


# What the provider says about itself


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ({"issuer": "http://127.0.0.1:1"}, "issuer_differs"),
        ({"issuer": None}, "issuer_differs"),
        ({"token_endpoint": "http://10.0.0.1/token"}, "bad_discovery"),
        ({"token_endpoint": "file:///etc/passwd"}, "bad_discovery"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "bad_discovery"),
        ({"jwks_uri": "https://127.0.0.1/keys"}, "bad_discovery"),
        ({"jwks_uri": 7}, "bad_discovery"),
        ({"userinfo_endpoint": "http://169.254.169.254/"}, "bad_discovery"),
        ({"response_types_supported": ["id_token"]}, "no_code_flow"),
        ({"token_endpoint_auth_methods_supported": ["private_key_jwt"]}, "bad_discovery"),
    ],
)
def test_descriptions_that_we_do_not_follow(connection, trip, provider, description, code):
    provider.description = description
    page = trip.leave()
    assert page.status_code == 400
    assert page.context["code"] == code
    assert "sso_flow" not in trip.client.session


@pytest.mark.parametrize(
    "issuer",
    [
        "http://login.acme.example",
        "https://127.0.0.1",
        "https://localhost",
        "https://login.acme.example:8443",
        "https://me@login.acme.example",
        "https://login.acme.example/?x=1",
        "https://login.acme.example/#x",
        "ftp://login.acme.example",
        "login.acme.example",
        "https://login.acme.example/" + "x" * 500,
    ],
)
def test_issuers_that_we_do_not_ask(issuer):
    with pytest.raises(SsoProblem) as refusal:
        checked_issuer(issuer)
    assert refusal.value.code == "issuer_refused"


def test_a_provider_inside_our_own_network_is_not_asked(internet):
    internet.addresses["login.example"] = ["10.0.0.7"]
    with pytest.raises(SsoProblem):
        discover("https://login.example")
    assert not internet.requests


def test_a_provider_that_is_down(owner, trip, settings):
    settings.OUTBOUND_ALLOWED_ORIGINS = frozenset({"http://127.0.0.1:9"})
    connect(owner, "http://127.0.0.1:9")
    page = trip.leave()
    assert page.context["code"] == "provider_unreachable"


# From one provider to another's (RFC 9700, section 4.4)


def test_an_answer_is_taken_where_its_own_organization_gets_it(connection, trip, provider):
    """A provider that sends people on to another organization's, with the other's client: the
    answer comes back at the other's address, and its code is sent to nobody."""
    other = connect(MembershipFactory(), provider.issuer)
    trip.leave()
    elsewhere = reverse("sso_callback", args=[other.organization_id])
    assert elsewhere != trip.callback
    asked = len(provider.asked)
    page = trip.client.get(elsewhere, {"code": "code", "state": trip.query["state"]})
    assert page.context["code"] == "flow_lost"
    assert len(provider.asked) == asked
    # The attempt used it up.
    assert trip.come_back().context["code"] == "flow_lost"


@pytest.mark.parametrize("name", ["exp", "iat"])
def test_times_that_are_no_times(connection, trip, provider, name):
    provider.claims = {name: float("nan")}
    trip.leave()
    refused(trip, "bad_token")


def test_an_address_of_which_nothing_is_said_is_not_verified(connection, trip, provider):
    provider.without = {"email_verified"}
    trip.leave()
    refused(trip, "email_not_verified")
