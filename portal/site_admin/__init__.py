"""The Django admin of this portal: only for sessions with a second factor."""
