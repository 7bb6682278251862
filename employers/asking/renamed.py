"""What an inbox finds by a holder's name follows that name."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import User
from employers.models import VerificationRequest


@receiver(post_save, sender=User, dispatch_uid="employers.asking.renamed")
def follow(instance: User, *, created: bool, update_fields: Any = None, **_more: Any) -> None:
    """Whoever was invited is called what the requester typed: nothing follows there."""
    if created or (update_fields is not None and not {"name", "email"} & set(update_fields)):
        return
    rows = VerificationRequest.objects.filter(holder=instance, invited_email="")
    for row in rows.select_related("holder"):
        before = row.search_folded
        row.fold()
        if row.search_folded != before:
            VerificationRequest.objects.filter(pk=row.pk).update(search_folded=row.search_folded)
