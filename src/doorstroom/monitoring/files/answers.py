"""Where answers go: a folder with files, written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from doorstroom.monitoring.files.refusals import BadFile


def folder(path: str) -> Path:
    """The folder to write in, made when it is not there."""
    target = Path(path)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadFile(f"{target}: cannot be made ({problem.strerror}); name a folder you may write in") from None
    return target


def write(target: Path, content: str) -> None:
    part = target.with_name(target.name + ".part")
    part.write_text(content, encoding="utf-8")
    part.replace(target)


def write_json(target: Path, data: Mapping[str, Any]) -> None:
    write(target, json.dumps(plain(data), indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def write_csv(target: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write(target, text.getvalue())


def plain(value: Any) -> Any:
    """What JSON knows: a number that is not finite becomes null, a tuple a list."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value
