"""The processes of the portal on one machine: starting, watching and stopping them in order."""
