"""Invented people and figures that show each component as a page would; Dutch, because that is what users read."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace as Sample
from typing import Any

from django import forms

from doorstroom.ui.charts import Curve, Fan, Panel, fan, step_curves
from doorstroom.ui.forms import DateInput
from doorstroom.ui.listed import Listed, ListedField, offer

TODAY = date(2026, 11, 23)


class ContactForm(forms.Form):
    spoke_with = forms.ChoiceField(
        label="Met wie sprak u?", choices=[("", "Kies"), ("abel", "Abel Tesfay"), ("joost", "Joost (Zorgkring Oost)")]
    )
    at = ListedField(label="Bij welke organisatie?", required=False)
    on = forms.DateField(label="Wanneer?", widget=DateInput(), initial=TODAY)
    note = forms.CharField(
        label="Wat is er gezegd?", widget=forms.Textarea(attrs={"rows": 4}), help_text="Abel kan dit lezen."
    )
    kind = forms.ChoiceField(
        label="Hoe?", widget=forms.RadioSelect, choices=[("call", "Gebeld"), ("visit", "Langs geweest")]
    )
    agreed = forms.MultipleChoiceField(
        label="Wat is afgesproken?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("bus", "Andere bus"), ("later", "Een uur later beginnen")],
    )
    phone = forms.CharField(label="Telefoon", required=False, help_text="Alleen als het nummer veranderd is.")
    again = forms.BooleanField(label="Zet een nieuwe afspraak op mijn lijst", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = ("Gemeente Lindevallei", "ROC Lindevallei", "Zorgkring Oost")
        rows = [Sample(pk=number, name=name) for number, name in enumerate(names)]
        offer(self, "at", Listed("gallery-organisations", rows, name=lambda row: str(row.name)))


LANES = [
    Sample(label="Werkplek, 3 dagen", weeks=range(1, 21), mark="bar", soft=False),
    Sample(label="School, 1 dag", weeks=[w for w in range(1, 21) if w not in (4, 13)], mark="bar", soft=True),
    Sample(label="Jobcoach", weeks=[1, *range(2, 21, 2)], mark="dot", soft=False),
    Sample(label="Gesprek met z’n drieën", weeks=[4, 10, 16], mark="dot", soft=False),
    Sample(label="Papieren leerbaan", weeks=range(12, 21), mark="bar", soft=True),
]

PEOPLE = [
    Sample(
        name="Abel Tesfay",
        meta="WelThuis ronde 8 · week 3",
        urgent="Vandaag niet op zijn werkplek.",
        text="Zorgkring Oost belde om 9.10 uur.",
        more="Afgesproken: dezelfde dag bellen. Vorige keer: de bus reed niet.",
        act="Bel Abel",
        main=True,
    ),
    Sample(
        name="Çiğdem Kaya",
        meta="Warme overdracht van Vennenwerk",
        urgent="Overdracht vervalt morgen.",
        text="Het gesprek met z’n drieën is nog niet geweest.",
        more="Vervalt ze, dan gaat Çiğdem terug naar Vennenwerk. U bent tot die tijd niet verantwoordelijk.",
        act="Plan gesprek",
        main=False,
    ),
    Sample(
        name="Piotr Zieliński",
        meta="Volgende Stap",
        urgent="Ontslagdatum nog niet bekend, 16 dagen.",
        text="",
        more="De vraag ligt bij de werkgever (J. de Groot). Bekend is beter: dan kan hij plannen.",
        act="Vraag de datum",
        main=False,
    ),
]

FUNNEL = [
    Sample(count=30, label="gevraagd", detail="aan 5 verwijzers", url="#funnel", now=False),
    Sample(count=34, label="voorgedragen", detail="Lindervoort 14, UWV 9, andere 11", url="#funnel", now=False),
    Sample(count=27, label="kwamen", detail="7 niet: 3 werk, 2 ziek, 2 onbekend", url="#funnel", now=False),
    Sample(count=22, label="gekozen", detail="3 reserve, 2 ander aanbod", url="#funnel", now=True),
    Sample(count=0, label="gestart", detail="over 10 weken", url="", now=False),
]

PHASES = [
    Sample(label="Intake", state="done", detail="12 oktober"),
    Sample(label="Toeleiding", state="now", detail="week 3 van 20"),
    Sample(label="Papieren leerbaan", state="now", detail="1 van 5"),
    Sample(label="Leerbaan", state="planned", detail="vanaf april"),
    Sample(label="Nazorg", state="planned", detail="tot een jaar na de start"),
]

EVENTS = [
    Sample(
        date=TODAY, title="Niet op de werkplek", text="Zorgkring Oost belde om 9.10 uur.", by="Joost", now=True, url=""
    ),
    Sample(
        date=date(2026, 11, 9),
        title="Gestart in ronde 8",
        text="Eerste dag bij Zorgkring Oost.",
        by="Ruud",
        now=False,
        url="#",
    ),
    Sample(
        date=date(2026, 10, 12),
        title="Intake",
        text="“Ik wil voor oude mensen zorgen.”",
        by="Samira",
        now=False,
        url="#",
    ),
]

WEEK = [
    Sample(
        date=date(2026, 11, 23),
        now=True,
        text="",
        parts=[
            Sample(
                title="Werken", time="8.30 tot 16.30 uur", detail="Zorgkring Oost, Kerkstraat 156. Vraag naar Joost."
            )
        ],
    ),
    Sample(
        date=date(2026, 11, 24),
        now=False,
        text="",
        parts=[Sample(title="School", time="9.00 uur", detail="Lindecollege, lokaal 2.14. Neem mee: uw map.")],
    ),
    Sample(date=date(2026, 11, 25), now=False, text="Vrij", parts=[]),
]

REASONS = [
    Sample(outcome="met", text="22 minuten met de bus, uw grens is 45.", repair=""),
    Sample(
        outcome="failed", text="Maandag vanaf 7.00 uur; de opvang begint om 7.30 uur.", repair="Vraag om een uur later."
    ),
    Sample(outcome="to_learn", text="Tillift bedienen.", repair="Leert u in week 2 op school."),
    Sample(outcome="unknown", text="Rijbewijs.", repair="Vraag het Noor."),
]

SHARE = Sample(
    numerator=19,
    denominator=120,
    percent=16,
    percent_interval=(10, 23),
    mostly_bounds=False,
    definition="Gestopt in de eerste 20 weken, van wie in ronde 3 tot en met 7 startte.",
    clock="De eerste dag op de werkplek of school",
    running=0,
    unknown=2,
    as_of=TODAY,
)
SMALL_SHARE = Sample(**{**vars(SHARE), "numerator": 3, "denominator": 8, "percent": None, "running": 2})

STATUSES = [
    Sample(value="present", label="Aanwezig", key="a"),
    Sample(value="late", label="Te laat", key="l"),
    Sample(value="sick", label="Ziek", key="z"),
    Sample(value="excused", label="Afgemeld", key="m"),
    Sample(value="absent", label="Afwezig", key="w"),
]


V1 = Curve(
    "v1",
    [(2, 0.1, 0.04, 0.23), (6, 0.25, 0.14, 0.4), (12, 0.35, 0.22, 0.5), (18, 0.4, 0.26, 0.55)],
    [40, 33, 27, 24],
    20,
)
V2 = Curve("v2", [(3, 0.04, 0.02, 0.1), (8, 0.1, 0.06, 0.17), (15, 0.16, 0.1, 0.23)], [120, 113, 106, 101], 20)
CURVES = step_curves(
    "stopped",
    "Gestopt per week, v1 en v2",
    "Met v1 stopten 16 van 40 mensen in 20 weken, met v2 19 van 120.",
    [Panel("Gestopt", [V1, V2])],
    ticks=[(0, "0"), (7, "7"), (14, "14"), (20, "20")],
    x_label="weken",
    at_risk_label="nog bezig",
)
PROGRESS = fan(
    "achtkracht",
    "445 van 800",
    "Op 23 januari 2027 zijn het er 466 tot 467.",
    Fan(
        done=[(0, 0), (52, 34), (104, 126), (156, 297), (200, 445)],
        ahead=[(200, 445, (445, 445), (445, 445)), (209, 467, (466, 467), (466, 467))],
        goal=800,
        deadline=209,
    ),
    ticks=[(0, "jan 2023"), (104, "jan 2025"), (209, "jan 2027")],
    words=("dag", "klaar of verwacht", "5 van de 10 keer tussen", "8 van de 10 keer tussen", ""),
    goal_label="doel: 800",
)

CONTEXT: dict[str, Any] = {
    "today": TODAY,
    "people": PEOPLE,
    "funnel": FUNNEL,
    "weeks": list(range(1, 21)),
    "lanes": LANES,
    "phases": PHASES,
    "events": EVENTS,
    "days": WEEK,
    "reasons": REASONS,
    "curves": CURVES,
    "progress": PROGRESS,
    "share": SHARE,
    "small_share": SMALL_SHARE,
    "statuses": STATUSES,
    "group": [Sample(id=n, name=p.name, detail=p.meta, url="", value="present") for n, p in enumerate(PEOPLE)],
    "steps": [
        Sample(label="Wie", state="done", url="#steps"),
        Sample(label="Welke plek", state="now", url=""),
        Sample(label="Nakijken", state="", url=""),
    ],
    "menu": [
        Sample(url="#main", label="Vandaag", count=11, current=True),
        *[
            Sample(url="#main", label=label, count=None, current=False)
            for label in ("Deelnemers", "Rondes", "Werkgevers", "Resultaten", "Samenwerking")
        ],
    ],
    "account": Sample(id="", name="Samira", role="klantmanager", url="#main", sign_out_url="#main"),
    "search_url": "#main",
    "banner": "Dit is een verzonnen regio. De klok staat op maandag 23 november 2026, 10.00 uur.",
}
