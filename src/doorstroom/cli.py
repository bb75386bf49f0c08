"""The `doorstroom` command. Each command lives with its app; this only finds it and sets the scene.

doorstroom demo [--port N] [--on DATE]     fill the demo region when it is empty, and serve it
doorstroom serve | worker | migrate        run the product
doorstroom check | verify-audit            look whether it is in order
doorstroom backup | restore | drill        keep a copy, put it back, try whether it could be put back
doorstroom audit-export                    the log of a period in the form of Logboek dataverwerkingen
doorstroom evidence-pack --out DIR         the tables of the privacy officer, from the running installation
doorstroom untie-broker EMAIL              let the next sign-in through a broker tie this account anew
doorstroom administrator ORGANISATION EMAIL NAME --kind KIND   an organisation begins, with who gives its roles
doorstroom organisation merge FORMER INTO | rename NAME NEW    what becomes of an organisation
doorstroom algorithm-register              write the entry for the register of algorithms
doorstroom fairness-report | replay-answers   look at matching: equal chances, the same answers again
doorstroom import | model | taxonomy       bring in partners' files, route models, occupations and skills
doorstroom return PARTNER                  give a partner its own columns back, with what changed here
doorstroom outcomes | survival | evaluate  paths, curves and impact from files, without a database
doorstroom link                            what occupations or skills titles in a file may mean
doorstroom match                           which places fit which people in two files, and why
doorstroom plan-round                      who of a round could go where, with proof and reasons, from files
doorstroom simulate                        how many must start to reach a goal, from a file
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

# Names that a person types, and the module of the command behind it.
COMMANDS = {
    "algorithm-register": "algorithm_register",
    "audit-export": "audit_export",
    "check": "check_installation",
    "demo": "serve_demo",
    "evidence-pack": "evidence_pack",
    "fairness-report": "fairness_report",
    "import": "import_file",
    "migrate": "migrate_and_grant",
    "replay-answers": "replay_answers",
    "return": "return_file",
    "untie-broker": "untie_broker",
    "verify-audit": "verify_audit",
}

# Engines that work on files alone: no Django, no database. Each module has `main(words) -> exit code`.
ON_FILES: dict[str, str] = {
    "evaluate": "doorstroom.monitoring.files.evaluate",
    "link": "doorstroom.taxonomy.files.link",
    "match": "doorstroom.matching.files.match",
    "outcomes": "doorstroom.monitoring.files.outcomes",
    "plan-round": "doorstroom.matching.files.plan_round",
    "simulate": "doorstroom.monitoring.files.simulate",
    "survival": "doorstroom.monitoring.files.survival",
}


def main(argv: list[str] | None = None) -> None:
    """Run one command. Exits with 1 and a plain sentence when the surroundings are not in order."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(__doc__)  # noqa: T201
        return
    if words[0] in ON_FILES:
        sys.exit(import_module(ON_FILES[words[0]]).main(words[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doorstroom.conf.dev")
    if "--on" in words and words[0] == "demo":
        os.environ["DOORSTROOM_DEMO_NOW"] = f"{words[words.index('--on') + 1]}T10:00"

    from django.core.management import execute_from_command_line  # slow import: not needed for the help

    from doorstroom.conf.environment import MissingSetting
    from doorstroom.database.embedded import DatabaseUnavailable

    try:
        execute_from_command_line(["doorstroom", COMMANDS.get(words[0], words[0]), *words[1:]])
    except (MissingSetting, DatabaseUnavailable) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
