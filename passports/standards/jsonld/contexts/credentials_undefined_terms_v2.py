"""A vocabulary that catches every undefined term, for private use."""

from passports.standards.jsonld.contexts.table import ContextTable, scope

TABLE = ContextTable(
    urls=("https://www.w3.org/ns/credentials/undefined-terms/v2",),
    sha256="82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
    sha384=(
        "b2a66ccddba70ba67ad99c2ff52e60558df0063cea51c4ca886e25d9ea73cfab"
        "b878baf92dc2ad2bda26c31391850d68"
    ),
    scope=scope(vocab="https://www.w3.org/ns/credentials/undefined-term#"),
)
