"""A charter for learning at work: seventeen signatories in three roles, what they promised and how far it is, and
four trials with the day on which somebody decides."""

from __future__ import annotations

from datetime import date

from doorstroom.agreements.models import Agreement, AgreementParty, Commitment
from doorstroom.agreements.services import Promised, draft_agreement, record_progress
from doorstroom.cooperation.services import decide_experiment, start_experiment
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.partners import conclude

SINCE, UNTIL = date(2025, 3, 1), date(2028, 3, 1)
LEAD = "Werkcentrum Lindevallei"
PARTIES = {
    AgreementParty.Capacity.IMPLEMENTER: (
        LEAD, "Lindecollege", "TechLab Harmelbeek", "Vennenwerk", "De Schakelaar", "Welkom",
    ),
    AgreementParty.Capacity.PAYER: ("Gemeente Lindervoort", "UWV Lindevallei"),
    AgreementParty.Capacity.SUPPORTER: (
        "Ondernemersplatform KOL", "Vakbond Samen Sterk", "Regiolab", "Gemeente Oosterwade", "Gemeente Kerkwoude",
        "Gemeente Harmelbeek", "Gemeente Brakelrode", "Gemeente Vennendal", "Gemeente Heiwijk",
    ),
}  # fmt: skip
# Who promised what, how that is counted, how many, and how many there were on which day.
PROMISES = (
    ("TechLab Harmelbeek", "40 stations om een vak te leren", "lijst van stations, elk kwartaal", 40,
     ((4, date(2025, 9, 30)), (9, date(2026, 9, 30)))),
    ("Lindecollege", "60 praktijkopleiders geschoold", "certificaten van de cursus", 60,
     ((18, date(2025, 12, 15)), (41, date(2026, 10, 30)))),
    ("Gemeente Lindervoort", "30 jongeren van 16 tot 23 begeleid", "gestarte trajecten", 30, ((22, date(2026, 11, 2)),)),
)  # fmt: skip

# Who leads it, what is tried, what is expected, how one sees that, its first day, the day of the decision, what was decided.
TRIALS = (
    ("Vennenwerk", "Uitstroom op maat van het bedrijf",
     "Wie leert wat één bedrijf nu vraagt, begint er binnen drie maanden.",
     "Begonnen binnen 13 weken na de vraag; lijst van vragen bij het Werkcentrum.", date(2025, 4, 7), date(2026, 4, 7),
     ("continue", "Van 14 vragen begonnen er 11 mensen binnen 13 weken; drie bedrijven trokken de vraag in.", date(2026, 4, 7))),
    ("Lindecollege", "Instroom vanuit een echte vraag",
     "Een dag meelopen voor de keuze scheelt stoppers in de eerste vier weken.",
     "Gestopt in week 1 tot 4, naast de groep zonder meeloopdag.", date(2026, 2, 2), date(2027, 2, 1), None),
    ("TechLab Harmelbeek", "Jongeren zonder diploma: één route",
     "Jongeren van 16 tot 23 blijven langer als leren en werken op dag één beginnen.",
     "Nog bezig na 12 weken; begonnen en gestopt per maand.", date(2026, 8, 31), date(2027, 3, 1), None),
    ("Werkcentrum Lindevallei", "Lessen naar het regiobestuur",
     "Wat drie proeven leren, komt in het beleid als het bestuur elk kwartaal één les bespreekt.",
     "Besproken lessen en wat ermee gebeurde; besluitenlijst van het bestuur.", date(2025, 9, 1), date(2026, 11, 16), None),
)  # fmt: skip


def build_charter(stage: Stage) -> None:
    """Run after the partners exist; of its promises one lags."""
    agreement = draft_agreement(
        actor=stage.actor(SINCE), title="Charter Leren op de werkvloer", valid_from=SINCE, valid_until=UNTIL,
        purpose="Jongeren en volwassenen leren een vak op drie leerwerkplaatsen.", lead=stage.partners[LEAD],
        parties=[(stage.partners[name], capacity) for capacity, names in PARTIES.items() for name in names],
        commitments=[
            Promised(stage.partners[owner], text, measure, target, SINCE, UNTIL)
            for owner, text, measure, target, _ in PROMISES
        ],
    )  # fmt: skip
    conclude(stage.actor(SINCE), agreement, signed_by="bestuurder", on=SINCE)
    for _owner, text, _measure, _target, stood in PROMISES:
        commitment = Commitment.objects.get(agreement=agreement.pk, text=text)
        for value, on in stood:
            record_progress(actor=stage.actor(), commitment=commitment, value=value, on=on)
    _trials(stage, agreement)


def _trials(stage: Stage, agreement: Agreement) -> None:
    for owner, title, hypothesis, measure, starts_on, decide_on, decided in TRIALS:
        experiment = start_experiment(
            actor=stage.actor(starts_on), title=title, hypothesis=hypothesis, measure=measure,
            owner=stage.partners[owner], agreement=agreement, starts_on=starts_on, decide_on=decide_on,
        )  # fmt: skip
        if decided:
            outcome, found, on = decided
            decide_experiment(actor=stage.actor(on), experiment=experiment, outcome=outcome, found=found, on=on)
