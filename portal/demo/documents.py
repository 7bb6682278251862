"""The credential files that the people of the demo bring, good and bad ones."""

from dataclasses import dataclass

from passports.standards.baking import bake
from portal.demo.credentials import BADGE_IMAGE, open_badge
from portal.demo.issuers import DemoIssuer

DATA_INTEGRITY = "eddsa-rdfc-2022"
JWT = "vc+jwt"


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file that one of the holders uploads."""

    holder: str
    filename: str
    content: bytes


def make_issuers() -> dict[str, DemoIssuer]:
    """Three that the state recognizes, one of which speaks for others, and two that it does not
    know."""
    return {
        "valley": DemoIssuer("Valley Community College", host="registrar.valleycollege.example"),
        "ironwood": DemoIssuer("Ironwood Trade School", host="badges.ironwood.example"),
        "transcripts": DemoIssuer("State Transcript Service", host="transcripts.state.example"),
        "red_heart": DemoIssuer("Red Heart Training"),
        "abroad": DemoIssuer("Institute of Commerce, Hargeisa"),
    }


def make_files(issuers: dict[str, DemoIssuer], emails: dict[str, str]) -> list[DemoFile]:
    """Sign everything. One credential is revoked, one expired, one by an issuer that no registry
    knows, one tampered with, and one belongs to somebody else."""
    valley, ironwood = issuers["valley"], issuers["ironwood"]
    nursing = open_badge(
        valley,
        email=emails["maria"],
        title="Associate Degree in Nursing",
        kind="AssociateDegree",
        since="2024-05-24",
        description="Two years of nursing with 640 hours of clinical practice.",
    )
    life_support = open_badge(
        issuers["red_heart"],
        email=emails["maria"],
        title="Basic Life Support",
        kind="Certification",
        since="2024-02-01",
        until="2026-02-01",
    )
    phlebotomy = open_badge(
        valley,
        email=emails["maria"],
        title="Phlebotomy Technician",
        kind="Certificate",
        since="2025-03-14",
    )
    welding = open_badge(
        ironwood,
        email=emails["devon"],
        title="Structural Welding Certificate",
        kind="Certificate",
        since="2025-06-30",
    )
    forklift = open_badge(
        ironwood,
        email=emails["devon"],
        title="Forklift Operator",
        kind="Certification",
        since="2025-01-15",
    )
    commerce = open_badge(
        issuers["abroad"],
        email=emails["amina"],
        title="Bachelor of Commerce",
        kind="BachelorDegree",
        since="2024-07-01",
    )
    support = open_badge(
        valley,
        email=emails["sam"],
        title="IT Support Specialist",
        kind="Certificate",
        since="2026-04-10",
    )
    projects = open_badge(
        valley,
        email=emails["sam"],
        title="Project Coordination",
        kind="Course",
        since="2026-05-05",
    )
    somebody_elses = open_badge(
        ironwood,
        email="jordan@people.example",
        title="Safety Inspector",
        kind="Certificate",
        since="2025-09-01",
    )
    tampered = valley.sign(projects, proof=DATA_INTEGRITY).replace(
        b"Project Coordination", b"Project Management"
    )
    return [
        DemoFile("maria", "nursing-degree.json", valley.sign(nursing, proof=DATA_INTEGRITY)),
        DemoFile(
            "maria",
            "life-support.json",
            issuers["red_heart"].sign(life_support, proof=DATA_INTEGRITY),
        ),
        DemoFile("maria", "phlebotomy.jwt", valley.sign(phlebotomy, proof=JWT)),
        DemoFile("devon", "welding.svg", bake(BADGE_IMAGE, ironwood.sign(welding, proof=JWT))),
        DemoFile(
            "devon", "forklift.json", ironwood.sign(forklift, proof=DATA_INTEGRITY, revoked=True)
        ),
        DemoFile("amina", "commerce.json", issuers["abroad"].sign(commerce, proof=DATA_INTEGRITY)),
        DemoFile("sam", "it-support.jwt", valley.sign(support, proof=JWT)),
        DemoFile("sam", "project-management.json", tampered),
        DemoFile("sam", "safety.json", ironwood.sign(somebody_elses, proof=DATA_INTEGRITY)),
    ]
