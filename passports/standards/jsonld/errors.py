"""The one exception of this package."""

from __future__ import annotations


class JsonLdError(ValueError):
    """A document that we refuse to expand or canonicalize.

    `code` is a stable snake_case word: an error of the JSON-LD 1.1 API in snake_case
    (`protected_term_redefinition`), something that safe mode forbids (`undefined_term`,
    `relative_iri`), a bound (`too_complex`, `too_many_quads`, `too_deep`) or something that is
    not implemented (`unsupported_...`). `detail` is one line for engineers.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
