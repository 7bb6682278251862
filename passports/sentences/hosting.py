"""Badges that are good because of where they are hosted, and credentials inside others."""

from django.utils.translation import gettext_lazy as _

_UNREACHABLE = _("We could not reach the place where this badge is kept. We will try again.")

SENTENCES = {
    "hosted_by_issuer": _("The place that it names has the same badge: nothing was changed."),
    "hosted_differs": _(
        "The place that it names has another version of this badge. This copy was changed, or it "
        "is out of date (%(members)s)."
    ),
    "hosted_elsewhere": _("The place that it names sends us on to a website of somebody else."),
    "hosted_in_scope": _("It is kept where its issuer keeps its badges."),
    "hosted_out_of_scope": _("It is kept where its issuer keeps no badges, so it may be made up."),
    "not_hosted": _("It names neither a place where it is kept nor a signature."),
    "issuer_not_hosted": _("Its issuer has no website, so nothing shows who made it."),
    "badge_object_unreachable": _UNREACHABLE,
    "badge_object_missing": _("There is nothing any more at a place that this badge names."),
    "bad_badge_object": _("A place that this badge names answers with something else."),
    "extension_without_schema": _(
        "It has an addition for which no rules are published (%(extension)s)."
    ),
    "unsupported_extension": _(
        "It has an addition whose rules we do not know (%(extension)s). That says nothing "
        "against it."
    ),
}
