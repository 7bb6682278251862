"""People and organizations for tests."""

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import (
    AgeBand,
    ConnectionState,
    ConsentText,
    CredentialAddress,
    DomainProof,
    Membership,
    Notification,
    OidcConnection,
    Organization,
    OrganizationKind,
    ProofMethod,
    ProofState,
    Role,
    User,
    Vetting,
)

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    """A person with a password and one verified address for sign-in."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    age_band = AgeBand.ADULT
    age_asked_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def password(self, create, value, **kwargs):
        self.set_password(value or PASSWORD)
        if create:
            self.save(update_fields=["password", "password_is_short"])

    @factory.post_generation
    def sign_in_address(self, create, value, **kwargs):
        if create and value is not False:
            EmailAddress.objects.create(
                user=self, email=self.email.lower(), verified=True, primary=True
            )


class StaffFactory(UserFactory):
    is_staff = True
    is_superuser = True


class EmailAddressFactory(DjangoModelFactory):
    class Meta:
        model = EmailAddress

    user = factory.SubFactory(UserFactory)
    email = factory.Sequence(lambda n: f"other{n}@example.org")
    verified = True
    primary = False


class CredentialAddressFactory(DjangoModelFactory):
    class Meta:
        model = CredentialAddress

    user = factory.SubFactory(UserFactory)
    email = factory.Sequence(lambda n: f"old{n}@college.example")
    verified_at = factory.LazyFunction(timezone.now)


class OrganizationFactory(DjangoModelFactory):
    """A vetted employer."""

    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organization {n}")
    kind = OrganizationKind.EMPLOYER
    website = factory.Sequence(lambda n: f"https://organization{n}.example")
    purpose = "We hire people."
    vetting = Vetting.VETTED
    vetted_at = factory.LazyFunction(timezone.now)


class DomainProofFactory(DjangoModelFactory):
    """A domain that its organization has proven."""

    class Meta:
        model = DomainProof

    organization = factory.SubFactory(OrganizationFactory)
    domain = factory.Sequence(lambda n: f"organization{n}.example")
    method = ProofMethod.DNS_TXT
    state = ProofState.PROVEN
    proven_at = factory.LazyFunction(timezone.now)
    checked_at = factory.LazyFunction(timezone.now)


class OidcConnectionFactory(DjangoModelFactory):
    """Sign-in by a provider that nobody could ask: it is switched on, and its address refused."""

    class Meta:
        model = OidcConnection

    organization = factory.SubFactory(OrganizationFactory)
    issuer = "http://127.0.0.1:1"
    client_id = "client"
    state = ConnectionState.ON
    tested_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = model_class(*args, **kwargs)
        row.seal_secret("secret")
        row.save(force_insert=True)
        return row


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.RECRUITER


class ConsentTextFactory(DjangoModelFactory):
    class Meta:
        model = ConsentText

    key = factory.Sequence(lambda n: f"text-{n}")
    version = 1
    title = "A text"
    body = "What it says."
    published_at = factory.LazyFunction(timezone.now)


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    kind = "test"
