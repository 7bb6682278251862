"""A page behind a share link is one of those whose address holds a token."""

from portal.kernel.token_page import token_page as share_page
from portal.kernel.token_page import unindexed

__all__ = ["share_page", "unindexed"]
