"""The portal as everywhere in tests, with the mail of production: stored by the page, handed to a
real mail server by a worker."""

from portal.settings import *  # noqa: F403
from portal.settings import env

globals().update(env.email_url("EMAIL_URL"))
MAIL_DELIVERY_BACKEND = globals()["EMAIL_BACKEND"]
EMAIL_BACKEND = "portal.kernel.mail.QueuedMailBackend"
