"""Taking everything along, and leaving nothing behind."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.exceptions import FieldError
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from accounts.actions import erasure, invitations, recovery
from accounts.models import (
    Consent,
    MutedNotice,
    OwnershipTransfer,
    RemovedMember,
    Role,
    SsoIdentity,
    SsoLogout,
    User,
    VettingDecision,
)
from employers.actions.attesters import attesting
from employers.actions.consent import consenting
from employers.attesters.knowing import Attester
from employers.models import (
    AttestedClaim,
    AttesterContact,
    ClaimDocument,
    GuardianConsent,
    InquiryRefusal,
    OrganizationBlock,
    PassedOn,
    PortalInquiry,
    PortalPeer,
    ReceivedInquiry,
    Registrar,
    RequestDisclosure,
    RequestQuestion,
    RequestReport,
    SignedAnswer,
    SignedConsent,
    Standing,
)
from passports.actions import api_tokens, issuing
from passports.models import BulkCheck, BulkPiece, Disclosure, Dispute, Evidence, ShareCode
from portal.kernel.models import AuditRow, KeptMail, OutgoingMail
from portal.kernel.personal_data import holdings
from tests.factories.accounts import (
    PASSWORD,
    ConsentTextFactory,
    CredentialAddressFactory,
    MembershipFactory,
    NotificationFactory,
    OrganizationFactory,
    UserFactory,
)
from tests.factories.claims import make_claim, make_share
from tests.factories.employers import make_batch, make_request, signature_of
from tests.factories.passports import (
    CredentialFactory,
    ImportItemFactory,
    ImportRunFactory,
    ProposalFactory,
)

pytestmark = pytest.mark.django_db
CANARY = "canarybird"
# Written by or for an organization or the administration, whose records they stay.
NOT_THEIRS = {
    "employers.VerificationRequest",
    "employers.AdverseNotice",
    "employers.Correction",
    "employers.DisputedAnswer",
    "employers.RequestedClaim",
    "employers.RequestReport",
    "employers.RequestTemplate",
    "employers.RequestBatch",
    "employers.BatchRow",
    # What the person wrote is in its content, where requested_of puts the canary.
    "employers.SignedConsent",
    # That somebody agreed stays with it, without who it was.
    "employers.GuardianConsent",
    "accounts.VettingDecision",
    # Where an organization is told of what happens to its requests.
    "employers.WebhookEndpoint",
    "employers.WebhookDelivery",
}


def test_the_download_holds_every_app_and_the_original_files(client):
    user = UserFactory(name="Ada")
    credential = CredentialFactory(holder=user)
    CredentialAddressFactory(user=user, email="old@college.example")
    other = CredentialFactory()
    client.force_login(user)
    response = client.post(reverse("download_my_data"))
    assert response["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    data = json.loads(archive.read("data.json"))
    assert set(data) >= {"accounts", "passports", "employers"}
    assert data["accounts"]["credential_addresses"][0]["email"] == "old@college.example"
    (kept,) = data["passports"]["credentials"]
    assert archive.read(kept["file"]["path"]) == bytes(credential.document.content)
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert other.title.encode() not in everything
    assert user.password.encode() not in everything


def test_a_file_name_cannot_climb_out_of_the_archive(client):
    credential = CredentialFactory()
    credential.document.filename = "../../etc/passwd"
    credential.document.save()
    client.force_login(credential.holder)
    response = client.post(reverse("download_my_data"))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert not any(".." in name or name.startswith("/") for name in archive.namelist())


def test_a_get_downloads_nothing(client):
    client.force_login(UserFactory())
    assert client.get(reverse("download_my_data")).status_code == 405


def test_deleting_asks_for_the_password_again(client):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    response = client.post(reverse("delete_account"), {"sure": "on"})
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=user.pk).exists()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("delete_account")).status_code == 200
    client.post(reverse("delete_account"), {"sure": "on"})
    assert not User.objects.filter(pk=user.pk).exists()
    assert client.get(reverse("account")).status_code == 302


def test_somebody_without_a_password_confirms_by_code(client, code_from):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    client.post(reverse("delete_account"), {"send_code": "1"})
    client.post(reverse("delete_account"), {"sure": "on"})
    client.post(reverse("delete_account"), {"sure": "on", "code": "000000"})
    client.post(reverse("delete_account"), {"code": code_from()})
    assert User.objects.filter(pk=user.pk).exists(), "each lacked the code or the tick"
    client.post(reverse("delete_account"), {"send_code": "1"})
    client.post(reverse("delete_account"), {"sure": "on", "code": code_from()})
    assert not User.objects.filter(pk=user.pk).exists()


def test_the_last_owner_hands_over_first(client):
    owner = MembershipFactory(role=Role.OWNER)
    MembershipFactory(organization=owner.organization)
    with pytest.raises(erasure.HandOverFirst) as refused:
        erasure.erase(user=owner.user, by=owner.user)
    assert refused.value.organizations == [owner.organization]
    owner.user.set_unusable_password()
    owner.user.save()
    client.force_login(owner.user)
    page = client.get(reverse("delete_account")).content.decode()
    assert owner.organization.name in page
    alone = MembershipFactory(role=Role.OWNER)
    erasure.erase(user=alone.user, by=alone.user)
    assert not User.objects.filter(pk=alone.user_id).exists()


def test_the_last_mail_confirms(django_capture_on_commit_callbacks):
    user = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(user=user, by=user)
    assert mail.outbox[-1].to == [user.email]
    assert "deleted" in mail.outbox[-1].subject


def test_mail_to_people_with_a_longer_address_stays():
    user = UserFactory(email="an@people.example")
    for to in ("an@people.example", "jan@people.example", "an@people.example.org"):
        KeptMail.objects.create(to=to, subject="S", text="T")
        OutgoingMail.objects.create(sender="x@portal.example", recipients=to, content=b"")
    OutgoingMail.objects.create(
        sender="x@portal.example", recipients="lee@x.example\nAN@people.example", content=b""
    )
    erasure.erase(user=user, by=user)
    left = ["an@people.example.org", "jan@people.example"]
    kept = KeptMail.objects.exclude(subject__contains="deleted")
    assert sorted(kept.values_list("to", flat=True)) == left
    assert sorted(OutgoingMail.objects.values_list("recipients", flat=True)) == left


def everything_of(user):
    """At least one row of this person in every table that may hold one."""
    organization = OrganizationFactory()
    membership = MembershipFactory(user=user, organization=organization, role=Role.OWNER)
    MembershipFactory(organization=organization, role=Role.OWNER)
    CredentialAddressFactory(user=user, email=f"{CANARY}@college.example")
    EmailConfirmation.objects.create(email_address=user.emailaddress_set.get(), key=user.pk.hex)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    UserSession.objects.create(
        user=user, ip="127.0.0.1", session_key=user.pk.hex, user_agent="agent"
    )
    Consent.objects.create(user=user, text=ConsentTextFactory())
    NotificationFactory(user=user)
    MutedNotice.objects.create(user=user, kind="x")
    recovery.start(user=user)
    VettingDecision.objects.create(
        organization=organization,
        from_state="pending",
        to_state="vetted",
        reason="Known",
        decided_by=user,
    )
    friend = UserFactory()
    invited = invitations.invite(
        organization=organization, email=friend.email, role=Role.VIEWER, by=user
    )
    invitations.accept(invitation=invited, by=friend)
    invitations.invite(
        organization=MembershipFactory(role=Role.OWNER).organization,
        email=user.email,
        role=Role.VIEWER,
        by=friend,
    )
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=user.email,
        action_flag=2,
        change_message="[]",
    )
    KeptMail.objects.create(to=user.email, subject="S", text=CANARY)
    credential = CredentialFactory(holder=user)
    ProposalFactory(credential=credential)
    claim = make_claim(user)
    Evidence.objects.create(claim=claim, credential=credential, relation="supports")
    ImportItemFactory(run=ImportRunFactory(holder=user), content=CANARY.encode())
    share, _token = make_share(user, [claim])
    ShareCode.objects.create(
        share=share, code_hash="h", expires_at=timezone.now() + timedelta(hours=1)
    )
    Disclosure.objects.create(holder=user, share=share, purpose="P", organization=organization)
    bulk = BulkCheck.objects.create(
        started_by=user, filename=f"{CANARY}.jsonl", expires_at=timezone.now() + timedelta(days=1)
    )
    Dispute.objects.create(holder=user, claim=make_claim(user), what_is_wrong="W")
    BulkPiece.objects.create(check_run=bulk, position=0, content=CANARY.encode())
    # Its name stays: the token is the organization's.
    api_tokens.create(
        organization=organization, name="Ours", scopes=["verify"], expires_at=None, by=user
    )
    SsoIdentity.objects.create(
        organization=organization, issuer="https://login.example", subject=CANARY, user=user
    )
    SsoLogout.objects.create(
        organization=organization,
        issuer="https://login.example",
        subject=CANARY,
        at=timezone.now(),
    )
    OwnershipTransfer.objects.create(
        organization=organization,
        offered_by=user,
        offered_to=UserFactory(),
        expires_at=timezone.now(),
    )
    RemovedMember.objects.create(organization=OrganizationFactory(), user=user)
    requested_of(user)
    asked_about(user, organization)
    return membership


def requested_of(user):
    """Requests in every state that names this person, and what he or she wrote about them."""
    requester = MembershipFactory().user
    organization = requester.memberships.get().organization
    make_batch(organization=organization, by=requester, email=user.email, name=CANARY)
    for state, holder in (("draft", None), ("sent", None), ("declined", user), ("completed", user)):
        asked = make_request(
            organization=organization,
            by=requester,
            email=user.email,
            name=f"{CANARY} in {state}",
            state=state,
            holder=holder,
        )
        RequestQuestion.objects.create(request=asked, text=CANARY)
        SignedConsent.objects.create(
            request=asked,
            holder=user,
            text_key="disclosure",
            text_version=1,
            text_language="en",
            content={"terms": [["About", CANARY]], "records": [{"title": CANARY}]},
            digest="0" * 64,
            method="password",
            signed_at=timezone.now(),
        )
        guardian_of(asked.signed_consents.get(), "parent@people.example")
        shown = Disclosure.objects.create(
            holder=user, organization=organization, purpose=f"{CANARY} in {state}"
        )
        RequestDisclosure.objects.create(request=asked, disclosure=shown)
    RequestReport.objects.create(
        organization=organization, request=asked, reporter=user, reason_code="other", text=CANARY
    )
    OrganizationBlock.objects.create(holder=user, organization=organization)


def asked_by_portals(user, row, claim):
    """We have asked another portal about this person, it has asked us, and they refuse that."""
    domain = f"b{PortalPeer.objects.count()}.example"
    peer = PortalPeer.objects.create(
        name="B", base_url=f"https://{domain}", did=f"did:web:{domain}"
    )
    PortalInquiry.objects.create(
        row=row,
        peer=peer,
        revision=claim.current,
        received=CANARY.encode(),
        expires_at=timezone.now(),
    )
    received = ReceivedInquiry.objects.create(
        peer=peer, asked_id="one", holder=user, claims=[CANARY], answer={"said": CANARY}
    )
    issued = issuing.issue_attestation(
        organization=None,
        subject={"id": "urn:uuid:5f0c0f3e-1111-4222-8333-444455556666"},
        name="N",
        by=None,
    )
    PassedOn.objects.create(
        received=received,
        credential=user.credentials.first(),
        issued=issued.row,
        organization_name=CANARY,
    )
    InquiryRefusal.objects.create(holder=user)


def guardian_of(consent, email):
    GuardianConsent.objects.create(
        consent=consent,
        email=email,
        typed_name=CANARY,
        token_hash=str(consent.pk),
        expires_at=timezone.now(),
    )


def asked_about(user, organization):
    """Somebody whom this person named was asked about a claim, and has signed an answer."""
    claim = make_claim(user)
    asked = make_request(organization=organization, state="completed", holder=user)
    row = asked.requested_claims.first()
    row.claim = claim
    row.save()
    AttesterContact.objects.create(
        holder=user, claim=claim, name="N", role="R", email="n@x.example", standing="other_domain"
    )
    attestation = attesting.ask(
        row=row, attester=Attester("n@x.example", "N", "R", Standing.OTHER_DOMAIN)
    )
    AttestedClaim.objects.filter(attestation=attestation).update(signed=CANARY.encode())
    SignedAnswer.objects.create(request=asked, version=1, content=CANARY)
    asked_by_portals(user, row, claim)
    # For somebody else, who was asked to ask this person, or named them as a guardian.
    other = make_request(organization=organization, state="completed", holder=UserFactory())
    other_row = other.requested_claims.first()
    other_row.claim = make_claim(other.holder)
    other_row.save()
    consent = consenting.sign(
        request=other, by=other.holder, included={other_row.pk}, signature=signature_of(other)
    )
    guardian_of(consent, user.email)
    attesting.ask(
        row=other_row, attester=Attester(user.email, CANARY, CANARY, Standing.OTHER_DOMAIN)
    )
    ClaimDocument.objects.create(
        holder=user,
        row=row,
        filename="f.pdf",
        media_type="application/pdf",
        size_bytes=1,
        digest="d",
        content=CANARY.encode(),
    )
    Registrar.objects.create(organization=organization, email=user.email, named_by=user)


def fill_with_canaries(user):
    """The canary in every free text of every registered model; only rows of this person and of
    the portal are there. Returns the models that had no row to fill."""
    unfilled = set()
    for holding in holdings():
        for model in holding.models:
            if model._meta.label in NOT_THEIRS:
                continue
            if not model._base_manager.exists():
                unfilled.add(model._meta.label)
            texts = {
                field.name: f"{CANARY} {field.name}"[: field.max_length or 300]
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField)
                and not isinstance(field, models.EmailField)
                and not field.choices
                and not field.unique
                and not any(
                    field.name in (c.fields or ())
                    for c in model._meta.constraints
                    if isinstance(c, models.UniqueConstraint)
                )
                and (field.max_length or 300) >= len(CANARY)
                and field.name not in ("kind", "source", "session_key", "password", "digest")
            }
            texts |= {
                field.name: {"text": CANARY}
                for field in model._meta.concrete_fields
                if isinstance(field, models.JSONField) and model._meta.label != "mfa.Authenticator"
            }
            rows = _rows_of(model, user)
            if rows is not None and texts:
                rows.update(**texts)
    return unfilled


def _rows_of(model, user):
    """This person's rows, by whatever path leads to them."""
    for path in (
        "user",
        "holder",
        "decided_by",
        "invited_by",
        "claim__holder",
        "run__holder",
        "credential__holder",
        "share__holder",
        "request__holder",
        "row__request__holder",
    ):
        try:
            return model._base_manager.filter(**{path: user})
        except FieldError:
            continue
    return model._base_manager.filter(pk=user.pk) if model is User else None


def tables_with(text):
    """Every table in which the text is found, in whatever column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    plain = bytes(value) if isinstance(value, memoryview | bytes) else str(value)
                    if isinstance(plain, bytes):
                        plain = plain.decode("latin-1")
                    if text in plain.lower():
                        found.add(table)
    return found


def test_after_erasure_the_canary_is_in_no_table(client):
    user = UserFactory(name=f"{CANARY} Bird", email=f"{CANARY}@example.org")
    everything_of(user)
    client.force_login(user)
    client.get(reverse("account"))
    assert fill_with_canaries(user) == set(), "a model without a row proves nothing"
    assert len(tables_with(CANARY)) > 15
    user.refresh_from_db()
    user_id, audit_rows = user.pk, AuditRow.objects.count()

    erasure.erase(user=user, by=user)

    assert tables_with(CANARY) == set()
    assert not EmailAddress.objects.filter(email__contains=CANARY).exists()
    assert tables_with(user_id.hex) | tables_with(str(user_id)) == set()
    assert AuditRow.objects.count() == audit_rows + 1
