import uuid

import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeptMail",
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
                ("to", models.TextField()),
                ("subject", models.TextField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
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
                ("sender", models.CharField(max_length=300)),
                ("recipients", models.TextField()),
                ("content", models.BinaryField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditRow",
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
                ("actor_id", models.UUIDField(blank=True, null=True)),
                ("actor_kind", models.CharField(max_length=20)),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.UUIDField()),
                ("deed", models.CharField(max_length=60)),
                ("codes", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name": "audit row",
                "verbose_name_plural": "audit trail",
                "indexes": [
                    models.Index(
                        fields=["object_type", "object_id"], name="kernel_audi_object__1f2166_idx"
                    ),
                    models.Index(
                        fields=["actor_id", "created_at"], name="kernel_audi_actor_i_bc8549_idx"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkRow",
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
                ("kind", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("queue", models.CharField(default="default", max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "due_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "send_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("token", models.UUIDField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "piece of background work",
                "verbose_name_plural": "background work",
                "permissions": [("send_again_workrow", "Can send failed work again")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["due_at"],
                        name="unfinished_work_by_due_at",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["send_at"],
                        name="unfinished_work_by_send_at",
                    ),
                    models.Index(fields=["state", "-created_at"], name="work_by_state"),
                    models.Index(fields=["subject_id"], name="work_by_subject"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=("kind", "subject_id"),
                        name="one_unfinished_work_row",
                    )
                ],
            },
        ),
    ]
