"""Requests that Django refuses while it reads them still get a sentence."""

import http.client

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.portal_process import PortalProcess

pytestmark = pytest.mark.django_db


def files(count: int) -> dict[str, list[SimpleUploadedFile]]:
    return {"files": [SimpleUploadedFile(f"{n}.json", b"{}") for n in range(count)]}


def client_with_a_form() -> Client:
    """Whose POST is read, as that of a person who has a page open."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    return client


def test_ten_thousand_files_get_a_sentence():
    client = client_with_a_form()
    response = client.post("/", files(10_000))
    assert response.status_code == 413
    page = response.content.decode()
    assert "more than 500 files" in page
    assert "choose at most 500 files" in page


def test_a_body_above_the_limit_gets_a_sentence(client, settings):
    settings.REQUEST_MAX_BYTES = 1000
    response = client.post("/", {"file": SimpleUploadedFile("a.json", b"x" * 2000)})
    assert response.status_code == 413
    assert "You sent more than" in response.content.decode()


def test_too_long_a_text_gets_a_sentence(settings):
    client = client_with_a_form()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/", {"text": "x" * 2000})
    assert response.status_code == 413


def test_too_many_fields_get_a_sentence():
    client = client_with_a_form()
    response = client.post("/", {f"f{n}": "" for n in range(1500)})
    assert response.status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "localhost:80:80", "a b"])
def test_another_host_is_refused_with_a_page(client, host):
    response = client.get("/", headers={"host": host})
    assert response.status_code == 400
    assert "We could not read this request" in response.content.decode()
    assert host not in response.content.decode()


@pytest.mark.processes
def test_the_sentence_reaches_a_real_client_through_the_real_server(tmp_path):
    portal = PortalProcess(tmp_path)
    portal.prepare()
    portal.start()
    try:
        for body, kind in ((many_files(10_000), "files"), (b"x" * 70_000_000, "bytes")):
            connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
            connection.request(
                "POST",
                "/",
                body=body,
                headers={
                    "Host": f"localhost:{portal.port}",
                    "Cookie": "csrftoken=" + "a" * 32,
                    "Content-Type": "multipart/form-data; boundary=border",
                },
            )
            response = connection.getresponse()
            assert response.status == 413, kind
            assert "You sent more than" in response.read().decode(), kind
            connection.close()
    finally:
        portal.end()


def many_files(count: int) -> bytes:
    part = (
        '--border\r\nContent-Disposition: form-data; name="files"; filename="{}.json"\r\n'
        "Content-Type: application/json\r\n\r\n{{}}\r\n"
    )
    return ("".join(part.format(n) for n in range(count)) + "--border--\r\n").encode()
