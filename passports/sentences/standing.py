"""Is it in force, is it revoked, does it satisfy its own rules?"""

from django.utils.translation import gettext_lazy as _

VALIDITY = {
    "current": _("It is in force today."),
    "not_yet_valid": _("It is not in force yet. It begins on %(valid_from)s."),
    "expired": _("It expired on %(valid_until)s."),
    "bad_date": _("A date in it cannot be read, so we cannot tell when it is in force."),
    "unsupported_format": _("We cannot read the dates of this kind of document yet."),
}

STATUS = {
    "no_status": _("Its issuer publishes no revocation list for it."),
    "not_revoked": _("Its issuer has not revoked it."),
    "not_suspended": _("Its issuer has not suspended it."),
    "not_flagged": _("Its issuer's list says nothing against it."),
    "refresh_available": _("Its issuer offers a newer version of it."),
    "revoked": _("Its issuer has revoked it."),
    "suspended": _("Its issuer has suspended it for now."),
    "status_list_unreachable": _(
        "We could not reach the issuer's revocation list. We will try again."
    ),
    "bad_status_list": _("The issuer's revocation list cannot be read. We will try again."),
    "status_list_not_verified": _(
        "The revocation list itself could not be verified, so what it says does not count."
    ),
    "status_purpose_mismatch": _("The revocation list that it names is for something else."),
    "status_message": _("Its issuer's list says about it: “%(message)s”."),
    "status_list_too_short": _("The issuer's revocation list is too short to be believed."),
    "status_bit_order": _(
        "The issuer's revocation list is of an old kind that can be read in two ways, and they "
        "differ here."
    ),
    "status_index_out_of_range": _("Its place in the revocation list does not exist."),
    "bad_status_entry": _("It names its revocation list in a way that cannot be read."),
    "too_many_status_entries": _("It names more revocation lists than we read (%(count)s)."),
    "unsupported_status_method": _(
        "Its issuer tells about revocation in a way that we cannot read yet (%(method)s)."
    ),
    "unsupported_status_purpose": _(
        "Its revocation list is for a purpose that we do not know (%(purpose)s)."
    ),
    "unsupported_format": _("We cannot check revocation of this kind of document yet."),
}

SCHEMA = {
    "no_schema": _("It names no rules of its own."),
    "schema_satisfied": _("It satisfies the rules that it names."),
    "schema_not_satisfied": _("It breaks the rules that it names itself."),
    "schema_unreachable": _("We could not reach the rules that it names. We will try again."),
    "bad_schema": _("The rules that it names cannot be read."),
    "schema_changed": _(
        "The rules that it names were changed since it was issued, so they say nothing about it."
    ),
    "schema_not_verified": _(
        "The rules that it names are signed, and that signature could not be verified."
    ),
    "schema_too_complex": _("The rules that it names take too long to check."),
    "too_many_schemas": _("It names more sets of rules than we read (%(count)s)."),
    "type_without_metadata": _("Its kind is a plain name, without rules that could be checked."),
    "type_satisfied": _("It keeps to the published rules for its kind."),
    "type_not_satisfied": _("It breaks the published rules for its kind (%(path)s)."),
    "type_not_checked": _("We could not check the rules for its kind, since it cannot be read."),
    "type_metadata_unreachable": _(
        "We could not reach the rules for its kind. We will try again when we check it next."
    ),
    "type_metadata_changed": _(
        "The rules for its kind were changed since it was issued, so they say nothing about it."
    ),
    "type_extends_itself": _("The rules for its kind are built on themselves, so they are none."),
    "too_many_types": _("The rules for its kind lead to more documents than we read (%(limit)s)."),
    "bad_type_metadata": _("The rules for its kind cannot be read."),
    "unsupported_schema_method": _("It names its rules in a way that we cannot read yet."),
    "unsupported_format": _("We cannot check the rules of this kind of document yet."),
}
