"""What administrators see of the kernel."""
