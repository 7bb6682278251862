"""`manage.py issue`, `bake` and `unbake`, from file to file."""

import io
import json
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.conf import settings

from passports.standards import P256SigningKey
from passports.standards.encodings import encode_base64url
from passports.standards.issuing_command_line import DONE, REFUSED, UNREADABLE, main
from passports.standards.types import Verdict
from tests.standards.making import Documents, check, plain

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plain.json").write_text(json.dumps(plain()))
    (tmp_path / "image.svg").write_text(SVG)
    unsigned = plain()
    for name in ("issuer", "validFrom"):
        del unsigned[name]
    (tmp_path / "unsigned.json").write_text(json.dumps(unsigned))
    return tmp_path


def run(*words):
    out, err = io.StringIO(), io.StringIO()
    code = main([str(word) for word in words], out=out, err=err)
    return code, out.getvalue(), err.getvalue()


def test_what_is_missing_is_added_and_it_verifies(folder):
    key = folder / "key.json"
    code, out, err = run("issue", folder / "unsigned.json", "--key", key, "--new-key")
    assert (code, err) == (DONE, "")
    signed = json.loads(out)
    assert signed["issuer"].startswith("did:key:z6Mk")
    assert check(signed, Documents(), now=datetime.now(UTC)).verdict is Verdict.VERIFIED
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again, _out, err = run("issue", folder / "unsigned.json", "--key", key, "--new-key")
    assert again == UNREADABLE
    assert "exists" in err


@pytest.mark.parametrize("proof", ["ecdsa-rdfc-2019", "ecdsa-jcs-2019", "vc+jwt"])
def test_a_p256_key_signs_too(folder, proof):
    key = P256SigningKey.generate()
    private = {**key.jwk, "d": encode_base64url(key.seed())}
    (folder / "key.json").write_text(json.dumps(private))
    code, out, err = run(
        "issue", folder / "unsigned.json", "--key", folder / "key.json", "--proof", proof
    )
    assert (code, err) == (DONE, "")
    assert check(out.strip(), Documents(), now=datetime.now(UTC)).verdict is Verdict.VERIFIED
    refused, _out, err = run(
        "issue", folder / "unsigned.json", "--key", folder / "key.json", "--proof",
        "eddsa-rdfc-2022",
    )  # fmt: skip
    assert refused == REFUSED
    assert "eddsa-rdfc-2022" in err


def test_what_would_not_verify_is_refused(folder):
    (folder / "bad.json").write_text(json.dumps(plain(undefinedTerm="x")))
    code, out, err = run("issue", folder / "bad.json", "--key", folder / "k.json", "--new-key")
    assert (code, out) == (REFUSED, "")
    assert "undefined_term" in err


@pytest.mark.parametrize(
    "content", ["", "[]", '{"kty": "RSA"}', '{"kty": "OKP", "crv": "Ed25519", "d": "AA"}']
)
def test_a_bad_key_file_is_named(folder, content):
    (folder / "key.json").write_text(content)
    code, _out, err = run("issue", folder / "unsigned.json", "--key", folder / "key.json")
    assert code == UNREADABLE
    assert "key.json" in err


def test_an_image_gives_back_what_was_baked_into_it(folder):
    _code, signed, _err = run("issue", folder / "unsigned.json", "--key", folder / "k", "--new-key")
    (folder / "signed.json").write_text(signed)
    baked = folder / "baked.svg"
    assert run("bake", folder / "image.svg", folder / "signed.json", baked)[0] == DONE
    code, out, _err = run("unbake", baked)
    assert code == DONE
    assert json.loads(out) == json.loads(signed)
    assert run("unbake", folder / "image.svg")[0] == REFUSED
    assert run("bake", folder / "plain.json", folder / "signed.json", baked)[0] == REFUSED
    assert run("bake", folder / "image.svg", folder / "image.svg", baked)[0] == REFUSED
    assert run("unbake", folder / "nothing.png")[0] == UNREADABLE


def test_it_runs_without_a_database(folder):
    ran = subprocess.run(
        [sys.executable, "manage.py", "issue", str(folder / "unsigned.json"),
         "--key", str(folder / "key.json"), "--new-key"],
        cwd=settings.BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )  # fmt: skip
    assert json.loads(ran.stdout)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
