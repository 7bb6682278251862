"""Trust registries that others publish: one file a kind."""
