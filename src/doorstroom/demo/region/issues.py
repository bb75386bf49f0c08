"""Five labour-market issues; one of them has no second owner yet, so it cannot be adopted."""

from __future__ import annotations

from datetime import date

from doorstroom.demo.region.employers import concept_named
from doorstroom.demo.region.history import Stage
from doorstroom.programmes.models import Issue, Programme
from doorstroom.programmes.services import add_issue_owner, advance_issue, signal_issue

STEPS = ("explored", "adopted", "approach_chosen", "executing")
# Title, sector, area, people short, occupation, proof, owners, how many steps it has come, its programme.
ISSUES = (
    ("Te weinig verzorgenden in het oosten", "care", "Oost", 140, "verzorgende IG",
     "Uitvraag bij 12 zorgwerkgevers, augustus 2022: 140 plekken open.", ("Gemeente Lindervoort", "Gemeente Oosterwade"), 4,
     "WelThuis in Zorg"),
    ("Mensen zonder diploma en open plekken in logistiek en techniek", "logistics", "Lindevallei", 420, "medewerker magazijn",
     "Open vacatures bij 18 bedrijven, september 2022.", ("Werkcentrum Lindevallei", "Vennenwerk"), 4, "Achtkracht"),
    ("Drie cateraars stoppen met vestigingen", "services", "Midden", 30, "medewerker catering", "Melding van de drie werkgevers, november 2025.",
     ("UWV Lindevallei", "Vakbond Samen Sterk"), 4, "Volgende Stap"),
    ("Te weinig monteurs voor de energietransitie", "technology", "West", 95, "monteur zonnepanelen",
     "Gesprekken met 9 installateurs, juni 2026.", ("Werkcentrum Lindevallei", "TechLab Harmelbeek"), 2, ""),
    ("Helpenden in de thuiszorg vertrekken binnen een jaar", "care", "West", 40, "helpende zorg en welzijn",
     "Cijfers van drie thuiszorgorganisaties over 2025.", ("Gemeente Lindervoort",), 1, ""),
)  # fmt: skip


def build_issues(stage: Stage) -> None:
    """Each with the history that its state asks for; run after the programmes exist."""
    programmes = {programme.name: programme for programme in Programme.objects.all()}
    for title, sector, area, short, occupation, proof, owners, steps, programme in ISSUES:
        on = date(2022, 9, 5) if steps == len(STEPS) else date(2026, 6, 15)
        concept = concept_named(occupation) if occupation else None
        issue = signal_issue(
            actor=stage.actor(on), title=title, sector=sector, area=area, proof=proof, people_short=short,
            owner=stage.partners[owners[0]], occupations=[concept] if concept else [],
            signalled_by_id=stage.member("chantal").pk, on=on,
        )  # fmt: skip
        for other in owners[1:]:
            add_issue_owner(actor=stage.actor(on), issue=issue, organisation=stage.partners[other], on=on)
        if programme:
            Programme.objects.filter(pk=programmes[programme].pk).update(issue=issue)
        _advance(stage, issue, steps, on)


def _advance(stage: Stage, issue: Issue, steps: int, on: date) -> None:
    for _ in range(steps):
        decision = "Wij pakken dit samen op; elk kwartaal kijken wij of het werkt."
        issue = advance_issue(actor=stage.actor(on), issue=issue, decision=decision, on=on)
