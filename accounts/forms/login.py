"""Sign-in with a password, for those who set one."""

from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):
    def _setup_password_field(self) -> None:
        """Keep the password. allauth drops it because sign-up does not ask for one, and sign-up
        must not: whoever signs up with somebody else's address would know the password of the
        account that its real owner confirms later."""
