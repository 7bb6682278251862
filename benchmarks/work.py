"""A piece of background work that does nothing: the floor of all work."""

from uuid import UUID

from portal.kernel.work import work_kind

NOTHING = "benchmarks.nothing"


@work_kind(NOTHING)
def nothing(_subject_id: UUID) -> None:
    """Only the row is stored, sent, taken and finished."""
