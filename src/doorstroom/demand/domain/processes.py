"""A list of work processes as a school has it: one a line, the code first."""

from __future__ import annotations

import re

LINE = re.compile(r"([A-Za-z0-9][A-Za-z0-9.\-]{0,29})[\s:;]+(\S.{0,199})")


def read_parts(text: str) -> tuple[dict[str, str], list[str]]:
    """Code → name, and the lines that are not a code with a name. Empty lines are nothing."""
    parts, wrong = {}, []
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        found = LINE.fullmatch(line)
        if found and any(character.isdigit() for character in found[1]):
            parts[found[1]] = " ".join(found[2].split())
        else:
            wrong.append(line)
    return parts, wrong
