"""`manage.py verify` and `manage.py canonicalize`, as verification.md has them."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from passports.standards.command_line import main
from tests.standards.making import (
    WEB_DOCUMENT_URL,
    WEB_ISSUER,
    badge,
    plain,
    signed,
    token,
    web_document,
)

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = [
    "file",
    "format",
    "verdict",
    "checks",
    "issuer",
    "name",
    "valid_from",
    "valid_until",
]
NAMES = [
    "structure",
    "proof",
    "issuer_key",
    "validity",
    "status",
    "schema",
    "recipient",
    "issuer_recognized",
]


def run(*words: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main([str(word) for word in words], out=out, err=err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: dict[str, Any] = {
        "good.json": signed(badge()),
        "bad.json": {**signed(badge()), "name": "Other"},
        "web.json": signed(badge(WEB_ISSUER), key_id=f"{WEB_ISSUER}#key-1"),
        "index.json": {WEB_DOCUMENT_URL: "did.json"},
        "did.json": web_document(),
        "ends.json": signed(badge(validUntil="2025-01-01T00:00:00Z")),
    }
    for name, value in files.items():
        (tmp_path / name).write_text(json.dumps(value))
    (tmp_path / "good.jwt").write_text(token(plain()))
    (tmp_path / "noise.bin").write_bytes(bytes(range(128, 256)))
    lines = [json.dumps(signed(badge())), "", token(badge()), "{", json.dumps(plain())]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_one_object_a_document(folder: Path) -> None:
    code, out, _ = run("verify", folder / "good.json", "--at", "2026-05-01", "--json")
    found = json.loads(out)
    assert code == 0
    assert list(found) == MEMBERS
    assert [item["name"] for item in found["checks"]] == NAMES
    assert set(found["checks"][0]) == {"name", "outcome", "code", "detail"}
    assert (found["format"], found["verdict"]) == ("open_badges_3", "verified")
    assert (found["name"], found["valid_from"]) == ("Welding certificate", "2024-05-01T00:00:00Z")
    assert found["valid_until"] is None


def test_exit_codes(folder: Path) -> None:
    good, bad = folder / "good.json", folder / "bad.json"
    assert run("verify", good, folder / "good.jwt")[0] == 0
    assert run("verify", good, bad)[0] == 1
    assert run("verify", folder / "noise.bin")[0] == 1
    code, out, err = run("verify", folder / "missing.json", good, bad)
    assert code == 2
    assert "missing.json" in err
    assert "good.json: verified" in out


def test_documents_answer_every_fetch(folder: Path) -> None:
    assert run("verify", folder / "web.json")[0] == 1
    code, out, _ = run("verify", folder / "web.json", "--documents", folder / "index.json")
    assert (code, "verified" in out) == (0, True)
    assert run("verify", folder / "web.json", "--documents", folder / "none.json")[0] == 2
    assert run("verify", folder / "web.json", "--documents", folder / "noise.bin")[0] == 2


@pytest.mark.parametrize(
    ("at", "code"), [("2024-12-31", 0), ("2025-01-02T00:00:00Z", 1), ("soon", 2)]
)
def test_at_an_earlier_date(folder: Path, at: str, code: int) -> None:
    assert run("verify", folder / "ends.json", "--at", at)[0] == code


def test_lines(folder: Path) -> None:
    code, out, _ = run("verify", folder / "many.jsonl", "--json")
    verdicts = [json.loads(line)["verdict"] for line in out.splitlines()]
    assert verdicts == ["verified", "verified", "not_a_credential", "not_verified"]
    assert code == 1


def test_sentences(folder: Path) -> None:
    _, out, _ = run("verify", folder / "bad.json")
    lines = out.splitlines()
    assert lines[0].endswith("bad.json: not verified")
    assert len(lines) == 1 + len(NAMES)
    assert "proof: failed. The signature does not fit" in out


def test_a_document_does_not_drive_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(json.dumps({**plain(), "id": "\x1b[31mred"}))
    assert "\x1b" not in run("verify", file)[1]


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.json")
    file.write_text(json.dumps(signed(badge())))
    for words in (["--json"], []):
        code, out, _ = run("verify", file, *words)
        assert code == 0
        assert out.encode("utf-8")


def test_canonicalize(tmp_path: Path, folder: Path) -> None:
    code, out, _ = run("canonicalize", folder / "good.json")
    assert code == 0
    assert out.splitlines() == sorted(out.splitlines())
    file = tmp_path / "copy.nq"
    file.write_text(out)
    assert run("canonicalize", file) == (0, out, "")
    assert run("canonicalize", folder / "good.json", "--hash", "sha384")[0] == 0


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", json.dumps({**plain(), "unknown": 1}), "undefined_term"),
        ("a.json", "{", "not_json"),
        ("a.nq", "this is not a quad", "bad_nquads"),
    ],
)
def test_canonicalize_refuses(tmp_path: Path, name: str, content: str, reason: str) -> None:
    file = tmp_path / name
    file.write_text(content)
    code, out, err = run("canonicalize", file)
    assert (code, out) == (3, "")
    assert err.startswith(reason)


def test_canonicalize_what_is_not_there(tmp_path: Path) -> None:
    assert run("canonicalize", tmp_path / "none.json")[0] == 2


def test_manage_py_needs_no_database_and_no_settings(folder: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "no.such.settings",
    }
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "verify", folder / "good.json", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["verdict"] == "verified"


def test_a_did_document_of_any_method_comes_from_the_index(folder: Path) -> None:
    issuer = "did:example:college"
    secured = signed(badge(issuer), key_id=f"{issuer}#key-1")
    document = json.loads(json.dumps(web_document()).replace(WEB_ISSUER, issuer))
    (folder / "example.json").write_text(json.dumps(document))
    (folder / "dids.json").write_text(json.dumps({issuer: "example.json"}))
    (folder / "secured.json").write_text(json.dumps(secured))
    code, out, _ = run("verify", folder / "secured.json", "--documents", folder / "dids.json")
    assert (code, "verified" in out) == (0, True)
    (folder / "dids.json").write_text(json.dumps({"did:example:other": "example.json"}))
    code, _, _ = run("verify", folder / "secured.json", "--documents", folder / "dids.json")
    assert code == 1
