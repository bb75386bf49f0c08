"""The sentences behind the codes of this app's plain Python, in English as their source.

A problem in a model has two: what is wrong and how to repair it. `gettext_noop` only marks a sentence for
translation; the interface fills in the parameters after translating.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from doorstroom.programmes.domain.fields import Problem


def gettext_noop(message: str) -> str:
    return message


_ = gettext_noop


@dataclass(frozen=True)
class Sentences:
    wrong: str
    repair: str


PROBLEMS = {
    "missing": Sentences(_("%(path)s is missing."), _("Add it.")),
    "unknown_field": Sentences(
        _("%(path)s is not something a model can say."), _("Did you mean one of these: %(nearest)s?")
    ),
    "not_a_block": Sentences(
        _("%(path)s must be a block with named lines, not %(value)s."), _("Give it these lines: %(fields)s.")
    ),
    "not_a_list": Sentences(
        _("%(path)s must be a list, not %(value)s."), _("Start each item on a line of its own with a dash.")
    ),
    "too_few_marks": Sentences(
        _("%(path)s asks for %(value)s facts, and %(marks)s are filled in."),
        _("Fill in as many of education, language and months on a benefit, or ask for fewer."),
    ),
    "empty_list": Sentences(_("%(path)s is empty."), _("Give at least one.")),
    "not_a_text": Sentences(_("%(path)s must be a text, not %(value)s."), _("Put it between quotation marks.")),
    "not_a_code": Sentences(
        _("“%(value)s” cannot be a code (%(path)s)."),
        _("Use at most 60 small letters, digits, - and _, and start with a letter."),
    ),
    "no_dutch_name": Sentences(_("%(path)s has no Dutch text."), _("Write it as {nl: …, en: …}.")),
    "not_yes_or_no": Sentences(_("%(path)s must be true or false, not %(value)s."), _("Write true or false.")),
    "not_a_number": Sentences(_("%(path)s must be a number, not %(value)s."), _("Write only the number.")),
    "not_a_whole_number": Sentences(
        _("%(path)s must be a whole number, not %(value)s."), _("Write only the number, without a fraction.")
    ),
    "out_of_range": Sentences(_("%(path)s is %(value)s."), _("It must be at least %(least)s and at most %(most)s.")),
    "not_a_time": Sentences(
        _("%(path)s must be a time, not %(value)s."), _('Write it between quotation marks: "08:30".')
    ),
    "not_a_day": Sentences(_("%(path)s must be a day, not %(value)s."), _("Write year, month and day: 2027-01-31.")),
    "not_a_choice": Sentences(
        _("“%(value)s” is not one of the choices for %(path)s."), _("Choose one of these: %(choices)s.")
    ),
    "not_readable_yaml": Sentences(
        _("The file cannot be read at line and column %(path)s: %(value)s."),
        _("Repair that line; a name may stand only once in a block."),
    ),
    "not_a_model_file": Sentences(
        _("This is no file of a model: it holds no names with their values."),
        _("Start with the lines code, version and name."),
    ),
    "code_twice": Sentences(_("The code %(value)s stands twice (%(path)s)."), _("Give each its own code.")),
    "unknown_role": Sentences(
        _("%(path)s names the role %(value)s, which the model does not have."),
        _("Add it under roles, or use one of these: %(known)s."),
    ),
    "no_holder_role": Sentences(
        _("No role in %(path)s may hold a trajectory."), _("Write may_hold: true at one role at least.")
    ),
    "unknown_phase": Sentences(
        _("%(path)s names the phase %(value)s, which the model does not have."),
        _("Add it under phases, or use one of these: %(known)s."),
    ),
    "unknown_track": Sentences(
        _("%(path)s names the track %(value)s, which the model does not have."),
        _("Add it under tracks, or use one of these: %(known)s."),
    ),
    "not_one_start": Sentences(
        _("%(path)s says in %(value)s ways when the phase starts."),
        _("Give exactly one of week, after, alongside or event."),
    ),
    "start_in_circle": Sentences(
        _("The phase %(value)s waits for itself (%(path)s)."), _("Let one of the phases start in a week.")
    ),
    "weekdays_do_not_add_up": Sentences(
        _("%(path)s gives %(value)s weekdays for %(days)s days a week."),
        _("Give as many weekdays as days, or none to let each round choose."),
    ),
    "weekday_twice": Sentences(_("%(path)s names a weekday twice: %(value)s."), _("Name each day once.")),
    "ends_before_it_starts": Sentences(_("%(path)s is %(value)s, not after the start."), _("Give a later time.")),
    "more_hours_than_the_days_have": Sentences(
        _("%(path)s is %(value)s, more than the days have hours."), _("Correct the hours or the days.")
    ),
    "until_before_from": Sentences(_("%(path)s is %(value)s, before %(first)s."), _("Give a value that is not lower.")),
    "week_outside_phase": Sentences(
        _("%(path)s names week %(value)s, but the phase lasts %(length)s weeks."),
        _("Count the weeks from the start of the phase, or make the phase longer."),
    ),
    "due_before_open": Sentences(
        _("%(path)s is week %(value)s, before the list opens in week %(opens)s."), _("Swap the two weeks.")
    ),
    "never_in_force": Sentences(
        _("%(path)s ends on %(value)s, not after the day on which it begins."), _("Give a later day.")
    ),
    "norm_twice": Sentences(
        _("%(path)s is a second norm for %(value)s in %(phase)s on the same days."),
        _("Keep one norm per phase and role, or let one end where the other begins."),
    ),
    "first_norm_wider": Sentences(
        _("%(path)s allows %(value)s weeks in the first weeks, more than the %(norm)s weeks afterwards."),
        _("Give a norm that is not wider, or leave out the first weeks."),
    ),
    "weeks_not_in_order": Sentences(
        _("%(path)s is not in order or names a week twice: %(value)s."), _("Write the weeks from low to high.")
    ),
    "plan_breaks_norm": Sentences(
        _("%(path)s plans nothing between week %(earlier)s and week %(value)s; the norm is %(norm)s weeks."),
        _("Add a week between them, or widen the norm."),
    ),
    "phase_only_with_start_phase": Sentences(
        _("%(path)s is “%(value)s”: a guard names a phase when its move is start_phase, and only then."),
        _("Name the phase, or choose another move."),
    ),
    "agreement_needs_confirmer": Sentences(
        _("%(path)s is empty: nobody could let this agreement pass."), _("Name at least one role.")
    ),
    "agreement_needs_term": Sentences(
        _("%(path)s is missing: an agreement that is let pass must be settled some day."),
        _("Give the number of days."),
    ),
    "only_an_agreement_passes": Sentences(
        _("%(path)s belongs to an agreement, but this guard is a %(value)s."),
        _("Leave out confirmed_by and max_days, or make it an agreement."),
    ),
    "law_needs_source": Sentences(
        _("%(path)s is missing: what blocks by law says by which law or agreement."), _("Name the article.")
    ),
    "fact_or_phase": Sentences(
        _("%(path)s (%(value)s) must be reached by a fact or by a phase."), _("Give exactly one of the two.")
    ),
    "weeks_or_months": Sentences(
        _("%(path)s (%(value)s) must say after how long."), _("Give either after_weeks or after_months.")
    ),
    "derived_from_itself": Sentences(
        _("%(value)s cannot come from itself (%(path)s)."), _("Raise the version or change the code.")
    ),
    "part_unknown": Sentences(
        _("%(path)s contains %(value)s, which is not here."),
        _("Bring that version in first, or correct its code and version."),
    ),
    "part_twice": Sentences(_("%(value)s is contained twice (%(path)s)."), _("Keep one version of it.")),
    "part_differs": Sentences(
        _("%(value)s is here, but says something else than what was contained (%(path)s)."),
        _("Take the checksum and what came from it out of the file, so that it is brought in anew."),
    ),
    "part_lacks": Sentences(
        _("%(path)s takes out %(value)s, which %(model)s does not have."),
        _("Name what is in it, for example phases[code]."),
    ),
    "part_clashes": Sentences(
        _("%(value)s of %(model)s (%(path)s) is in the model already and says something else."),
        _("Take it out of the part with without, or give your own another code."),
    ),
    "contains_itself": Sentences(
        _("%(path)s would make the model contain itself, through %(value)s."), _("Take it out, or raise the version.")
    ),
    "unknown_path": Sentences(
        _("The model has no place %(path)s to change."), _("Use the path that the comparison shows.")
    ),
}

NOTES = {
    "school_holiday_weeks": _("School holiday in week %(weeks)s: no %(paused)s; %(continuing)s goes on."),
    "public_holidays_on_working_days": _("Public holidays on a working day: %(count)s."),
    "phases_overlap": _("%(second)s starts in week %(week)s, beside %(first)s."),
    "papers_start_before_phase": _("Phases may overlap: %(checklist)s for %(prepares)s start in week %(week)s."),
    "weekdays_not_chosen": _("No weekdays chosen yet for %(activities)s."),
}

CALENDAR = {
    "calendar_has_no_end": _("%(model)s has no end of its own. Give the day until which to plan."),
    "calendar_ends_before_it_starts": _("The calendar would end on %(until)s, before it starts on %(start)s."),
    "unknown_activity": _("The model has no activity %(activity)s. It has: %(known)s."),
    "weekdays_do_not_add_up": _("%(activity)s takes %(days)s days a week. Choose that many different days."),
}

CRITERIA = {
    "age_at_least": _("Age %(age)s on %(on)s; asked: %(least)s or older."),
    "age_at_most": _("Age %(age)s on %(on)s; asked: %(most)s or younger."),
    "age_between": _("Age %(age)s on %(on)s; asked: %(least)s to %(most)s."),
    "language_level": _("%(skill)s is at %(level)s; asked: %(least)s in every skill."),
    "education_at_least": _("Education %(level)s; asked: %(bound)s or higher."),
    "education_at_most": _("Education %(level)s; asked: %(bound)s or lower."),
    "criterion_judged": _("Judged by %(judged_by)s."),
    "criterion_unknown": _("Not known yet. Ask %(judged_by)s."),
}


def explain(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """What is wrong and how to repair it; English unless a translator is given."""
    sentences = PROBLEMS[problem.code]
    params = {"path": problem.path, "value": problem.value, **dict(problem.params)}
    return f"{translate(sentences.wrong) % params} {translate(sentences.repair) % params}"
