"""One after the other, where there is no row yet that could be locked."""

from hashlib import blake2b

from django.db import connection


def advisory_lock(*names):
    """Until the transaction ends, nobody else goes on who has asked for one of these names.

    SQLite needs nothing: its transactions begin as writes (settings), of which it lets one at a time.
    """
    if connection.vendor != "postgresql":
        return
    digests = [blake2b(name.encode(), digest_size=8).digest() for name in names]
    keys = sorted(
        int.from_bytes(digest, signed=True) for digest in digests
    )  # so that nobody waits in a circle
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
