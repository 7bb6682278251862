import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchivedBody",
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
                ("digest", models.CharField(max_length=64, unique=True)),
                ("content", models.BinaryField()),
                ("size_bytes", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Issuer",
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
                    "identifier",
                    models.CharField(max_length=500, unique=True, verbose_name="DID or address"),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                ("suspension_reason", models.TextField(blank=True, max_length=2000)),
            ],
            options={
                "ordering": ["name", "identifier"],
            },
        ),
        migrations.CreateModel(
            name="TrustRegistry",
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
                            ("issuers", "issuers, each by its identifier"),
                            ("origins", "web origins: every issuer at one of these addresses"),
                            ("remote_list", "list of issuers that somebody publishes (JSON)"),
                            ("federation", "OpenID Federation, by its trust anchor"),
                        ],
                        default="issuers",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                (
                    "description",
                    models.TextField(blank=True, max_length=2000, verbose_name="description"),
                ),
                ("source_url", models.URLField(blank=True, verbose_name="where it comes from")),
                ("active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "refreshed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last fetched"),
                ),
                (
                    "problem",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="problem of the last fetch"
                    ),
                ),
                (
                    "anchor_keys",
                    models.JSONField(
                        blank=True, null=True, verbose_name="keys of the trust anchor"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "trust registries",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
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
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "prefix",
                    models.CharField(max_length=16, unique=True, verbose_name="begins with"),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list, verbose_name="may")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last used"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="api_tokens",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "API token",
                "verbose_name_plural": "API tokens",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="BulkCheck",
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
                ("filename", models.CharField(blank=True, max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[("receiving", "Being received"), ("checking", "Being checked")],
                        default="receiving",
                        max_length=10,
                    ),
                ),
                ("credentials", models.PositiveIntegerField(default=0)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_checks",
                        to="accounts.organization",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("hidden", models.BooleanField(default=False, verbose_name="hidden")),
                (
                    "assurance",
                    models.CharField(
                        choices=[
                            ("self_asserted", "Self-asserted"),
                            ("document_on_file", "Document on file"),
                            ("attested", "Attested"),
                            ("issuer_verified", "Issuer-verified"),
                        ],
                        default="self_asserted",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="ClaimRevision",
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
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "organization_name",
                    models.CharField(blank=True, max_length=300, verbose_name="organization"),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="start")),
                (
                    "start_precision",
                    models.CharField(
                        choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                        default="month",
                        max_length=5,
                    ),
                ),
                ("end", models.DateField(blank=True, null=True, verbose_name="end")),
                (
                    "end_precision",
                    models.CharField(
                        choices=[("year", "Year"), ("month", "Month"), ("day", "Day")],
                        default="month",
                        max_length=5,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("details", models.JSONField(blank=True, default=dict)),
                ("digest", models.CharField(max_length=64)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="passports.claim",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="current",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="current_of",
                to="passports.claimrevision",
            ),
        ),
        migrations.CreateModel(
            name="Document",
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
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("media_type", models.CharField(max_length=100)),
                ("size_bytes", models.PositiveIntegerField()),
                ("filename", models.CharField(blank=True, max_length=255)),
                ("container", models.BinaryField(blank=True, null=True)),
                ("container_digest", models.CharField(blank=True, max_length=64)),
                ("container_media_type", models.CharField(blank=True, max_length=100)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Credential",
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
                ("digest", models.CharField(max_length=64)),
                ("format", models.CharField(max_length=60)),
                ("external_id", models.CharField(blank=True, max_length=500)),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                ("issuer_name", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateTimeField(blank=True, null=True)),
                ("valid_until", models.DateTimeField(blank=True, null=True)),
                ("summary", models.JSONField(default=dict)),
                ("search_text", models.TextField(blank=True, editable=False)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("verified", "Verified"),
                            ("not_verified", "Not verified"),
                            ("inconclusive", "Not all could be checked"),
                            ("unsupported", "We cannot check this kind yet"),
                            ("not_a_credential", "Not a credential"),
                        ],
                        max_length=20,
                    ),
                ),
                ("not_yours", models.BooleanField(default=False)),
                ("next_check_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credentials",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="supersedes",
                        to="passports.credential",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credential",
                        to="passports.document",
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="credentials",
                        to="passports.issuer",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "relation",
                    models.CharField(
                        choices=[("supports", "Supports"), ("differs", "Differs")], max_length=10
                    ),
                ),
                ("fields", models.JSONField(blank=True, default=dict)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="passports.claim",
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="passports.credential",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
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
                ("source", models.CharField(max_length=30)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="import_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportItem",
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
                ("position", models.PositiveIntegerField()),
                ("filename", models.CharField(blank=True, max_length=255)),
                ("content", models.BinaryField(blank=True, null=True)),
                ("size_bytes", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("checking", "Being checked"),
                            ("done", "Checked"),
                            ("duplicate", "You have this one already"),
                            ("refused", "Not a credential"),
                            ("failed", "Could not be finished"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("reason_params", models.JSONField(blank=True, default=dict)),
                (
                    "credential",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_items",
                        to="passports.credential",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="passports.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="IssuedCredential",
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
                    "credential_id",
                    models.CharField(max_length=500, verbose_name="id of the credential"),
                ),
                ("issuer", models.CharField(max_length=500, verbose_name="issuer")),
                ("types", models.JSONField(default=list, verbose_name="types")),
                ("digest", models.CharField(db_index=True, max_length=64, verbose_name="digest")),
                ("proof", models.CharField(max_length=40, verbose_name="proof")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("valid", "Valid"),
                            ("suspended", "Suspended"),
                            ("revoked", "Revoked"),
                        ],
                        default="valid",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="reason"),
                ),
                ("state_changed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_credentials",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="IssuedStatusList",
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
                ("issuer", models.CharField(max_length=500, verbose_name="issuer")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("revocation", "Revocation"), ("suspension", "Suspension")],
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("used", models.PositiveIntegerField(default=0, verbose_name="entries")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version")),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_lists",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="IssuedStatusEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.PositiveIntegerField(verbose_name="index")),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_entries",
                        to="passports.issuedcredential",
                    ),
                ),
                (
                    "status_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="passports.issuedstatuslist",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IssuingKey",
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
                        choices=[("Ed25519", "Ed25519"), ("P-256", "P-256")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "In use"),
                            ("retired", "Retired"),
                            ("revoked", "Revoked"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "multibase",
                    models.CharField(max_length=100, unique=True, verbose_name="public key"),
                ),
                ("wrapped_secret", models.BinaryField()),
                ("wrapped_by", models.CharField(max_length=16)),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="retired or revoked"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issuing_keys",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.AddField(
            model_name="issuedcredential",
            name="key",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issued_credentials",
                to="passports.issuingkey",
            ),
        ),
        migrations.CreateModel(
            name="OrganizationIdentifier",
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
                    "identifier",
                    models.CharField(
                        error_messages={
                            "unique": "This identifier belongs to an organization already."
                        },
                        max_length=500,
                        unique=True,
                        verbose_name="DID or https address",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issuer_identifiers",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("values", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for you"),
                            ("accepted", "Accepted"),
                            ("ignored", "Ignored"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="passports.claim",
                    ),
                ),
                (
                    "credential",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal",
                        to="passports.credential",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Share",
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
                ("purpose_folded", models.CharField(blank=True, editable=False, max_length=600)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("organization", "One organization"),
                            ("email", "One email address"),
                            ("anyone", "Anyone with the link"),
                        ],
                        max_length=12,
                        verbose_name="who may see it",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                ("expires_at", models.DateTimeField(verbose_name="ends")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ShareCode",
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
                ("code_hash", models.CharField(max_length=128)),
                ("expires_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="passports.share",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="SharedClaim",
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
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_claims",
                        to="passports.claim",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shared_claims",
                        to="passports.share",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="share",
            name="claims",
            field=models.ManyToManyField(
                related_name="shares", through="passports.SharedClaim", to="passports.claim"
            ),
        ),
        migrations.CreateModel(
            name="RecognizedIssuer",
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
                    "identifier",
                    models.CharField(
                        db_index=True, max_length=500, verbose_name="DID or https address"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                (
                    "registry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="issuers",
                        to="passports.trustregistry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PastRecognition",
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
                ("identifier", models.CharField(db_index=True, max_length=500)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("since", models.DateField(blank=True, null=True)),
                ("listed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "registry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past_issuers",
                        to="passports.trustregistry",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VerificationReport",
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
                    "verdict",
                    models.CharField(
                        choices=[
                            ("verified", "Verified"),
                            ("not_verified", "Not verified"),
                            ("inconclusive", "Not all could be checked"),
                            ("unsupported", "We cannot check this kind yet"),
                            ("not_a_credential", "Not a credential"),
                        ],
                        max_length=20,
                    ),
                ),
                ("checks", models.JSONField()),
                ("nested", models.JSONField(blank=True, default=list)),
                ("checked_at", models.DateTimeField()),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="passports.credential",
                    ),
                ),
            ],
            options={
                "ordering": ["-checked_at"],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                ("viewer_email", models.EmailField(blank=True, max_length=254)),
                ("purpose", models.CharField(max_length=300)),
                ("shown", models.JSONField(blank=True, default=list)),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="disclosures",
                        to="accounts.organization",
                    ),
                ),
                (
                    "revisions",
                    models.ManyToManyField(
                        related_name="disclosures", to="passports.claimrevision"
                    ),
                ),
                (
                    "viewer",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="disclosures",
                        to="passports.share",
                    ),
                ),
                (
                    "reports",
                    models.ManyToManyField(
                        related_name="disclosures", to="passports.verificationreport"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.AddField(
            model_name="credential",
            name="latest_report",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="latest_of",
                to="passports.verificationreport",
            ),
        ),
        migrations.CreateModel(
            name="ArchivedDocument",
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
                ("url", models.TextField(max_length=4000, verbose_name="address")),
                ("url_digest", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public", "issuer's document, schema or registry"),
                            ("status", "list of revoked credentials"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("fetched_at", models.DateTimeField(verbose_name="first seen")),
                ("last_seen_at", models.DateTimeField(verbose_name="last seen")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="passports.archivedbody",
                    ),
                ),
                (
                    "reports",
                    models.ManyToManyField(
                        blank=True, related_name="archived", to="passports.verificationreport"
                    ),
                ),
            ],
            options={
                "ordering": ["-fetched_at"],
            },
        ),
        migrations.CreateModel(
            name="BulkPiece",
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
                ("position", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Checked"),
                            ("failed", "Could not be finished"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("content", models.BinaryField(null=True)),
                ("results", models.BinaryField(default=bytes)),
                ("checked", models.PositiveIntegerField(default=0)),
                ("verdicts", models.JSONField(default=dict)),
                ("rounds", models.PositiveSmallIntegerField(default=0)),
                (
                    "check_run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="passports.bulkcheck",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_run", "position"), name="bulk_piece_position_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="claimrevision",
            constraint=models.UniqueConstraint(
                fields=("claim", "number"), name="claim_revision_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start__isnull", True),
                    ("end__isnull", True),
                    ("end__gte", models.F("start")),
                    _connector="OR",
                ),
                name="claim_ends_after_it_starts",
                violation_error_message="The end must not be before the start.",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["holder", "position"], name="passports_c_holder__fc26b9_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("holder", "digest"), name="document_once_each_holder"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("claim", "credential"), name="evidence_once_each_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="importitem",
            constraint=models.UniqueConstraint(
                fields=("run", "position"), name="import_item_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedstatusentry",
            constraint=models.UniqueConstraint(
                fields=("status_list", "index"), name="index_once_each_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedstatusentry",
            constraint=models.UniqueConstraint(
                fields=("status_list", "credential"), name="credential_once_each_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization__isnull", False), ("state", "active")),
                fields=("organization", "kind"),
                name="one_active_key_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuingkey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization__isnull", True), ("state", "active")),
                fields=("kind",),
                name="one_active_key_of_portal",
            ),
        ),
        migrations.AddIndex(
            model_name="issuedcredential",
            index=models.Index(
                fields=["organization", "credential_id"], name="passports_i_organiz_b720aa_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedclaim",
            constraint=models.UniqueConstraint(
                fields=("share", "claim"), name="claim_once_each_share"
            ),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                fields=["organization", "-created_at"], name="passports_s_organiz_ec9ef7_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("audience", "organization"), ("email", ""), ("organization__isnull", False)
                    ),
                    models.Q(
                        ("audience", "email"),
                        ("organization__isnull", True),
                        models.Q(("email", ""), _negated=True),
                    ),
                    models.Q(("audience", "anyone"), ("email", ""), ("organization__isnull", True)),
                    _connector="OR",
                ),
                name="share_has_one_audience",
                violation_error_message="Choose who may see it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognizedissuer",
            constraint=models.UniqueConstraint(
                fields=("registry", "identifier"),
                name="issuer_once_each_registry",
                violation_error_message="This registry lists that issuer already.",
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                fields=["holder", "-created_at"], name="passports_d_holder__7d6ced_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="credential",
            index=models.Index(
                fields=["holder", "-created_at"], name="passports_c_holder__7e4b28_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="credential",
            index=models.Index(
                fields=["holder", "issuer", "external_id"], name="passports_c_holder__dd4db3_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.UniqueConstraint(
                fields=("holder", "digest"), name="credential_once_each_holder"
            ),
        ),
        migrations.AddIndex(
            model_name="archiveddocument",
            index=models.Index(
                fields=["url_digest", "-fetched_at"], name="passports_a_url_dig_71ebce_idx"
            ),
        ),
    ]
