"""Sign-in by email (allauth): emailed code or password, passkeys and TOTP."""

from portal.settings.environment import PRODUCTION, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.addresses.AddEmailForm",
    "login": "accounts.forms.login.LoginForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.signup.SignUpForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"

MFA_ADAPTER = "accounts.sign_in.FactorAdapter"
MFA_FORMS = {"add_webauthn": "accounts.forms.passkeys.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Career Passport"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Browsers offer passkeys on http://localhost only; anywhere else they demand https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

USERSESSIONS_TRACK_ACTIVITY = True

# How many of our own proxies stand in front: only they may say where a request came from.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# NIST SP 800-63B-4, 3.1.1: length and a list of known passwords, no rules of composition.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.ContextWordsValidator"},
]

# How long a person who lost every factor waits, so that the owner of the account can object.
RECOVERY_WAIT_HOURS = env.int("RECOVERY_WAIT_HOURS", default=72)
