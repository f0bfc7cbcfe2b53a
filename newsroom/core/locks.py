"""Locks for the case in which no row exists yet that could be locked."""

from hashlib import blake2b

from django.db import connection


def advisory_lock(*names: str) -> None:
    """Lock each of `names` until the transaction ends; wait while another transaction holds one of them.

    On SQLite this does nothing: its transactions begin as writes (settings), and it allows one writer at a time.
    """
    if connection.vendor != "postgresql":
        return
    digests = [blake2b(name.encode(), digest_size=8).digest() for name in names]
    # Sorted: two transactions with the same names cannot wait for each other.
    keys = sorted(int.from_bytes(digest, signed=True) for digest in digests)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
