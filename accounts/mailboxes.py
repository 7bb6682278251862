"""Which mailbox an address leads to, as far as that is known: one mailbox has many spellings.

Only what the providers themselves say of their addresses; for others, the case and what follows a
plus. So two addresses may lead to one mailbox and be told apart here, and hardly ever the reverse.
"""

from accounts.domains import domain_of

# https://support.google.com/mail/answer/7436150
_GMAIL = ("gmail.com", "googlemail.com")
# https://support.apple.com/102540
_APPLE = ("icloud.com", "me.com", "mac.com")
# https://proton.me/support/addresses-and-aliases
_PROTON = ("proton.me", "protonmail.com", "pm.me")
_SAME_DOMAIN = {domain: same[0] for same in (_GMAIL, _APPLE, _PROTON) for domain in same}
_LEFT_OUT = {"gmail.com": ".", "proton.me": ".-_"}


def mailbox_of(email: str) -> str:
    """A spelling that is the same for every address known to lead to this mailbox."""
    local, _at, domain = email.strip().casefold().rpartition("@")
    domain = domain_of(email.casefold()) or domain
    domain = _SAME_DOMAIN.get(domain, domain)
    local = local.partition("+")[0]
    for character in _LEFT_OUT.get(domain, ""):
        local = local.replace(character, "")
    return f"{local}@{domain}"


def is_one_of(email: str, others: set[str]) -> bool:
    """Whether an address leads to the mailbox of one of these, however it is spelled."""
    return mailbox_of(email) in {mailbox_of(other) for other in others}
