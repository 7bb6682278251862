"""Mail. The embedded default keeps messages in the database and shows them at /dev/mail."""

from portal.settings.environment import PRODUCTION, env

if PRODUCTION:
    globals().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25"))
else:
    EMAIL_BACKEND = "portal.kernel.mail.KeptMailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Career Passport <no-reply@localhost>")
