"""Which trust registries know an issuer, from the rows that administrators keep."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from passports.models import Issuer, RecognizedIssuer
from passports.standards.types import Recognition


class RegistryTrustStore:
    def recognitions(self, issuer_id: str) -> Sequence[Recognition]:
        """The registries in use that list this issuer; none for one that is suspended here."""
        if Issuer.objects.filter(identifier=issuer_id, suspended_at__isnull=False).exists():
            return []
        lines = (
            RecognizedIssuer.objects.filter(identifier=issuer_id, registry__active=True)
            .select_related("registry")
            .order_by("registry__name")
        )
        return [
            Recognition(
                line.registry.name,
                line.name,
                datetime.combine(line.since, time(), UTC) if line.since else None,
            )
            for line in lines
        ]
