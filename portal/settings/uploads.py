"""How much one request may bring. The upload page says so, and judges each file for itself."""

UPLOAD_MAX_FILES = 500
UPLOAD_MAX_BYTES = 50_000_000
# Django counts files while it parses and then gives up on the whole request (portal/views/errors.py
# answers). Above our own limit, so that the page can still keep the first 500 and name the rest.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
# Room for the borders between files, and for the page to say itself which file is too large.
REQUEST_MAX_BYTES = UPLOAD_MAX_BYTES + 14_000_000
# Everything in a form that is not a file: the pasted text of one credential, with room to spare.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
# One file of up to 100,000 credentials, which is read from the disk and never as a whole.
BULK_MAX_BYTES = 500_000_000
BULK_PATH = "/bulk/"
__all__ = [
    "BULK_MAX_BYTES",
    "BULK_PATH",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FILES",
    "REQUEST_MAX_BYTES",
    "UPLOAD_MAX_BYTES",
    "UPLOAD_MAX_FILES",
]
