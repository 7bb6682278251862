"""What PostgreSQL does by itself within a minute of many new rows, done at once."""

from django.db import connection


def settle() -> None:
    """Statistics for the planner, and the vacuum after which an index answers alone."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
