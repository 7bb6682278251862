"""How old a person is, as far as we need to know: a band, never a birth date.

Under 13 nobody has an account here. From 13 to 17 a parent or guardian agrees before anything is
disclosed on request. Asked once; of minors once a year, because they grow up.
"""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AgeBand, User

ASK_AGAIN_AFTER = dt.timedelta(days=365)
UNDER_13 = "under_13"
CHOICES = [
    (UNDER_13, _("Under 13")),
    (AgeBand.MINOR, AgeBand.MINOR.label),
    (AgeBand.ADULT, AgeBand.ADULT.label),
]
TOO_YOUNG = _(
    "You have to be 13 or older to have an account here. We have kept nothing of what you entered."
)


def is_due(user: User) -> bool:
    """Whether this person is asked for their age now. No query."""
    if user.age_band == AgeBand.MINOR and user.age_asked_at:
        return bool(user.age_asked_at < timezone.now() - ASK_AGAIN_AFTER)
    return not user.age_band


def needs_guardian(user: User) -> bool:
    return user.age_band == AgeBand.MINOR
