"""Pictures reduced to the picture: no text, no place, no programs, nothing behind the end.

JPEG (ITU T.81) and PNG (ISO 15948) are read part by part; what does not add up is refused. A photo keeps which side
is up.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from doorstroom.documents.domain.errors import DocumentError

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 100_000_000
"""More than any camera of a telephone; a picture that claims more is meant to fill a memory."""

_KEPT_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD"}
_APP0, _APP1, _APP2, _APP14, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_SCAN, _END = 0xDA, 0xD9
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ORIENTATION = 0x0112


def clean_png(content: bytes) -> bytes:
    parts = [PNG]
    for kind, chunk in _chunks(content):
        if kind == b"IHDR":
            _check_size(*struct.unpack(">II", chunk[8:16]))
        if kind in _KEPT_CHUNKS:
            parts.append(chunk)
        if kind == b"IEND":
            return b"".join(parts)
    raise DocumentError("file_broken")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise DocumentError("file_broken")
        yield chunk[4:8], chunk
        at += 12 + length


def clean_jpeg(content: bytes) -> bytes:
    parts, at, seen_frame = [b"\xff\xd8"], 2, False
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise DocumentError("file_broken")
        marker = content[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        end = at + 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
        segment = content[at:end]
        if marker in _FRAMES and len(segment) > 9:
            _check_size(*struct.unpack(">HH", segment[5:9]))
            seen_frame = True
        if marker == _APP1:
            parts.append(_upright(segment))
        elif marker in (_APP0, _APP2, _APP14) or not (_APP0 <= marker <= 0xEF or marker == _COMMENT):
            parts.append(segment)
        at = end
        if marker == _SCAN:
            at = _end_of_scan(content, end)
            parts.append(content[end:at])
            if content[at : at + 2] == b"\xff\xd9" and seen_frame:
                return b"".join([*parts, b"\xff\xd9"])
    raise DocumentError("file_broken")


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] not in {0, *range(0xD0, 0xD8)}:
            return at
        at += 2
    raise DocumentError("file_broken")


def _upright(segment: bytes) -> bytes:
    """Of the notes of the camera (Exif) only which side is up, written anew; nothing when that is not said."""
    body = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if segment[4:10] != b"Exif\0\0" or order is None or len(body) < 10:
        return b""
    (start,) = struct.unpack(order + "I", body[4:8])
    (count,) = struct.unpack(order + "H", body[start : start + 2]) if start + 2 <= len(body) else (0,)
    for n in range(min(count, 100)):
        entry = body[start + 2 + 12 * n : start + 14 + 12 * n]
        if len(entry) == 12 and struct.unpack(order + "H", entry[:2])[0] == _ORIENTATION:
            (side,) = struct.unpack(order + "H", entry[8:10])
            tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, side if 1 <= side <= 8 else 1, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    return b""


def _check_size(width: int, height: int) -> None:
    if not 0 < width * height <= MOST_PIXELS:
        raise DocumentError("picture_too_large")
