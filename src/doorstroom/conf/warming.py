"""What a web process reads ahead beside its first answers, so that nobody's first question waits for it."""

from __future__ import annotations

import gc
import logging
from threading import Timer

from django.conf import settings
from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

SECONDS_BEFORE = 2.0
"""The first answers of a process go first: reading ahead takes the processor some seconds."""


def warm_up() -> None:
    """The names of concepts as an index, and the fingerprint of the matching rule."""
    from doorstroom.matching.services.answers import rule_version
    from doorstroom.taxonomy.domain.catalogue import KINDS
    from doorstroom.taxonomy.selectors import concept_index

    rule_version()
    for kind in KINDS:
        concept_index(kind=kind, language=settings.LANGUAGE_CODE)


def _in_thread() -> None:
    try:
        warm_up()
    except DatabaseError:
        logger.warning("the index of concepts is made at the first question: the database did not answer")
    finally:
        connection.close()
        keep_what_is_loaded()


def keep_what_is_loaded() -> None:
    """From here on nobody waits while what was loaded so far is searched for garbage."""
    gc.collect()
    gc.freeze()


def warm_up_beside() -> Timer:
    """In a thread that ends with the process."""
    thread = Timer(SECONDS_BEFORE, _in_thread)
    thread.daemon = True
    thread.start()
    return thread
