"""Checking one item of an import: parse and verify first, store everything in one go after."""

from functools import partial
from hashlib import sha256
from uuid import UUID

from passports.actions import credentials, imports, proposals, verification
from passports.adapters import untrusted
from passports.adapters.fetching import NeedsNetwork
from passports.adapters.verifying import verify_for
from passports.models import Credential, ImportItem, ImportItemState
from passports.standards import parse
from passports.standards.frozen import replace
from passports.standards.types import Document, NotACredential, Outcome, Report, Verdict
from portal.kernel.moves import move
from portal.kernel.work import Effect, enqueue

CHECK_ITEM_ONLINE = "passports.check_item_online"


def check(*, item_id: UUID, online: bool) -> Effect | None:
    """Check an item outside any transaction and return what stores the result.

    Without `online` no host is asked. A credential that needs one goes to the queue that waits for
    strangers, so that slow hosts never delay what needs none.
    """
    item = ImportItem.objects.unfinished().select_related("run__holder").filter(id=item_id).first()
    if item is None:
        return None
    imports.begin_checking(item=item)
    holder = item.run.holder
    try:
        document = parse(bytes(item.content or b""), filename=item.filename)
    except NotACredential as refusal:
        return partial(
            imports.refuse,
            item=item,
            reason=refusal.code,
            params=untrusted.json_value(refusal.params),
        )
    known = Credential.objects.of(holder).filter(digest=digest_of(document)).first()
    if known is not None:
        return partial(_close_as_duplicate, item, known)
    try:
        report = verify_for(document, holder=holder, online=online)
    except NeedsNetwork:
        return partial(_send_to_network, item_id)
    if report.verdict == Verdict.NOT_A_CREDENTIAL:
        return partial(_refuse_by_report, item, report)
    # What a document leads to may say more of it: the name of a hosted badge, of its issuer.
    said = replace(document, summary=report.summary or document.summary)
    return partial(_keep, item, said, report)


def digest_of(document: Document) -> str:
    """What names a credential: the SHA-256 of its own bytes, outside any image."""
    return sha256(document.payload).hexdigest()


def _send_to_network(item_id: UUID) -> None:
    enqueue(CHECK_ITEM_ONLINE, item_id)


def _refuse_by_report(item: ImportItem, report: Report) -> None:
    failed = [check for check in report.checks if check.outcome == Outcome.FAILED]
    reason, params = (failed[0].code, failed[0].params) if failed else ("not_a_credential", {})
    imports.refuse(item=item, reason=reason, params=untrusted.json_value(params))


def _keep(item: ImportItem, document: Document, report: Report) -> None:
    credential, is_new = credentials.keep(
        holder=item.run.holder,
        document=document,
        digest=digest_of(document),
        original=bytes(item.content or b""),
        filename=item.filename,
    )
    if not is_new:
        # The same file came twice at once and the other one won.
        _close_as_duplicate(item, credential)
        return
    verification.store_report(credential=credential, report=report)
    proposals.propose(credential=credential, document=document)
    move(item, to=ImportItemState.DONE, credential=credential, content=None)


def _close_as_duplicate(item: ImportItem, credential: Credential) -> None:
    known = Credential.objects.filter(id=credential.id).first()
    move(item, to=ImportItemState.DUPLICATE, credential=known, content=None)
