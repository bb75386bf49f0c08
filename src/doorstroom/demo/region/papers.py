"""Papers in the file of Abel: two letters that he received, and an overview that Samira made."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format

from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from doorstroom.demo.region.history import Stage
from doorstroom.documents.services import add_document
from doorstroom.letters.domain.letter import Kind, Paragraph
from doorstroom.letters.services import write_letter
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import person_page
from doorstroom.ui.pdf import Sheet, pdf_of

LETTERS = (
    ("Besluit behoud van uitkering", "team", "Uw uitkering loopt door tijdens de toeleiding."),
    ("Afspraken over reiskosten", "organisation", "De gemeente betaalt de bus naar het werk."),
)


def build_papers(stage: Stage, abel: Trajectory) -> None:
    member = stage.member("samira")
    samira, day = actor_of(member, at=stage.at), stage.today - timedelta(days=12)
    for title, visibility, text in LETTERS:
        sheet = Sheet(title, "nl", member.organisation.name, (), date_format(day, "j F Y"), (Paragraph(text),))
        add_document(
            actor=samira, person=abel.person, name=f"{title}.pdf", content=pdf_of(sheet), visibility=visibility, on=day
        )  # fmt: skip
    with scope(samira, nested=True):
        page = person_page(samira, abel.person_id)
        if page:
            write_letter(actor=samira, kind=Kind.TRAJECTORY_OVERVIEW, page=page, writer=member)
