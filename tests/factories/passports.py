"""Documents, credentials, issuers, registries and imports for tests."""

import hashlib

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from passports.models import (
    Credential,
    Document,
    ImportItem,
    ImportRun,
    Issuer,
    Proposal,
    RecognizedIssuer,
    TrustRegistry,
    VerdictChoice,
    VerificationReport,
)
from tests.factories.accounts import UserFactory


class IssuerFactory(DjangoModelFactory):
    class Meta:
        model = Issuer

    identifier = factory.Sequence(lambda n: f"did:web:college{n}.example")
    name = factory.Sequence(lambda n: f"College {n}")


class TrustRegistryFactory(DjangoModelFactory):
    class Meta:
        model = TrustRegistry

    name = factory.Sequence(lambda n: f"Registry {n}")


class RecognizedIssuerFactory(DjangoModelFactory):
    class Meta:
        model = RecognizedIssuer

    registry = factory.SubFactory(TrustRegistryFactory)
    identifier = factory.Sequence(lambda n: f"did:web:college{n}.example")


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    holder = factory.SubFactory(UserFactory)
    content = factory.Sequence(lambda n: f'{{"number": {n}}}'.encode())
    digest = factory.LazyAttribute(lambda row: hashlib.sha256(row.content).hexdigest())
    media_type = "application/json"
    size_bytes = factory.LazyAttribute(lambda row: len(row.content))
    filename = "credential.json"


def check(name: str, outcome: str = "passed", code: str = "conforms", **params: object) -> dict:
    """One stored check of a report."""
    return {"name": name, "outcome": outcome, "code": code, "detail": "", "params": params}


GOOD_CHECKS = (
    check("structure", "passed", "conforms"),
    check("proof", "passed", "good_signature"),
    check("issuer_key", "passed", "key_authorized"),
    check("validity", "passed", "current"),
    check("status", "not_applicable", "no_status"),
    check("schema", "not_applicable", "no_schema"),
    check("recipient", "passed", "recipient_matches", kind="email"),
    check("issuer_recognized", "passed", "issuer_recognized", registries=["State registry"]),
)


class CredentialFactory(DjangoModelFactory):
    """A credential with one report, which `verdict` and `checks` describe."""

    class Meta:
        model = Credential
        skip_postgeneration_save = True

    holder = factory.SubFactory(UserFactory)
    document = factory.SubFactory(DocumentFactory, holder=factory.SelfAttribute("..holder"))
    digest = factory.SelfAttribute("document.digest")
    format = "open_badges_3"
    external_id = factory.Sequence(lambda n: f"urn:example:{n}")
    title = factory.Sequence(lambda n: f"Welding, level {n}")
    issuer = factory.SubFactory(IssuerFactory)
    issuer_name = factory.SelfAttribute("issuer.name")
    verdict = VerdictChoice.VERIFIED
    search_text = factory.LazyAttribute(lambda row: f"{row.title} {row.issuer_name}".casefold())

    @factory.post_generation
    def checks(self, create, value, **kwargs):
        if not create:
            return
        self.latest_report = VerificationReport.objects.create(
            credential=self,
            verdict=self.verdict,
            checks=list(GOOD_CHECKS if value is None else value),
            checked_at=timezone.now(),
        )
        self.save(update_fields=["latest_report"])


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    credential = factory.SubFactory(CredentialFactory)
    kind = "certification"
    values = factory.LazyAttribute(
        lambda row: {
            "title": row.credential.title,
            "organization_name": row.credential.issuer_name,
            "details": {},
        }
    )


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    holder = factory.SubFactory(UserFactory)
    source = "upload"


class ImportItemFactory(DjangoModelFactory):
    class Meta:
        model = ImportItem

    run = factory.SubFactory(ImportRunFactory)
    position = factory.Sequence(lambda n: n + 1)
    filename = factory.Sequence(lambda n: f"badge-{n}.json")
    content = b"{}"
    size_bytes = 2
