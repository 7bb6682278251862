"""Agreement to versioned texts, and its withdrawal."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import Consent, ConsentText, User
from accounts.models.consent import DISCLOSURE_KEY
from portal.kernel.audit import record


class AlreadyPublished(Exception):
    """A published text is never changed: a new wording is a new version."""


def current_texts() -> list[ConsentText]:
    """The newest published version of each text, in the order of their keys."""
    newest: dict[str, ConsentText] = {}
    published = ConsentText.objects.published().exclude(key=DISCLOSURE_KEY)
    for text in published.order_by("key", "version"):
        newest[text.key] = text
    return list(newest.values())


def text_in(*, key: str, language: str) -> ConsentText | None:
    """The newest published version of a text: in this language, else in the language that it is a
    variant of, else in the portal's, else in any."""
    published = ConsentText.objects.published().filter(key=key)
    newest = published.order_by("-version").first()
    if newest is None:
        return None
    wanted = [language, language.partition("-")[0], settings.LANGUAGE_CODE]
    found = {each.language: each for each in published.filter(version=newest.version)}
    return next((found[each] for each in wanted if each in found), newest)


def outstanding_texts(*, user: User) -> list[ConsentText]:
    """Current texts that this user has not agreed to."""
    agreed = set(Consent.objects.live().filter(user=user).values_list("text_id", flat=True))
    return [text for text in current_texts() if text.id not in agreed]


@transaction.atomic
def agree(*, user: User, text_ids: Iterable[UUID]) -> None:
    """Record that the user agrees to these published texts now. Agreeing twice changes nothing."""
    for text in ConsentText.objects.published().filter(id__in=list(text_ids)):
        consent, created = Consent.objects.get_or_create(user=user, text=text, withdrawn_at=None)
        if created:
            record(
                by=user,
                obj=consent,
                deed="consent_given",
                codes={"text": text.key, "version": text.version},
            )


@transaction.atomic
def withdraw(*, consent: Consent, by: User) -> bool:
    """Withdraw a consent. False when it was withdrawn already. The row stays as history."""
    withdrawn = (
        Consent.objects.live().filter(id=consent.id, user=by).update(withdrawn_at=timezone.now())
    )
    if withdrawn:
        record(by=by, obj=consent, deed="consent_withdrawn")
    return bool(withdrawn)


@transaction.atomic
def publish(*, text: ConsentText, by: User | None) -> None:
    """Put a text into force: everybody is asked to agree to it. Raises AlreadyPublished."""
    published = ConsentText.objects.filter(id=text.id, published_at__isnull=True).update(
        published_at=timezone.now()
    )
    if not published:
        raise AlreadyPublished
    record(
        by=by,
        obj=text,
        deed="consent_text_published",
        codes={"text": text.key, "version": text.version},
    )


@transaction.atomic
def draft_first_texts() -> int:
    """Leave drafts of the two texts that every installation needs, for administrators to word and
    publish. Does nothing where there is any text. Returns how many were drafted."""
    if ConsentText.objects.exists():
        return 0
    drafts = [
        ConsentText(
            key="terms",
            version=1,
            title=gettext("Terms of use"),
            body=gettext("Say here what people may expect of this portal and what it expects."),
        ),
        ConsentText(
            key="privacy",
            version=1,
            title=gettext("Privacy"),
            body=gettext("Say here what is stored, why, for how long, and whom to ask."),
        ),
    ]
    return len(ConsentText.objects.bulk_create(drafts))
