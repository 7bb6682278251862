"""Facts about published JSON-LD contexts, one file each."""
