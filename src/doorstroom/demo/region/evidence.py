"""What the programmes account for: an ESF+ project over Achtkracht, published tables, data for the researchers."""

from __future__ import annotations

from datetime import date, timedelta

from doorstroom.accounts.access import actor_of
from doorstroom.agreements.models import AgreementParty, Category, Purpose
from doorstroom.agreements.services import Line, approve_lines, draft_agreement
from doorstroom.demo.region.history import Stage
from doorstroom.demo.region.partners import conclude
from doorstroom.followup.services import draw_sample
from doorstroom.monitoring.domain.esf import Entry, Gender, Isced, LabourStatus
from doorstroom.monitoring.services.costs import Cost, record_cost
from doorstroom.monitoring.services.esf import open_esf_operation, record_esf_entry, state_esf_figure
from doorstroom.monitoring.services.publication import publish_table
from doorstroom.oversight.services import announce_files, hold_programme
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.models import HolderTerm

STARTS = date(2025, 9, 1)
ISCED = {"higher": Isced.HIGHER, "middle": Isced.MIDDLE}


def build_evidence(stage: Stage) -> None:
    _for_research(stage)
    _esf_project(stage)
    _costs(stage)
    draw_sample(
        actor=actor_of(stage.member("femke"), at=stage.at), programme=Programme.objects.get(name="Achtkracht"),
        point="na-12-maanden", left_from=date(2025, 1, 1), left_until=date(2025, 10, 31), size=40,
    )  # fmt: skip
    _keep_and_let_go(stage)
    femke = actor_of(stage.member("femke"), at=stage.at)
    for name in ("Achtkracht", "WelThuis in Zorg"):
        publish_table(actor=femke, programme=Programme.objects.get(name=name))


def _for_research(stage: Stage) -> None:
    """The research group may follow results, without names; its line was approved by the privacy officer."""
    since = stage.today - timedelta(days=300)
    centre, regiolab = stage.partners["Gemeente Lindervoort"], stage.partners["Regiolab"]
    parties = [(centre, AgreementParty.Capacity.IMPLEMENTER), (regiolab, AgreementParty.Capacity.SUPPORTER)]
    agreement = draft_agreement(
        actor=stage.actor(since), title="Onderzoek naar de aanpakken", valid_from=since,
        purpose="Nagaan wat werkt, voor wie en hoe zeker dat is.", valid_until=date(2028, 9, 1), parties=parties, lead=centre,
        lines=[Line(centre, regiolab, Purpose.EVALUATION, (Category.PROGRESS,), "AVG art. 89, UAVG art. 24")],
    )  # fmt: skip
    conclude(stage.actor(since), agreement, signed_by="bestuurder", on=since)
    approve_lines(actor=stage.actor(since), agreement=agreement, approver=stage.member("erik").user, on=since)


def _costs(stage: Stage) -> None:
    """Of Achtkracht: the people of 2023, who all have had the time, and those of 2026, who have not."""
    femke, achtkracht = actor_of(stage.member("femke"), at=stage.at), Programme.objects.get(name="Achtkracht")
    closed, running = date(2025, 12, 31), date(2026, 9, 30)
    amounts = [
        (2023, "begeleiding", "cost", "Gemeente Lindervoort", 612_000, closed, "jaarrekening 2025, post 6.3"),
        (2023, "scholing", "cost", "UWV Lindevallei", 286_000, closed, "facturen Lindecollege"),
        (2023, "ESF+", "subsidy", "Uitvoering van Beleid", 240_000, closed, "eindbeschikking 14 mei 2026"),
        (
            2023,
            "leermeesters",
            "employer",
            "werkgevers",
            None,
            closed,
            "gevraagd aan negen werkgevers, drie antwoorden",
        ),
        (2026, "begeleiding", "cost", "Gemeente Lindervoort", 418_000, running, "begroting, nog niet vastgesteld"),
    ]
    for year, name, kind, payer, euros, until, source in amounts:
        cost = Cost(
            first_start=date(year, 1, 1), last_start=date(year, 12, 31), name=name, kind=kind, payer=payer,
            cents=None if euros is None else 100 * euros, spent_until=until, source=source,
        )  # fmt: skip
        record_cost(actor=femke, programme=achtkracht, cost=cost)


def _esf_project(stage: Stage) -> None:
    actor = actor_of(stage.member("femke"), at=stage.at)
    operation = open_esf_operation(
        actor=actor, programme=Programme.objects.get(name="Achtkracht"), name="Achtkracht 2025-2027", priority="1",
        specific_objective="4.a", region_category="more_developed", starts_on=STARTS,
    )  # fmt: skip
    terms = HolderTerm.objects.filter(
        ended_at=None, trajectory__programme=operation.programme,
        trajectory__started_on__range=(STARTS, stage.today), trajectory__person__contact__birth_date__isnull=False,
    )  # fmt: skip
    held = terms.select_related("member__user", "trajectory__person__contact", "trajectory__person__profile")
    for term in held.order_by("trajectory__started_on", "pk"):
        _entry(stage, term)
    state_esf_figure(actor=actor, operation=operation, indicator="EECO12", value=None, method="")


def _keep_and_let_go(stage: Stage) -> None:
    """Erik holds the evidence of the ESF+ project; whose term ends within thirty days was told this night."""
    programme = Programme.objects.get(name="Achtkracht")
    erik = actor_of(stage.member("erik"), at=stage.at)
    hold_programme(actor=erik, programme=programme, reference="2025EUSF2011", last_day=date(2036, 12, 31))
    announce_files(actor=stage.actor(), on=stage.today)


def _entry(stage: Stage, term: HolderTerm) -> None:
    """How things stood at the start, written down by who coordinates."""
    person, born = term.trajectory.person, term.trajectory.person.contact.birth_date or stage.today
    record_esf_entry(
        actor=actor_of(term.member, at=stage.at), trajectory=term.trajectory,
        state=Entry(
            gender=stage.random.choice((Gender.WOMEN, Gender.MEN)), birth_date=born, source="intake",
            status=stage.random.choice(
                (LabourStatus.UNEMPLOYED, LabourStatus.LONG_TERM_UNEMPLOYED, LabourStatus.INACTIVE)
            ),
            education=ISCED.get(person.profile.education, Isced.LOWER),
        ),
    )  # fmt: skip
