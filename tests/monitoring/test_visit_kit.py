"""What a visitor takes home holds nothing that not everybody may read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.letters.domain.letter import Heading, Items, Table
from doorstroom.monitoring.models import PublishedTable
from doorstroom.monitoring.selectors.visit import visit_blocks
from doorstroom.participants.services import set_contact
from doorstroom.stories.domain.consent import Side
from doorstroom.stories.services import Text, record_consent, withdraw_consent, write_story
from factories.accounts import MembershipFactory
from factories.monitoring import partner_in
from factories.trajectories import acting, colleague, programme_with_model, under_way

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(as_system):
    """60 people, 15 of whom stopped; how many of 2026 did is withheld. Abel tells, for paper only."""
    samira, programme = colleague(), programme_with_model()
    manager = partner_in(programme, MembershipFactory(role=Role.PROGRAMME_MANAGER))
    cells = [[[], 60], [["started=2026"], 25], [["now=stopped"], 15], [["started=2026", "now=stopped"], None]]
    PublishedTable.objects.create(
        programme=programme, counted="situation_by_year/1", as_of=TODAY, threshold=10, base=5, cells=cells,
        published_at=NOW, published_by=manager,
    )  # fmt: skip
    abel = under_way(samira, programme, given_name="Abel", family_name="Tesfay").person
    set_contact(actor=as_system, person_id=abel.pk, phone="06-12345678", birth_date=TODAY.replace(year=1990))
    actor = acting(samira, TODAY)
    told = Text(
        title="Weer bij mensen", text="Nu help ik anderen.", first_name="Abel", places=["visit"],
        until=TODAY + timedelta(days=365),
    )  # fmt: skip
    with scope(actor, nested=True):
        story = write_story(actor=actor, programme=programme, person=abel, text=told)
        record_consent(actor=actor, story=story, side=Side.PERSON, given_on=TODAY)
    return programme, manager, actor, story


def lines(blocks) -> list[str]:
    return [block.text for block in blocks if hasattr(block, "text")]


def test_a_visitor_takes_home_published_figures_and_stories_that_may_be_read(world):
    programme, manager, actor, story = world
    blocks = visit_blocks(programme, manager, TODAY)
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["Hoe het loopt", "Wat er van mensen is geworden", "Wat mensen vertellen", "Wie u kunt bellen"]
    table = [block for block in blocks if isinstance(block, Table)][-1]
    assert table.head == ("begonnen in", "2026", "alle jaren")
    assert table.rows == (("mensen", "25", "60"), ("Gestopt voor het einde", "–", "15"))
    assert [block.items for block in blocks if isinstance(block, Items)] == [
        ("Gestopt voor het einde: 15 van 60 (25 %, tussen 16 en 37 %)",)
    ]
    assert "Weer bij mensen\nNu help ik anderen.\n– Abel" in lines(blocks)
    with scope(actor, nested=True):
        withdraw_consent(actor=actor, story=story, side=Side.PERSON)
    assert not any("Nu help ik anderen" in line for line in lines(visit_blocks(programme, manager, TODAY)))


def test_it_comes_as_a_tagged_pdf_to_who_works_in_the_programme(world, sign_in):
    programme, manager, *_ = world
    address = reverse("visit_kit", args=[programme.pk])
    answer = sign_in(manager).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in answer.content
    assert sign_in(MembershipFactory(role=Role.PROGRAMME_MANAGER)).get(address).status_code == 404
