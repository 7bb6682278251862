"""Why an identifier gave no controller document."""

from __future__ import annotations

from passports.standards.hints import Any


class CannotResolve(Exception):
    """`code`: `unsupported_identifier_method`, `issuer_not_resolvable`, `bad_identifier`,
    `bad_controller_document`, `controller_id_mismatch`, `unsupported_key_type`."""

    def __init__(self, code: str, detail: str = "", **params: Any) -> None:
        super().__init__(detail or code)
        self.code = code
        self.detail = detail
        self.params = params
