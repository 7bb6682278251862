"""The published standards: no database, no network."""
