"""Is the signature good, and does the signing key belong to the issuer?"""

from django.utils.translation import gettext_lazy as _

_MALFORMED = _("Its signature is not built as it must be, so it proves nothing.")

PROOF = {
    "good_signature": _("The signature is good: nothing was changed since it was signed."),
    "secured_by_presentation": _(
        "Whoever issued it presents it, and signed the whole presentation."
    ),
    "unsigned": _("Nobody has signed it, so anybody could have written it."),
    "bad_signature": _(
        "The signature does not fit. The document was changed after it was signed, or somebody "
        "else signed it."
    ),
    "too_many_proofs": _("It carries more signatures than we check (%(count)s)."),
    "malformed_proof": _MALFORMED,
    "unsupported_proof_type": _(
        "It is signed in a way that we cannot check yet (%(proof_type)s). That says nothing "
        "against it."
    ),
    "unsupported_algorithm": _(
        "It is signed with a method that we cannot check yet (%(algorithm)s). That says nothing "
        "against it."
    ),
    "unsupported_format": _("We cannot check signatures of this kind of document yet."),
    "wrong_proof_purpose": _("The signature was made for another purpose than issuing."),
    "bad_proof_date": _("The signature carries a date that cannot be read."),
    "proof_expired": _("The signature itself has expired."),
    "wrong_domain": _("The signature was made for another website."),
    "wrong_challenge": _("The signature answers another question than the one asked."),
    "previous_proof_missing": _("The signature builds on another one that is not there."),
    "previous_proof_cycle": _("Its signatures each claim to be made after the other."),
    "previous_proof_not_good": _(
        "The signature builds on another one that is not good or could not be checked."
    ),
    "base_proof": _(
        "This is its holder's own copy, not one for showing. The wallet that holds it can make a "
        "copy for showing."
    ),
    "wrong_key_type": _("The key cannot have made a signature of this kind."),
    "key_conflict": _("It names two different keys for one signature."),
    "algorithm_not_allowed": _("It asks for a way of signing that protects nothing."),
    "header_not_allowed": _("Its signature asks us to trust an address of its own choosing."),
    "no_verification_method": _("The signature does not say with which key it was made."),
    "key_not_found": _("The key that it names is not in the issuer's list of keys."),
    "key_unavailable": _("We could not get the issuer's key, so the signature stays unchecked."),
    "bad_key": _("The key that it names is not a valid key."),
    "weak_key": _("The key that it names is too short to protect anything."),
    "bad_identifier": _("It names its key in a way that is not valid."),
    "issuer_unreachable": _(
        "We could not reach the place where the issuer publishes its keys. We will try again."
    ),
    "issuer_address_refused": _(
        "The issuer's keys would be at an address that is not public. We do not go there."
    ),
    "issuer_not_resolvable": _("The issuer's keys cannot be found from its identifier."),
    "bad_controller_document": _("The issuer's list of keys cannot be read."),
    "controller_id_mismatch": _("The list of keys that we found is somebody else's."),
    "unsupported_identifier_method": _(
        "The issuer names itself in a way that we cannot look up yet. That says nothing against it."
    ),
    "unsupported_key_type": _(
        "The issuer signs with a kind of key that we cannot use yet. That says nothing against it."
    ),
}

ISSUER_KEY = PROOF | {
    "key_authorized": _("The signing key belongs to the issuer that the document names."),
    "key_authorized_archived": _(
        "The issuer's documents cannot be had any more. When we last could, on %(archived_at)s, "
        "the signing key was the issuer's."
    ),
    "controller_mismatch": _(
        "The signature was made with a key of somebody else than the issuer that it names."
    ),
    "key_revoked": _("The issuer has withdrawn the key with which it was signed."),
    "key_expired": _("The issuer's key with which it was signed has expired."),
    "key_not_for_assertion": _("The issuer does not allow this key for issuing credentials."),
    "no_good_proof": _("There is no good signature, so there is no key to look up."),
    "no_issuer": _("It does not say who issued it."),
    "unsupported_format": _("We cannot look up the issuer of this kind of document yet."),
}
