"""What each figure on trust stands beside: an aim of our own list (R1 to R26), and what others promise or show of it.

Read in 2026 from what the systems and rules say in public: their code, advisories, guides and test suites.
"""

from __future__ import annotations

ANCHORS = {
    "access, cells": "R1, ASVS 5 8.2: each access checked; Open Zaak's advisories of 2026 are mostly ways around it",
    "access, leaks": "R1, ASVS 5 8.2: each access checked; Open Zaak's advisories of 2026 are mostly ways around it",
    "access, planted": "R1: none of fourteen open-source peers plants faults; rdv-insertion tests 4 of 22 policies",
    "access, histories": "R2, ASVS 5 8.4.1 and 8.2.3: tenants and fields apart; no peer tries random histories",
    "log, attacks": "R4, BIO2 8.15.06: proof that a log is unchanged; Primero's are rows that can be changed",
    "log, checking": "R4, BIO2 8.15.06: proof that a log is unchanged; no peer chains its log",
    "log, append": "R4: no peer chains its log; Primero writes a row for every call",
    "log, sealing": "R4: no peer chains its log; Primero writes a row for every call",
    "log review, ": "R5: the Dutch data protection authority and Suwinet ask regular review; no peer ships it",
    "sign-in, wrong tries": "R6: Primero lets six tries a minute through",
    "sign-in, ": "R6, BIO2 5.17.01: a second step for what faces the internet; Primero has it only through a broker",
    "ASVS": "R7, ASVS 5: 253 requirements of levels 1 and 2, 30 of chapters 8 and 16; no peer publishes its table",
    "fuzzed forms": "R8: none of fourteen open-source peers fuzzes",
    "hostile files": "R9: les-emplois scans for viruses; no peer shows a corpus of hostile files",
    "kill -9": "R10, R11: no peer publishes what a kill costs it",
    "disk full": "R12: no peer publishes what a full disk costs it",
    "restore drill": "R13, BIO2 8.13.04: a restore tested once a year; les-emplois backs up nightly",
    "double click": "R15: les-emplois mended two hirings 0.24 s apart",
    "same press": "R15: les-emplois mended two hirings 0.24 s apart",
    "large import": "R16: ETO takes 600 rows at a time",
    "retention, ": "R22: les-emplois lets go after two years and tells it thirty days before",
    "random order": "R24: les-emplois runs 4,003 tests in random order",
    "test strength": "R24: Zulip reaches 98 % of its lines; none of fourteen open-source peers plants faults",
    "hard shell, ": "R25: les-emplois sends a policy with nonces; NCSC's guidelines ask strict headers",
    "parts, ": "R25: OpenMRS checks its dependencies at each build",
}
"""By the beginning of a figure's name; the first that fits counts."""


def anchor(name: str) -> str:
    """What this figure stands beside; empty when nobody said."""
    return next((text for start, text in ANCHORS.items() if name.startswith(start)), "")
