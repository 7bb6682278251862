"""Was it issued to this person, and who knows the issuer?"""

from django.utils.translation import gettext_lazy as _

RECIPIENT = {
    "recipient_matches": _("It was issued to this person."),
    "recipient_differs": _(
        "It was issued to somebody else, or to an address that this person has not confirmed."
    ),
    "recipient_not_comparable": _("It does not say to whom it was issued in a way we can compare."),
    "not_asked": _("Nobody asked whether it belongs to somebody."),
    "unsupported_format": _("We cannot read the recipient of this kind of document yet."),
}

ISSUER_RECOGNIZED = {
    "issuer_recognized": _("The issuer is listed in %(registries)s."),
    "issuer_not_recognized": _(
        "The issuer is in none of the registries that we use. That says nothing against it."
    ),
    "issuer_not_confirmed": _(
        "An issuer of this name is listed in %(registries)s, but it is not proven that it signed."
    ),
    "not_asked": _("Nobody asked whether the issuer is recognized."),
    "unsupported_format": _("We cannot read the issuer of this kind of document yet."),
}
