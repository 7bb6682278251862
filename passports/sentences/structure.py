"""Is it complete and well formed?"""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "conforms": _("It has everything that a credential of its kind must have."),
    "missing_member": _("A part that it must have is missing (%(path)s)."),
    "empty_member": _("A part that must say something is empty (%(path)s)."),
    "wrong_type": _("A part is not of the kind that it must be (%(path)s)."),
    "not_an_object": _("A part is not built as it must be (%(path)s)."),
    "wrong_context": _("It does not say in which vocabulary it is written."),
    "bad_uri": _("An address or identifier in it is not valid (%(path)s)."),
    "bad_date": _("A date in it cannot be read, so we cannot tell when it is in force."),
    "dates_out_of_order": _("It ends before it begins."),
    "digest_mismatch": _(
        "It was made with another edition of a vocabulary than the one that we have (%(path)s)."
    ),
    "bad_digest": _("A fingerprint in it cannot be read (%(path)s)."),
    "jwt_claims_conflict": _(
        "Its signed envelope and its content contradict each other (%(path)s)."
    ),
    "unsupported_format": _(
        "It is a document of a kind that we cannot check yet (%(format)s). That says nothing "
        "against it."
    ),
    "too_many_values": _("A part that says one thing says several (%(path)s)."),
}
