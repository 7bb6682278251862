"""What is wrong with the vocabulary in which a document is written (JSON-LD)."""

from django.utils.translation import gettext_lazy as _

BROKEN = _("Its vocabulary is not built as it must be, so its signature proves nothing.")
NOT_YET = _("It uses something that we cannot check yet. That says nothing against it.")
_UNPROTECTED = _("It contains a part that stands on its own. A signature cannot protect it.")
_TOO_MUCH = _("It is too complicated to be checked in a reasonable time.")

SENTENCES = {
    "undefined_term": _(
        "It contains words that its vocabulary does not define. A signature cannot protect these."
    ),
    "relative_iri": _(
        "It contains an address that is only half of one. A signature cannot protect it."
    ),
    "protected_term_redefinition": _(
        "It gives its own meaning to words that must keep theirs, so it cannot be relied on."
    ),
    "unsupported_context": _(
        "It uses a vocabulary that we do not know, so we cannot check it. That says nothing "
        "against it."
    ),
    "too_complex": _TOO_MUCH,
    "too_many_quads": _TOO_MUCH,
    "context_overflow": _TOO_MUCH,
    "unsupported_number": _("It contains a number that different programs write differently."),
    "unsupported_value": NOT_YET,
    "unsupported_hash": NOT_YET,
    "unsupported_keyword": NOT_YET,
    "unsupported_scope": NOT_YET,
    "bad_nquads": BROKEN,
    "blank_predicate": BROKEN,
    "dropped_value": _UNPROTECTED,
    "free_floating_value": _UNPROTECTED,
    "misplaced_keyword": BROKEN,
    "repeated_node": _(
        "It says things about itself in an unexpected place, where they are easily missed."
    ),
    "aliased_term": BROKEN,
    "colliding_keywords": BROKEN,
    "cyclic_iri_mapping": BROKEN,
    "keyword_redefinition": BROKEN,
}
