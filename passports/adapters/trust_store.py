"""Which trust registries know an issuer, from the rows that administrators keep."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Vetting
from passports import others_records
from passports.adapters.own_identity import organization_of, own_did
from passports.models import (
    Issuer,
    OrganizationIdentifier,
    PastRecognition,
    RecognizedIssuer,
    RegistryKind,
    SpeaksFor,
)
from passports.standards.trust.origins import origin_of
from passports.standards.types import Recognition

_Line = RecognizedIssuer | PastRecognition


class RegistryTrustStore:
    """The registries in use, now or as they were at a moment."""

    def __init__(self, as_of: datetime | None = None) -> None:
        self._moment = as_of

    def recognitions(self, issuer_id: str) -> Sequence[Recognition]:
        """The registries that list this issuer; none for one that is suspended here."""
        issuer = Issuer.objects.filter(identifier=issuer_id).first()
        if issuer is not None and self._is_suspended(issuer):
            return []
        found = [
            self._recognition(line, issuer)
            for line in (*self._listed(issuer_id), *self._listed_then(issuer_id))
        ]
        found = sorted(found, key=lambda each: each.registry)
        return [*self._organizations(issuer_id), *found]

    def _is_suspended(self, issuer: Issuer) -> bool:
        since = issuer.suspended_at
        return since is not None and (self._moment is None or since <= self._moment)

    def _recognition(self, line: _Line, issuer: Issuer | None) -> Recognition:
        # A line without a name recognizes the issuer by the name that it first signed with.
        name = line.name or (issuer.name if issuer else "")
        speaks_for, organizations = line.speaks_for, line.organization_names
        kept_for = others_records.kept_by(line.identifier)
        if kept_for and speaks_for != SpeaksFor.ANY:
            speaks_for, organizations = SpeaksFor.LISTED, (*organizations, *kept_for)
        return Recognition(
            line.registry.name, name, _start_of(line.since), str(speaks_for), organizations
        )

    def _listed(self, issuer_id: str) -> Iterator[_Line]:
        lines = RecognizedIssuer.objects.filter(_names(issuer_id), registry__active=True)
        if self._moment is not None:
            # A registry that gives a date vouches for the time since; one without, for what we saw.
            known = Q(since__lte=self._moment.date()) | Q(
                since__isnull=True, created_at__lte=self._moment
            )
            lines = lines.filter(known)
        yield from lines.select_related("registry")

    def _listed_then(self, issuer_id: str) -> Iterator[_Line]:
        if self._moment is None:
            return
        began = Q(since__lte=self._moment.date()) | Q(
            since__isnull=True, listed_at__lte=self._moment
        )
        lines = PastRecognition.objects.filter(
            _names(issuer_id), began, registry__active=True, ended_at__gt=self._moment
        )
        yield from lines.select_related("registry")

    def _organizations(self, issuer_id: str) -> Iterator[Recognition]:
        """Of this portal itself, and of the organizations that its administrators vetted: by the
        identity that the portal gives them, or by one of their own that was entered for them."""
        registry = _("organizations vetted by this portal")
        if issuer_id == own_did(None):
            # It says itself who was asked, and how sure it is who that was (ADR 7).
            yield Recognition(_("this portal"), _("this portal"), speaks_for=SpeaksFor.ANY.value)
        moment = self._moment or timezone.now()
        organization = organization_of(issuer_id)
        if organization is not None and organization.is_vetted:
            if organization.vetted_at is None or organization.vetted_at <= moment:
                yield Recognition(registry, organization.name, organization.vetted_at)
            return
        known = OrganizationIdentifier.objects.filter(
            identifier=issuer_id,
            organization__vetting=Vetting.VETTED,
            organization__vetted_at__lte=moment,
        ).annotate(vetted_at=F("organization__vetted_at"))
        for row in known.select_related("organization"):
            yield Recognition(registry, row.organization.name, row.vetted_at)


def _names(issuer_id: str) -> Q:
    """The lines that mean this issuer: by its identifier, or by the origin that it lives at."""
    by_identifier = Q(identifier=issuer_id) & ~Q(registry__kind=RegistryKind.ORIGINS)
    origin = origin_of(issuer_id)
    if not origin:
        return by_identifier
    return by_identifier | Q(identifier=origin, registry__kind=RegistryKind.ORIGINS)


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
