"""Mail. The embedded default keeps messages in the database and shows them at /dev/mail."""

from portal.settings.environment import PRODUCTION, env, required

required("EMAIL_URL", "the mail server: smtp+tls://user:password@host:587")
required("DEFAULT_FROM_EMAIL", "the sender of its mail: Career Passport <no-reply@example.org>")
if PRODUCTION:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "portal.kernel.mail.KeptMailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Career Passport <no-reply@localhost>")
# Some mail goes out while a person waits; a mail server that hangs must not hang the page.
EMAIL_TIMEOUT = 10
