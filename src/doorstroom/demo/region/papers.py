"""Letters in the file of Abel."""

from __future__ import annotations

from datetime import timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.demo.region.history import Stage
from doorstroom.documents.services import add_document
from doorstroom.trajectories.models import Trajectory

LETTERS = (
    ("Besluit behoud van uitkering", "team", "Uw uitkering loopt door tijdens de toeleiding."),
    ("Afspraken over reiskosten", "organisation", "De gemeente betaalt de bus naar het werk."),
)


def build_papers(stage: Stage, abel: Trajectory) -> None:
    samira = actor_of(stage.member("samira"), at=stage.at)
    for title, visibility, text in LETTERS:
        add_document(
            actor=samira, person=abel.person, name=f"{title}.pdf", content=letter(title, text), visibility=visibility,
            on=stage.today - timedelta(days=12),
        )  # fmt: skip


def letter(title: str, text: str) -> bytes:
    """A PDF of one page that says this."""
    drawn = f"BT /F1 16 Tf 72 770 Td ({title}) Tj /F1 11 Tf 0 -30 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n"
    return made + b"%d\n%%%%EOF\n" % made.index(b"xref\n0 6")
