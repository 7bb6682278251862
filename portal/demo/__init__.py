"""A believable portal for a first look: people, organizations, and credentials that were really
signed, with keys made on the spot and thrown away. `manage.py demo` loads it once."""
