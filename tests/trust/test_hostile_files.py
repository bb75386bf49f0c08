"""Five hundred files that mean harm: refused with what to do, or kept without the harm; nothing else happens."""

import io
import zipfile
from collections import Counter

import pytest
from django.conf import settings

from doorstroom.documents.domain.errors import DocumentError
from doorstroom.documents.domain.files import MIME, receive
from doorstroom.documents.models import DocumentContent
from doorstroom.documents.wording import REFUSALS
from doorstroom.imports.domain.messages import FILES
from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.reading import read_document
from trust.hostile_files import corpus


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_there_are_five_hundred_different_ones(record_property):
    different = len({(name, content) for _what, name, content in corpus()})
    record_property("hostile files", different)
    assert different >= 500


def _harm(kind: str, content: bytes) -> bool:
    """Does what was kept still hold something that runs? A remark in a PDF and a text in a letter do not run."""
    if kind in {"jpg", "png"}:
        return b"payload" in content
    if kind == "pdf":
        return not content.startswith(b"%PDF-") or not content.endswith(b"%%EOF\n") or b"JavaScript" in content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            part.filename.endswith((".bin", ".js", ".exe")) or ".." in part.filename for part in archive.filelist
        )


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_hostile_document_is_refused_with_a_reason_or_kept_without_the_harm():
    wrong, refused, kept = [], 0, 0
    for what, name, content in corpus():
        try:
            received = receive(name, content)
        except DocumentError as error:
            refused += 1
            wrong += [] if error.code in REFUSALS else [(what, error.code)]
            continue
        kept += 1
        plain = received.name == received.name.strip() and not set(received.name) & set('/\\<>:"|?*\0\r\n;%=\u202e')
        fine = received.kind in MIME and received.name.endswith(f".{received.kind}") and plain
        if (
            not fine
            or received.name.startswith(".")
            or len(received.name) > 110
            or _harm(received.kind, received.content)
        ):
            wrong.append((what, name, received.name))
    assert wrong == []
    assert (refused > 350, kept > 50) == (True, True)


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_hostile_delivery_is_refused_with_a_reason_or_read_as_text():
    refused, read = Counter(), 0
    for what, _name, content in corpus():
        try:
            document = read_document(content)
        except FileError as error:
            refused[error.code] += 1
            continue
        read += 1
        cells = [cell for sheet in document.sheets for row in sheet.rows for cell in row.cells]
        assert cells, what
        assert {type(cell) for cell in cells} <= {str, type(None)}, what
    assert (set(refused) <= set(FILES), refused.total() > 200, read > 20) == (True, True, True)


def test_what_is_kept_stands_in_no_folder_that_a_web_server_hands_out():
    assert DocumentContent._meta.get_field("data").get_internal_type() == "BinaryField"
    assert settings.MEDIA_ROOT != settings.STATIC_ROOT
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.STATIC_ROOT))
