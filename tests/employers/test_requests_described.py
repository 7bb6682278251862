"""The description of the hiring systems' API says what it does: each status that it names is
produced here, with the media type and the schema that it names, and nothing else is answered."""

import json
from uuid import uuid4

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership
from employers.models import RemovedAnswer, RequestedClaim, VerificationRequest
from tests.employers.test_requests_api import ASKED, BASE, System, answered

pytestmark = pytest.mark.django_db(transaction=True)
assert answered


@pytest.fixture(scope="module")
def described():
    return Client().get("/api/openapi.json").json()


def operations(described):
    return {
        (method, path.removeprefix(BASE)): operation
        for path, methods in described["paths"].items()
        if path.startswith(BASE)
        for method, operation in methods.items()
    }


OPERATIONS = {
    ("get", ""): {200, 400, 401, 403, 429},
    ("post", ""): {201, 400, 401, 403, 404, 409, 413, 415, 429},
    ("get", "/{request_id}"): {200, 401, 403, 404, 410, 429},
    ("get", "/{request_id}/signed"): {200, 401, 403, 404, 409, 410, 429},
    ("get", "/{request_id}/pdf"): {200, 400, 401, 403, 404, 409, 410, 429},
    ("post", "/{request_id}/withdraw"): {200, 401, 403, 404, 409, 410, 413, 415, 429},
}
CASES = sorted((method, path, s) for (method, path), all_ in OPERATIONS.items() for s in all_)


def test_the_description_names_these_and_no_others(described):
    found = {
        key: {int(status) for status in operation["responses"]}
        for key, operation in operations(described).items()
    }
    assert found == OPERATIONS


def test_no_object_in_it_is_open(described):
    """An object that allows any field would make the rest of this file prove nothing."""
    open_ones = []

    def walk(schema, path):
        if isinstance(schema, list):
            for each in schema:
                walk(each, path)
        if not isinstance(schema, dict):
            return
        if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
            open_ones.append(path)
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            if name not in seen:
                seen.add(name)
                walk(described["components"]["schemas"][name], name)
        for key, value in schema.items():
            walk(value, f"{path}.{key}")

    seen = set()
    for operation in operations(described).values():
        for response in operation["responses"].values():
            for content in response["content"].values():
                assert content["schema"]
                walk(content["schema"], "response")
    assert "AnsweredBody" in seen
    assert not open_ones


def check_body(described, operation, answer):
    """The media type, the schema and the headers that the description gives for this status."""
    response = operation["responses"][str(answer.status_code)]
    media_type = answer["Content-Type"].split(";")[0]
    schema = response["content"][media_type]["schema"]
    for name, header in response.get("headers", {}).items():
        if header.get("required"):
            assert int(answer[name]) >= 1
    if "Retry-After" in answer:
        assert "Retry-After" in response["headers"]
    if media_type.endswith("json"):
        whole = {**schema, "components": described["components"]}
        jsonschema_rs.Draft202012Validator(whole).validate(json.loads(answer.content))
    return media_type


class World:
    def __init__(self, scene, settings):
        self.scene, self.settings = scene, settings
        self.system = System(scene.organization)
        self.id = str(scene.request.pk)
        self.body = dict(ASKED)

    def send(self, method, path, *, text=None, content_type="application/json", **query):
        text = text or self.system.text
        headers = {"authorization": f"Bearer {text}"}
        url = BASE + path.format(request_id=self.id)
        if method == "get":
            return Client().get(url, query, headers=headers)
        return Client().post(url, json.dumps(self.body), content_type=content_type, headers=headers)


def produce(world, method, path, status):
    """The answer with this status, as a caller would come by it."""
    settings = world.settings
    more = {}
    if status == 400 and method == "get":
        more = {"state": "nonsense", "paper": "napkin"}
    elif status == 400:
        world.body["items"] = [{"kind": "magic", "description": "x"}]
    elif status == 401:
        more = {"text": "cp_no_such_token"}
    elif status == 403:
        more = {"text": System(world.scene.organization, ("verify",)).text}
    elif status == 404 and path == "":
        world.body = {"share": str(uuid4()), "claims": [str(uuid4())], "purpose": "P"}
    elif status == 404:
        world.id = str(uuid4())
    elif status == 409 and path == "":
        world.send("post", "")
    elif status == 409 and path.endswith(("signed", "pdf")):
        world.id = world.send("post", "").json()["id"]
    elif status == 410:
        world.id = str(uuid4())
        RemovedAnswer.objects.create(
            organization=world.scene.organization,
            request_id=world.id,
            claims=1,
            removed_at=timezone.now(),
        )
    elif status == 413:
        settings.API_REQUEST_BYTES = 1
    elif status == 415:
        more = {"content_type": "text/plain"}
    elif status == 429:
        settings.API_REQUESTS_PER_MINUTE = 0
    elif status == 200 and path.endswith("withdraw"):
        world.id = world.send("post", "").json()["id"]
    return world.send(method, path, **more)


@pytest.mark.parametrize(("method", "path", "status"), CASES)
def test_each_status_is_produced_as_described(answered, settings, described, method, path, status):
    world = World(answered, settings)
    answer = produce(world, method, path, status)
    assert answer.status_code == status, answer.content
    media_type = check_body(described, operations(described)[method, path], answer)
    if status == 400 or status < 300:
        assert media_type != "application/problem+json"
    else:
        assert media_type == "application/problem+json"
        body = answer.json()
        assert body["status"] == status
        assert body["title"]
    if status == 429:
        assert int(answer["Retry-After"]) == 60


def test_a_wrong_answer_would_be_found(answered, settings, described):
    world = World(answered, settings)
    operation = operations(described)["get", "/{request_id}"]
    good = world.send("get", "/{request_id}")
    for spoil in (
        lambda body: body.update(secret="x"),
        lambda body: body.pop("purpose"),
        lambda body: body["claims"][0].update(pay="1"),
        lambda body: body.update(state="draft"),
    ):
        body = json.loads(good.content)
        spoil(body)
        answer = type(good)(json.dumps(body), content_type="application/json")
        with pytest.raises(jsonschema_rs.ValidationError):
            check_body(described, operation, answer)


def test_every_shape_of_an_answer_is_described(answered, settings, described):
    """What the plain case has not: a difference, an attester's word, documents, a correction."""
    row = RequestedClaim.objects.filter(request=answered.request).first()
    evidence = dict(row.basis["evidence"][0], says={"start": "2019"}, attestation="low")
    evidence["fields"] = {"title": "same"}
    RequestedClaim.objects.filter(pk=row.pk).update(
        answer="differs",
        layer="attester",
        basis=row.basis
        | {
            "evidence": [evidence],
            "attester": {"organization": "A", "role": "B", "standing": "free_mail", "level": "low"},
            "documents": [{"id": "1"}],
            "reason": "attester_silent",
        },
    )
    row.corrections.create(was="confirmed", became="differs")
    answer = World(answered, settings).send("get", "/{request_id}")
    [claim, _other] = answer.json()["claims"]
    assert claim["certainty"] == "low"
    assert claim["corrections"]
    assert claim["attester"]["level"] == "low"
    assert claim["documents"] == 1
    check_body(described, operations(described)["get", "/{request_id}"], answer)


def test_who_made_the_token_has_left(answered, settings, described):
    world = World(answered, settings)
    Membership.objects.filter(pk=world.system.owner.pk).delete()
    answer = world.send("post", "")
    # Not 403: a token of somebody who has left is none any more.
    assert answer.status_code == 401
    check_body(described, operations(described)["post", ""], answer)
    assert VerificationRequest.objects.count() == 1
