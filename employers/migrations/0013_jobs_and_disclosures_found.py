"""What older rows have to say: the job reference they are searched by, and which request a disclosure
belongs to."""

from datetime import timedelta

from django.db import migrations

from portal.kernel.text import folded

# An answer and its disclosure are written in one transaction.
TOGETHER = timedelta(seconds=10)


def find_by_job(apps, schema_editor):
    """Questions to attesters were searched by name only, before they carried the job."""
    asked = apps.get_model("employers", "AttestationRequest").objects.exclude(request__reference="")
    for row in asked.select_related("request").iterator():
        job = folded(row.request.reference)
        if job not in row.search_folded:
            row.search_folded = f"{row.search_folded} {job}".strip()[:400]
            row.save(update_fields=["search_folded"])
    requests = apps.get_model("employers", "VerificationRequest").objects.filter(
        search_folded="", holder__isnull=False
    )
    for row in requests.exclude(reference="").iterator():
        words = f"{row.invited_name} {row.reference} {row.invited_email}"
        row.search_folded = folded(words)[:400]
        row.save(update_fields=["search_folded"])


def tie_disclosures(apps, schema_editor):
    """A disclosure of which two requests could be the reason stays untied: none is better than a
    wrong one."""
    ties = apps.get_model("employers", "RequestDisclosure").objects
    disclosures = apps.get_model("passports", "Disclosure").objects
    for row in disclosures.filter(share=None, of_request=None).iterator():
        found = _requests_of(apps, row)
        if len(found) == 1:
            ties.create(request_id=found.pop(), disclosure_id=row.pk)


def _requests_of(apps, disclosure):
    claims = disclosure.revisions.values("claim")
    rows = apps.get_model("employers", "RequestedClaim").objects.filter(
        request__holder=disclosure.holder_id,
        request__organization=disclosure.organization_id,
        request__purpose=disclosure.purpose,
        request__decided_at__lte=disclosure.created_at,
        claim__in=claims,
    )
    requests = set(rows.values_list("request", flat=True))
    if len(requests) < 2:
        return requests
    around = (disclosure.created_at - TOGETHER, disclosure.created_at + TOGETHER)
    answered = rows.filter(answered_at__range=around)
    corrected = rows.filter(corrections__created_at__range=around)
    return {
        *answered.values_list("request", flat=True),
        *corrected.values_list("request", flat=True),
    }


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0012_plain_names"),
        ("passports", "0004_plain_names"),
    ]

    operations = [
        migrations.RunPython(find_by_job, migrations.RunPython.noop),
        migrations.RunPython(tie_disclosures, migrations.RunPython.noop),
    ]
