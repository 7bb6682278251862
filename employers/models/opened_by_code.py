"""What somebody without an account reaches by a link, and opens with a code from their mailbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenedByCode(models.Model):
    """The code that was mailed last (employers/actions/link_codes.py); empty when there is none."""

    # Where link and code go to. Forgotten some time after the end.
    email = models.EmailField(_("email address"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    code_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def takes_code(self) -> bool:
        """Whether there is still something to do behind the link."""
        raise NotImplementedError

    @property
    def masked_email(self) -> str:
        name, _at, domain = self.email.partition("@")
        return f"{name[:1]}•••@{domain}" if domain else ""
