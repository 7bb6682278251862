import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("passports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VerificationRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("purpose", models.CharField(max_length=300, verbose_name="purpose")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="job reference"),
                ),
                ("message", models.TextField(blank=True, max_length=1000, verbose_name="message")),
                ("deadline", models.DateTimeField(verbose_name="answer needed by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Sent"),
                            ("viewed", "Seen by the holder"),
                            ("authorized", "Authorized"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Expired"),
                            ("completed", "Completed"),
                        ],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("viewed_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="verification_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verification_requests",
                        to="accounts.organization",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="passports.share",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="RequestedClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("education", "Education"),
                            ("employment", "Employment"),
                            ("certification", "Certification"),
                            ("license", "License"),
                            ("skill", "Skill"),
                            ("language", "Language"),
                            ("volunteering", "Volunteering"),
                            ("military_service", "Military service"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("included", models.BooleanField(default=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("confirmed", "Confirmed"),
                            ("differs", "Differs"),
                            ("could_not_be_checked", "Could not be checked"),
                            ("declined", "Not authorized by the holder"),
                        ],
                        default="pending",
                        max_length=20,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("basis", models.JSONField(blank=True, default=dict)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requested_in",
                        to="passports.claim",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requested_claims",
                        to="employers.verificationrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddIndex(
            model_name="verificationrequest",
            index=models.Index(
                fields=["organization", "-created_at"], name="employers_v_organiz_6025ad_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="verificationrequest",
            index=models.Index(
                fields=["holder", "-created_at"], name="employers_v_holder__ee48bb_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="requestedclaim",
            constraint=models.UniqueConstraint(
                fields=("request", "claim"), name="claim_once_each_request"
            ),
        ),
    ]
