"""Hostile input by the million: one target for each parser, a corpus of our own, one oracle."""
