"""An import survives a killed worker and a wiped broker: every item is finished, once."""

import pytest

from tests.servers import wait_until

pytestmark = pytest.mark.faults
FILES = 300
PATIENCE_SECONDS = 120


def finished(portal):
    sql = "SELECT count(*) FROM passports_importitem WHERE state IN ('done', 'refused')"
    return portal.rows(sql)[0][0]


def test_workers_killed_and_a_broker_wiped_in_the_middle_of_an_import(private_portal):
    private_portal.python("-m", "tests.faults.bring", str(FILES))
    private_portal.start_worker()
    wait_until(lambda: finished(private_portal) >= 20, what="some items are done")
    private_portal.kill_workers()
    private_portal.broker.wipe()
    private_portal.broker.start()
    left = FILES - finished(private_portal)
    assert left > 0, "the kill came too late to test anything"
    private_portal.start_worker()

    def all_finished():
        private_portal.supervise()
        return finished(private_portal) == FILES

    wait_until(all_finished, seconds=PATIENCE_SECONDS, what=f"all {FILES} items are done")
    states = private_portal.rows("SELECT state, count(*) FROM passports_importitem GROUP BY state")
    assert states == [("done", FILES)]
    for table in ("passports_credential", "passports_document", "passports_verificationreport"):
        assert private_portal.rows(f"SELECT count(*) FROM {table}") == [(FILES,)], table
    unfinished = private_portal.rows(
        "SELECT count(*) FROM kernel_workrow WHERE kind = 'passports.check_item' "
        "AND state IN ('queued', 'running', 'failed')"
    )
    assert unfinished == [(0,)]
