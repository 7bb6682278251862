"""What administrators see of this app."""
