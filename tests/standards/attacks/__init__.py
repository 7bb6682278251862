"""The table of attacks: each row an input, and the check and code that must answer it."""
