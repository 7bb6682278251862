"""Adding an address for sign-in."""

from typing import Any

from allauth.account.forms import AddEmailForm as AllauthAddEmailForm
from allauth.core import context

# The address that somebody was about to add when they had to prove first that it is still them.
KEPT_KEY = "address_to_add"


class AddEmailForm(AllauthAddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Bring back what was typed before the proof. It is shown and not done: whoever had typed
        it may have been somebody else."""
        super().__init__(*args, **kwargs)
        if not self.is_bound and context.request is not None:
            self.initial.setdefault("email", context.request.session.pop(KEPT_KEY, ""))
