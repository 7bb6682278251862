"""The published standards, pure Python: `parse()`, `verify()`, `issue()`. No Django in here.

parse(content: bytes, *, filename="", limits=DEFAULT_LIMITS) -> Document   (raises NotACredential)
verify(document, *, fetch, keys, trust, contexts, now, identities=None, challenge=None,
       domain=None, limits=DEFAULT_LIMITS) -> Report
issue(credential, *, key, proof, created) -> dict | str
"""
