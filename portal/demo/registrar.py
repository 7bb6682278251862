"""Valley Community College is asked: what it has answered, what waits in its inbox, and an answer
that its former student disputes."""

from accounts.models import Organization, User
from employers.actions.attesters import answering
from employers.actions.disputes.disputing import dispute_answer
from employers.models import AttestationRequest, Said, VerificationRequest
from passports.actions import claims
from passports.actions.disclosures import open_share
from portal.demo.people import make_person
from portal.demo.sharing import ask, share, sign

# Who says to have learned what at the college, and brings no credential.
GRADUATES = {
    "grace": ("Grace Lin", "Medical Coding", "2021-09-01", "2023-06-01"),
    "ines": ("Ines Costa", "Practical Nursing", "2020-09-01", "2022-05-01"),
    "tomas": ("Tomas Rivera", "Associate Degree in Nursing", "", "2019-06-01"),
    "omar": ("Omar Haddad", "Surgical Technology", "2018-09-01", "2020-05-01"),
}
JOBS = {
    "grace": "Medical records",
    "ines": "Nurse, ward 4",
    "tomas": "Nurse, ward 4",
    "omar": "Operating room",
}
ROLE = "Registrar"
Asked = dict[str, VerificationRequest]


def ask_graduates(college: Organization, employer: Organization, recruiter: User) -> Asked:
    """The employer asks each of them, and each signs; the college is asked by a worker."""
    return {key: _ask(key, college, employer, recruiter) for key in GRADUATES}


def _ask(
    key: str, college: Organization, employer: Organization, recruiter: User
) -> VerificationRequest:
    name, title, start, end = GRADUATES[key]
    holder = make_person(name, f"{key}@people.example")
    values = {"title": title, "organization_name": college.name, "start": start, "end": end}
    claim = claims.create(
        holder=holder,
        kind="education",
        values={field: value for field, value in values.items() if value},
        by=holder,
    )
    shared = share(holder, [claim], f"Application: {JOBS[key]}", employer)
    open_share(share=shared, viewer=recruiter, organization=employer)
    asked = ask(shared, [claim], employer, recruiter, JOBS[key])
    sign(asked, holder)
    return asked


def answer_two(asked: Asked, registrar: User) -> None:
    """One is right, one differs; what is asked of the others waits."""
    _answer(asked["ines"], registrar, Said.CONFIRMED, {})
    _name, title, start, _end = GRADUATES["grace"]
    right = {
        "title": title,
        "organization_name": "Valley Community College",
        "start": start[:7],
        "end": "2023-03",
    }
    _answer(asked["grace"], registrar, Said.DIFFERS, right)


def _answer(
    request: VerificationRequest, registrar: User, said: Said, right: dict[str, str]
) -> None:
    attestation = AttestationRequest.objects.get(request=request)
    answering.answer(
        attestation=attestation,
        answers=[answering.OneAnswer(attestation.claims.get(), said, right)],
        name=registrar.name,
        role=ROLE,
        by=registrar,
    )


def object_to_one(asked: Asked) -> None:
    """Grace says that the college is wrong: it is asked once more, and the employer is told."""
    request = asked["grace"]
    dispute_answer(
        row=request.requested_claims.get(),
        what_is_wrong="I finished in June, not in March: my last course was in the spring term.",
        what_is_right="The end is June 2023.",
        by=User.objects.get(pk=request.holder_id),
    )
