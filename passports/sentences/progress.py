"""An import for people: how far it is, and what became of each item."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passports.models import ImportItem, ImportItemState, ImportRun
from passports.models.import_run import UNFINISHED_ITEM_STATES
from passports.sentences.items import failure_of, refusal_of
from passports.sentences.report import reason_of
from portal.kernel.way_back import with_way_back

PROBLEM_STATES = (ImportItemState.REFUSED, ImportItemState.FAILED)


@dataclass(frozen=True)
class Progress:
    total: int
    unfinished: int
    checked: int
    duplicates: int
    refused: int
    failed: int

    @property
    def finished(self) -> int:
        return self.total - self.unfinished

    @property
    def problems(self) -> int:
        return self.refused + self.failed

    @property
    def sentence(self) -> str:
        """What became of everything so far, in one line."""
        parts = [
            (self.checked, ngettext("%d checked", "%d checked", self.checked)),
            (self.duplicates, ngettext("%d known already", "%d known already", self.duplicates)),
            (self.refused, ngettext("%d not taken", "%d not taken", self.refused)),
            (self.failed, ngettext("%d not finished", "%d not finished", self.failed)),
        ]
        return ", ".join(text % count for count, text in parts if count)


def progress_of(run: ImportRun) -> Progress:
    """Counted by the database, whatever the number of items."""
    rows = ImportItem.objects.filter(run=run).order_by().values("state").annotate(n=Count("id"))
    counts = {row["state"]: row["n"] for row in rows}
    return Progress(
        total=sum(counts.values()),
        unfinished=sum(counts.get(state, 0) for state in UNFINISHED_ITEM_STATES),
        checked=counts.get(ImportItemState.DONE, 0),
        duplicates=counts.get(ImportItemState.DUPLICATE, 0),
        refused=counts.get(ImportItemState.REFUSED, 0),
        failed=counts.get(ImportItemState.FAILED, 0),
    )


def item_for_page(item: ImportItem, *, back: str = "") -> dict[str, Any]:
    """An item in components/import_items.html; its pages lead on to `back`. Needs
    `credential__latest_report`."""
    shown: dict[str, Any] = {
        "id": item.id,
        "name": item.filename or _("Pasted text"),
        "state": item.state,
    }
    credential = item.credential
    if credential is not None:
        shown["url"] = with_way_back(reverse("credential", args=[credential.id]), back)
        shown["sentence"] = credential.title if credential.title != shown["name"] else ""
    elif item.state in (ImportItemState.DONE, ImportItemState.DUPLICATE):
        shown["sentence"] = _("You have removed this credential since.")
    if item.state == ImportItemState.DONE and credential is not None:
        report = credential.latest_report
        shown["verdict"] = credential.verdict or None
        shown["reason"] = reason_of(report.checks) if report else ""
    elif item.state == ImportItemState.REFUSED:
        shown["sentence"] = refusal_of(item.reason, item.reason_params)
    elif item.state == ImportItemState.FAILED:
        shown["sentence"] = failure_of(item.reason)
        shown["retry_url"] = with_way_back(reverse("import_item_retry", args=[item.id]), back)
    return shown
