"""Reads of recruitment and selection."""

from __future__ import annotations

from django.db import connection

from doorstroom.rounds.models import Round


def absences_of(round: Round) -> dict[str, int]:
    """Why invited people did not come, as counts that every partner of the round reads; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reason, people FROM doorstroom_round_absences(%s) ORDER BY people DESC, reason", [round.pk]
        )
        return dict(cursor.fetchall())
