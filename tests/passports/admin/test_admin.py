"""What administrators see and do: read credentials, judge issuers, keep registries."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from passports.actions import archiving
from passports.models import (
    OrganizationIdentifier,
    PastRecognition,
    RecognizedIssuer,
    TrustRegistry,
)
from passports.standards.types import Fetched
from portal.kernel.models import AuditRow, WorkRow
from tests.factories.accounts import OrganizationFactory
from tests.factories.passports import (
    CredentialFactory,
    ImportItemFactory,
    IssuerFactory,
    RecognizedIssuerFactory,
    TrustRegistryFactory,
)

READ_ONLY = (
    "credential",
    "verificationreport",
    "document",
    "importrun",
    "importitem",
    "issuer",
    "archiveddocument",
    "pastrecognition",
)
EDITED = ("trustregistry", "recognizedissuer", "organizationidentifier")


@pytest.fixture
def rows(db):
    """One row of each model that has a list."""
    credential = CredentialFactory()
    item = ImportItemFactory(credential=credential, state="done")
    line = RecognizedIssuerFactory(identifier=credential.issuer.identifier)
    return {
        "credential": credential,
        "verificationreport": credential.latest_report,
        "document": credential.document,
        "importrun": item.run,
        "importitem": item,
        "issuer": credential.issuer,
        "trustregistry": line.registry,
        "recognizedissuer": line,
        "archiveddocument": archiving.archive(
            Fetched("https://a.example/did.json", b'{"id": "x"}', "", timezone.now())
        ),
        "pastrecognition": PastRecognition.objects.create(
            registry=line.registry,
            identifier="did:web:gone.example",
            listed_at=timezone.now(),
            ended_at=timezone.now(),
        ),
        "organizationidentifier": OrganizationIdentifier.objects.create(
            organization=OrganizationFactory(), identifier="did:web:hospital.example"
        ),
    }


def list_url(name):
    return reverse(f"admin:passports_{name}_changelist")


def page_url(name, row, page="change"):
    return reverse(f"admin:passports_{name}_{page}", args=[row.pk])


@pytest.mark.parametrize("name", READ_ONLY + EDITED)
def test_every_list_and_page_opens_and_can_be_searched(admin_client, rows, name):
    assert admin_client.get(list_url(name)).status_code == 200
    for term in ("welding", "é", str(rows[name].pk), "<script>"):
        assert admin_client.get(list_url(name), {"q": term}).status_code == 200
    assert admin_client.get(page_url(name, rows[name])).status_code == 200


@pytest.mark.parametrize(
    "name", ["credential", "verificationreport", "document", "importrun", "importitem", "issuer"]
)
def test_lists_ask_as_much_for_many_rows_as_for_one(admin_client, rows, name):
    admin_client.get(list_url(name))
    with CaptureQueriesContext(connection) as one:
        admin_client.get(list_url(name))
    for _each in range(8):
        ImportItemFactory(credential=CredentialFactory(), state="done")
    with CaptureQueriesContext(connection) as many:
        admin_client.get(list_url(name))
    assert len(many) == len(one)


@pytest.mark.parametrize("name", READ_ONLY)
def test_nothing_is_edited_by_hand(admin_client, rows, name):
    add = reverse(f"admin:passports_{name}_add")
    assert admin_client.get(add).status_code == 403
    assert admin_client.post(page_url(name, rows[name]), {"verdict": "verified"}).status_code == 403
    assert admin_client.post(page_url(name, rows[name], "delete")).status_code == 403


@pytest.mark.parametrize("name", READ_ONLY + EDITED)
def test_staff_without_the_permission_sees_nothing(staff_client, rows, name):
    assert staff_client.get(list_url(name)).status_code == 403
    assert staff_client.get(page_url(name, rows[name])).status_code == 403


def test_a_search_finds_by_title_id_and_issuer(admin_client, rows):
    CredentialFactory(title="Other", search_text="other")
    credential = rows["credential"]
    for term in (credential.title, str(credential.id), credential.issuer.identifier):
        page = admin_client.get(list_url("credential"), {"q": term}).content.decode()
        assert credential.title in page
        assert ">Other<" not in page


def test_reading_a_document_is_recorded(admin_client, rows):
    document = rows["document"]
    page = admin_client.get(page_url("document", document)).content.decode()
    assert "&quot;number&quot;" in page
    row = AuditRow.objects.get(deed="document_read")
    assert row.object_id == document.id
    assert row.actor_id == admin_client.user.audit_id


class TestIssuers:
    def do(self, client, issuer, deed, **data):
        url = reverse("admin:passports_issuer_deed", args=[issuer.pk, deed])
        return client.post(url, data)

    def test_suspending_needs_a_reason(self, admin_client, rows):
        issuer = rows["issuer"]
        self.do(admin_client, issuer, "suspend")
        issuer.refresh_from_db()
        assert issuer.suspended_at is None
        self.do(admin_client, issuer, "suspend", reason="The school has closed.")
        issuer.refresh_from_db()
        assert issuer.suspension_reason == "The school has closed."
        assert WorkRow.objects.filter(subject_id=rows["credential"].id).exists()
        self.do(admin_client, issuer, "reinstate")
        issuer.refresh_from_db()
        assert issuer.suspended_at is None

    def test_without_the_permission_nothing_is_done(self, staff_client, rows):
        response = self.do(staff_client, rows["issuer"], "suspend", reason="I say so.")
        assert response.status_code == 403
        rows["issuer"].refresh_from_db()
        assert rows["issuer"].suspended_at is None

    def test_a_link_does_nothing(self, admin_client, rows):
        url = reverse("admin:passports_issuer_deed", args=[rows["issuer"].pk, "suspend"])
        assert admin_client.get(url).status_code == 405

    @pytest.mark.parametrize("filters", ["recognized=yes", "recognized=no", "suspended=yes"])
    def test_filters(self, admin_client, rows, filters):
        assert admin_client.get(f"{list_url('issuer')}?{filters}").status_code == 200


class TestRegistries:
    def url(self, registry, name="import"):
        return reverse(f"admin:passports_trustregistry_{name}", args=[registry.pk])

    def send(self, client, registry, text, **data):
        file = SimpleUploadedFile("list.csv", text if isinstance(text, bytes) else text.encode())
        return client.post(self.url(registry), {"file": file, **data})

    def confirm(self, client, registry, preview, **data):
        return client.post(
            self.url(registry), {"text": preview.context["text"], "confirm": "1", **data}
        )

    def test_a_file_is_shown_first_and_stored_when_confirmed(self, admin_client, db):
        registry = TrustRegistryFactory()
        credential = CredentialFactory(issuer=IssuerFactory(identifier="did:web:a.example"))
        text = (
            "identifier;name;since\ndid:web:a.example;A;2021-09-01\nhttps://b.example/issuer;B;\n"
        )
        preview = self.send(admin_client, registry, text)
        assert "2 issuers are new." in preview.content.decode()
        assert not RecognizedIssuer.objects.exists()
        assert self.confirm(admin_client, registry, preview).status_code == 302
        assert [line.name for line in registry.issuers.order_by("name")] == ["A", "B"]
        assert WorkRow.objects.get().subject_id == credential.id
        assert AuditRow.objects.get(deed="registry_imported").codes["added"] == 2

    def test_errors_are_told_by_row_and_nothing_is_stored(self, admin_client, db):
        registry = TrustRegistryFactory()
        text = (
            "identifier,name,since\ndid:web:a.example,A,\nhttp://b.example,B,\n"
            "did:web:a.example,A,\ndid:web:c.example,C,yesterday\n,D,\n"
        )
        preview = self.send(admin_client, registry, text)
        page = preview.content.decode()
        assert "Line 3: “http://b.example” is neither a DID nor an https address." in page
        assert "Line 4: This issuer is in the file twice." in page
        assert "Line 5: Write the date as year-month-day" in page
        assert "Line 6:" in page
        self.confirm(admin_client, registry, preview)
        self.send(admin_client, registry, text, confirm="1")
        assert not RecognizedIssuer.objects.exists()

    def test_names_change_and_missing_ones_go_only_when_asked(self, admin_client, db):
        registry = TrustRegistryFactory()
        for letter in "abc":
            RecognizedIssuerFactory(
                registry=registry, identifier=f"did:web:{letter}.example", name=letter
            )
        text = "identifier,name\ndid:web:a.example,New name\ndid:web:b.example,b\n"
        preview = self.send(admin_client, registry, text)
        assert "1 issuer changes." in preview.content.decode()
        self.confirm(admin_client, registry, preview)
        assert registry.issuers.count() == 3
        assert registry.issuers.get(identifier="did:web:a.example").name == "New name"
        preview = self.send(admin_client, registry, text, only_these="on")
        assert "1 issuer is removed." in preview.content.decode()
        self.confirm(admin_client, registry, preview, only_these="on")
        assert registry.issuers.count() == 2

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"\x00\x01\x02", "This is not a CSV file."),
            (b"name\nA\n", "Missing: identifier."),
            (b'identifier\n"a', "check its quotation marks"),
        ],
    )
    def test_a_file_that_cannot_be_read_gets_a_sentence(self, admin_client, db, data, sentence):
        response = self.send(admin_client, TrustRegistryFactory(), data)
        assert sentence in response.content.decode()

    def test_no_file(self, admin_client, db):
        response = admin_client.post(self.url(TrustRegistryFactory()))
        assert "Choose a CSV file." in response.content.decode()

    def test_an_export_can_be_imported_and_is_no_formula(self, admin_client, db):
        registry = TrustRegistryFactory()
        RecognizedIssuerFactory(
            registry=registry, identifier="did:web:a.example", name="=1+1", since="2021-09-01"
        )
        exported = admin_client.get(self.url(registry, "export"))
        assert b"'=1+1" in exported.content
        preview = self.send(admin_client, registry, exported.content)
        assert "1 issuer stays as it is." in preview.content.decode()

    def test_without_the_permission_nothing_is_shown_or_stored(self, staff_client, db):
        registry = TrustRegistryFactory()
        assert staff_client.get(self.url(registry)).status_code == 403
        assert staff_client.get(self.url(registry, "export")).status_code == 403
        assert self.send(staff_client, registry, "identifier\ndid:web:a.b\n").status_code == 403

    def test_switching_a_registry_off_verifies_again(self, admin_client, db):
        credential = CredentialFactory()
        line = RecognizedIssuerFactory(identifier=credential.issuer.identifier)
        url = page_url("trustregistry", line.registry)
        admin_client.post(url, {"name": line.registry.name, "kind": "issuers", "source_url": ""})
        assert not TrustRegistry.objects.get().active
        assert WorkRow.objects.get().subject_id == credential.id

    def test_a_line_is_added_and_deleted_with_a_trail(self, admin_client, db):
        registry = TrustRegistryFactory()
        add = reverse("admin:passports_recognizedissuer_add")
        data = {"registry": str(registry.pk), "identifier": "ftp://x", "name": "X", "since": ""}
        assert b"Enter a DID or an https address." in admin_client.post(add, data).content
        admin_client.post(add, data | {"identifier": "did:web:x.example"})
        line = RecognizedIssuer.objects.get()
        admin_client.post(page_url("recognizedissuer", line, "delete"), {"post": "yes"})
        assert not RecognizedIssuer.objects.exists()
        deeds = AuditRow.objects.filter(object_id=line.id).order_by("created_at")
        assert [row.deed for row in deeds] == ["recognition_added", "recognition_deleted"]
