"""Documents of issuers that are known already."""

from collections.abc import Mapping
from typing import Any

from passports.adapters.own_identity import own_document


class OwnDocuments:
    """The portal's own organizations are known from the rows, not asked over the network. Nobody
    else is pinned: every other controller document is resolved anew."""

    def controller_document(self, identifier: str) -> Mapping[str, Any] | None:
        return own_document(identifier)
