"""Figures, printed by `make bench`: each as a ratio to a floor or a peer of the same run."""
