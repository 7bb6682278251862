"""Who is in the demo, and which organizations they belong to. All of them sign in with a code
that is sent by email, which this portal shows at /dev/mail."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from accounts.actions.organizations import register
from accounts.actions.people import keep_age
from accounts.actions.vetting import decide
from accounts.models import AgeBand, Organization, OrganizationKind, User, Vetting

HOLDERS = {
    "maria": ("Maria Alvarez", "maria@people.example"),
    "devon": ("Devon Brooks", "devon@people.example"),
    "amina": ("Amina Yusuf", "amina@people.example"),
    "sam": ("Sam Carter", "sam@people.example"),
}
STAFF = {
    "riley": ("Riley Chen", "riley@harborhealth.example"),
    "jo": ("Jo Fischer", "jo@bridgeway.example"),
    "pat": ("Pat Okafor", "pat@valleycollege.example"),
    "lee": ("Lee Novak", "lee@ironwood.example"),
}
ADMINISTRATOR = ("Robin Hale", "admin@portal.example")
ORGANIZATIONS = {
    "harbor": ("Harbor Health", OrganizationKind.EMPLOYER, "harborhealth.example", "riley"),
    "bridgeway": (
        "Bridgeway Staffing",
        OrganizationKind.STAFFING_AGENCY,
        "bridgeway.example",
        "jo",
    ),
    "valley": (
        "Valley Community College",
        OrganizationKind.EDUCATION_PROVIDER,
        "valleycollege.example",
        "pat",
    ),
    "ironwood": (
        "Ironwood Trade School",
        OrganizationKind.EDUCATION_PROVIDER,
        "ironwood.example",
        "lee",
    ),
}


def make_person(name: str, email: str, *, staff: bool = False) -> User:
    """A person with one verified address for sign-in and no password."""
    user = User.objects.create_user(email, name=name, is_staff=staff, is_superuser=staff)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    keep_age(user=user, band=AgeBand.ADULT, by=user)
    return user


def make_administrator() -> User:
    """Signs in with an emailed code and an authenticator app; /dev/mail shows what it shows."""
    administrator = make_person(*ADMINISTRATOR, staff=True)
    TOTP.activate(administrator, generate_totp_secret())
    return administrator


def make_people() -> dict[str, User]:
    everybody = {**HOLDERS, **STAFF}
    return {key: make_person(name, email) for key, (name, email) in everybody.items()}


def make_organizations(people: dict[str, User], administrator: User) -> dict[str, Organization]:
    """Four organizations that the administrator has vetted, and a fifth that waits for it."""
    organizations = {}
    for key, (name, kind, domain, owner) in ORGANIZATIONS.items():
        organization = register(
            name=name,
            kind=kind,
            website=f"https://{domain}",
            email_domain=domain,
            purpose="We work with people from this region and want to see what they can do.",
            by=people[owner],
        )
        decide(
            organization=organization,
            to=Vetting.VETTED,
            reason="Known to the state; its domain and its registration were checked.",
            by=administrator,
        )
        organizations[key] = organization
    register(
        name="Quick Hire Partners",
        kind=OrganizationKind.STAFFING_AGENCY,
        website="https://quickhire.example",
        purpose="We want to contact many people.",
        by=make_person("Alex Doe", "alex@quickhire.example"),
    )
    return organizations
