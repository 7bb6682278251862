"""The provider as a process, with the people whom a test puts into it."""

import json
import re
from pathlib import Path
from typing import Any

import requests

from tests.portal_process import PortalProcess

PASSWORD = "correct horse battery staple"
CLIENT = {"id": "career-passport", "secret": "a secret with : and / and % in it"}
_SEED = """
import json, sys
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Client
from accounts.models import User
given = json.loads('''{given}''')
client = Client(id=given["client"]["id"], name="test", skip_consent=True)
client.set_secret(given["client"]["secret"])
client.set_redirect_uris([given["redirect_uri"]])
client.set_scopes(["openid", "email", "profile"])
client.set_grant_types(["authorization_code"])
client.set_response_types(["code"])
client.save()
for email, verified in given["people"]:
    name = email.split("@")[0]
    user = User.objects.create_user(email, given["password"], name=name, age_band="18")
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
"""


class IdentityProvider(PortalProcess):
    def __init__(self, data: Path) -> None:
        super().__init__(data, DJANGO_SETTINGS_MODULE="tests.identity_provider.settings")

    def prepare(self) -> None:
        """The tables of every portal are copied; it has some of its own."""
        super().prepare()
        self._succeed("migrate", "-v0")

    def seed(self, *, redirect_uri: str, people: list[tuple[str, bool]]) -> None:
        given = {
            "client": CLIENT,
            "redirect_uri": redirect_uri,
            "people": people,
            "password": PASSWORD,
        }
        done = self.manage("shell", "-c", _SEED.replace("{given}", json.dumps(given)))
        assert done.returncode == 0, done.stderr

    def sign_in(self, email: str) -> requests.Session:
        """A browser in which this person is signed in at the provider."""
        browser = requests.Session()
        browser.trust_env = False
        page = browser.get(f"{self.url}/accounts/login/", timeout=20)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]  # type: ignore[index]
        done = browser.post(
            f"{self.url}/accounts/login/",
            {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token},
            headers={"Referer": f"{self.url}/accounts/login/"},
            allow_redirects=False,
            timeout=20,
        )
        assert done.status_code == 302, done.text
        return browser


def sent_back_to(browser: requests.Session, url: str) -> str:
    """The address, with its answer, that the provider sends this browser back to."""
    answer: Any = browser.get(url, allow_redirects=False, timeout=20)
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])
