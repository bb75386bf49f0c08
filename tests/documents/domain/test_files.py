"""What is kept of a file: only what is certain, and nothing that runs, tells a place or hides behind the end."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.documents.domain.errors import DocumentError
from doorstroom.documents.domain.files import MIME, receive
from doorstroom.documents.domain.names import safe_name
from factories.files import HOSTILE, KEPT, PDF, SCRIPT, chunk, exif, jpeg, png, segment


@pytest.mark.parametrize("name", KEPT)
def test_harmless_files_are_kept_for_what_they_are(name):
    kind, content = KEPT[name]
    received = receive("vreemd.exe", content)
    assert (received.kind, received.name, received.content) == (kind, f"vreemd.{kind}", content)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name):
    content, code = HOSTILE[name]
    with pytest.raises(DocumentError) as caught:
        receive("cv.pdf", content)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["pdf", "jpg", "png"])
def test_what_stands_behind_the_end_is_cut_off(kind):
    clean = {"pdf": PDF, "jpg": jpeg(), "png": png()}[kind]
    assert receive("x", clean + SCRIPT + b"PK\x03\x04").content == clean


def test_notes_inside_pictures_are_left_out():
    assert receive("x", png(chunk(b"tEXt", b"Comment\0" + SCRIPT), chunk(b"eXIf", b"GPS"))).content == png()
    assert receive("x", jpeg(segment(0xFE, SCRIPT), segment(0xED, b"Photoshop"))).content == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("side", [1, 6, 8])
def test_a_photo_keeps_which_side_is_up_and_not_where_it_was_taken(order, side):
    kept = receive("x", jpeg(exif(side, order))).content
    assert b"GPS" not in kept
    assert b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([side]) in kept
    assert receive("x", kept).content == kept, "cleaned once is clean"


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])
)
def test_any_bytes_are_kept_or_refused_never_an_error(content, start):
    try:
        received = receive("x", start + content)
    except DocumentError:
        return
    assert received.kind in MIME
    assert receive("x", received.content).content == received.content


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8), st.sampled_from(sorted(KEPT)))
def test_a_damaged_file_is_kept_or_refused_never_an_error(at, damage, name):
    content = KEPT[name][1]
    with suppress(DocumentError):
        receive("x", content[:at] + damage + content[at + len(damage) :])


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"), ("C:\\Users\\x\\brief.docx", "brief.pdf"), ("", "document.pdf"),
        ("...", "document.pdf"), ("CON.txt", "document CON.pdf"), ("brief.pdf.exe", "brief pdf.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"), ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x_1.pdf"),
        ("brié f.PDF", "brié f.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"), ('a"b<c>|?*.pdf', "a_b_c.pdf"), (".htaccess", "document.pdf"),
    ],
)  # fmt: skip
def test_names_lose_what_means_something_to_a_computer(given_name, kept):
    assert safe_name(given_name, "pdf") == kept


@given(st.text(max_size=300))
def test_a_name_is_always_safe(text):
    name = safe_name(text, "jpg")
    assert name.endswith(".jpg")
    assert name != ".jpg"
    assert len(name) <= 113
    assert not set(name) & set('/\\<>:"|?*\r\n\0%;=')
    assert safe_name(name, "jpg") == name
