"""How much one request may bring. What a page allows is less, and says so in a sentence."""

# Django's own limit, 100, is below the 500 files that one import may have. Requests beyond this one
# are refused before they are read to their end.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
# A pasted credential may have 5 MB, and form fields around it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
__all__ = ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FILES"]
