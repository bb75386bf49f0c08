"""Counts who signs people up, for all processes of the server together."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from doorstroom.intake.models import SignUpTries

COUNT = f"""
INSERT INTO {SignUpTries._meta.db_table} AS kept (place, hour, tries) VALUES (%s, %s, 1)
ON CONFLICT (place, hour) DO UPDATE SET tries = kept.tries + 1 RETURNING tries
"""  # noqa: S608


def count_try(*, address: str, at: datetime) -> int:
    """Count one more try from this address in this hour, forget earlier hours, and return how many there are."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    SignUpTries.objects.filter(hour__lt=hour).delete()
    place = salted_hmac(f"meedoen {hour.isoformat()}", address, algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [place, hour])
        tries: int = cursor.fetchone()[0]
    return tries
