"""Background work of this app: what each row of work does. The actions do it."""

from uuid import UUID

from passports.actions import (
    bulk,
    bulk_pieces,
    imports,
    item_checks,
    remote_registries,
    verification,
)
from portal.kernel.work import Effect, work_kind


def _item_failed(item_id: UUID, reason: str) -> None:
    imports.fail(item_id=item_id, reason=reason)


def _item_sent_again(item_id: UUID) -> None:
    imports.reopen(item_id=item_id)


@work_kind(imports.CHECK_ITEM, on_failed=_item_failed, on_sent_again=_item_sent_again)
def check_item(item_id: UUID) -> Effect | None:
    return item_checks.check(item_id=item_id, online=False)


@work_kind(
    item_checks.CHECK_ITEM_ONLINE,
    queue="slow",
    on_failed=_item_failed,
    on_sent_again=_item_sent_again,
)
def check_item_online(item_id: UUID) -> Effect | None:
    return item_checks.check(item_id=item_id, online=True)


@work_kind(verification.RECHECK, queue="slow")
def recheck(credential_id: UUID) -> Effect | None:
    return verification.recheck(credential_id=credential_id)


@work_kind(remote_registries.REFRESH, queue="slow")
def refresh_registry(registry_id: UUID) -> Effect | None:
    return remote_registries.refresh(registry_id=registry_id)


def _bulk_piece_failed(piece_id: UUID, _reason: str) -> None:
    bulk_pieces.fail(piece_id=piece_id)


@work_kind(bulk.CHECK_PIECE, on_failed=_bulk_piece_failed)
def check_bulk_piece(piece_id: UUID) -> Effect | None:
    return bulk_pieces.check(piece_id=piece_id, online=False)


@work_kind(bulk_pieces.CHECK_PIECE_ONLINE, queue="slow", on_failed=_bulk_piece_failed)
def check_bulk_piece_online(piece_id: UUID) -> Effect | None:
    return bulk_pieces.check(piece_id=piece_id, online=True)
