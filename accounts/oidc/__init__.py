"""OpenID Connect, as the side that relies on a provider that an organization runs.

Our own and not a library's: every address here is named by an organization, so every request goes
through the guarded fetcher, which no client library can be made to use.

Sources: https://openid.net/specs/openid-connect-core-1_0.html,
https://openid.net/specs/openid-connect-discovery-1_0.html,
https://www.rfc-editor.org/rfc/rfc7636 (PKCE), https://www.rfc-editor.org/rfc/rfc9700 (security).
"""

from accounts.oidc.flow import Flow, begin, finish
from accounts.oidc.logout import SignedOut, signed_out
from accounts.oidc.problems import SsoProblem, sentence_of
from accounts.oidc.tokens import Person

__all__ = [
    "Flow",
    "Person",
    "SignedOut",
    "SsoProblem",
    "begin",
    "finish",
    "sentence_of",
    "signed_out",
]
