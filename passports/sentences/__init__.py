"""Codes of checks and items -> sentences for people. Every code of the standards has one."""
