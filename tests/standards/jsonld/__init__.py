"""JSON-LD and its canonical form."""
