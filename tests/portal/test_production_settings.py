"""Production refuses to start half-configured, and says what to set."""

import pytest

from tests.portal.production import COMPLETE, manage


def test_check_deploy_finds_nothing(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO", **COMPLETE)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", sorted(set(COMPLETE) - {"PORTAL_ENV"}))
def test_a_missing_setting_is_named(tmp_path, name):
    rest = {key: value for key, value in COMPLETE.items() if key != name}
    done = manage(tmp_path, "check", **rest)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The portal cannot start. Set {name} to ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir()), "nothing is made up in its place"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 80),
        ("ALLOWED_HOSTS", "*"),
        ("BASE_URL", "http://passport.example"),
        ("OUTBOUND_ALLOWED_ORIGINS", "http://127.0.0.1:9000"),
        ("PORTAL_ENV", "staging"),
        ("VERIFICATION_DOCUMENTS_INDEX", "/srv/index.json"),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(tmp_path, name, value):
    done = manage(tmp_path, "check", **(COMPLETE | {name: value}))
    assert done.returncode == 1
    assert done.stderr.startswith("The portal cannot start.")
    assert name in done.stderr


def test_the_embedded_default_makes_a_secret_of_its_own(tmp_path):
    first, second = tmp_path / "one", tmp_path / "two"
    for folder in (first, second):
        assert manage(folder, "check").returncode == 0
    assert (first / "secret-key").read_text() != (second / "secret-key").read_text()
    assert (first / "secret-key").stat().st_mode & 0o077 == 0


def test_cookies_and_redirects_are_for_https(tmp_path):
    code = (
        "from django.conf import settings as s;"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT;"
        "assert s.SECURE_HSTS_SECONDS >= 31536000 and not s.DEBUG and not s.DEVELOPMENT_PAGES;"
        "assert 'KeptMail' not in s.EMAIL_BACKEND"
    )
    done = manage(tmp_path, "shell", "--no-imports", "-c", code, **COMPLETE)
    assert done.returncode == 0, done.stderr
