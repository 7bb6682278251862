"""Mail. The embedded default keeps messages in the database and shows them at /dev/mail."""

from portal.settings.environment import PRODUCTION, env, required

required("EMAIL_URL", "the mail server: smtp+tls://user:password@host:587")
required("DEFAULT_FROM_EMAIL", "the sender of its mail: Career Passport <no-reply@example.org>")
if PRODUCTION:
    globals().update(env.email_url("EMAIL_URL"))
    # Stored by the page, handed over by a worker: no page fails because the mail server is down.
    MAIL_DELIVERY_BACKEND = globals()["EMAIL_BACKEND"]
    EMAIL_BACKEND = "portal.kernel.mail.QueuedMailBackend"
else:
    EMAIL_BACKEND = "portal.kernel.mail.KeptMailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Career Passport <no-reply@localhost>")
# A mail server that hangs must not hold a worker.
EMAIL_TIMEOUT = 10
