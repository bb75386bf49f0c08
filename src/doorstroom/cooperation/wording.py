"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

from doorstroom.programmes.domain.vocabulary import PhaseKind
from doorstroom.programmes.wording import CHOICES

REFUSALS = {
    "may_not_work_on_board": _(
        "An account manager, programme manager or board member writes this down. Ask one of them; you can read it all."
    ),
    "decides_before_start": _(
        "The decision is on %(decide_on)s, and the trial starts on %(starts_on)s. Choose a day after the start."
    ),
    "experiment_is_decided": _("This was decided on %(decided_on)s. Start a new trial if you want to try again."),
    "nothing_found": _("Write down what you saw first; others build on it."),
    "idea_without_owner": _("Choose who looks after the idea; without an owner nothing comes of it."),
    "fate_without_words": _("Say why in a few words; who gave the idea reads them."),
    "due_before_decision": _("The decision was taken on %(taken_on)s. Choose that day or a later one."),
    "action_without_result": _("Say what came of it, also when it did not work out."),
    "may_not_write_lessons": _(
        "An account manager, programme manager, board member or researcher writes lessons. Ask one of them."
    ),
    "trial_still_runs": _("“%(title)s” still runs. Decide on the trial first; then the lesson can stand on it."),
    "lesson_stands_on_nothing": _(
        "Say what the lesson stands on: a trial that was decided, or a programme with its figures, the day on which"
        " you read them, and what they say."
    ),
    "read_after_today": _("The figures of %(as_of)s are not there yet. Choose today or an earlier day."),
    "may_not_close": _("A programme manager of a partner that leads this programme closes it. Ask that partner."),
    "may_not_group": _("A programme manager of a partner that leads both puts programmes together. Ask that partner."),
    "ends_in_the_past": _("The last day, %(ends_on)s, has passed. Choose today or a later day."),
    "may_not_name_next_owner": _(
        "Who works with participants says who goes on with them. Ask the coordinator of each."
    ),
    "programme_is_closed": _("This programme was closed on %(closed_on)s."),
    "transfer_without_basis": _("Say by which law or agreement they go over; without one nobody may receive them."),
    "may_not_confirm": _(
        "Somebody who works with participants, leads programmes or sits on the board says yes for your organisation."
    ),
    "lacks_next_owner": _(
        "Under way without a next owner: %(people)s. Name one for those whom you see; ask the coordinators of the"
        " others."
    ),
    "lacks_funder": _("Under way while nobody pays yet: %(people)s. Name who does."),
    "lacks_confirmation": _(
        "Waiting for the yes of the receiver: %(people)s. Ask that organisation to say yes on this page."
    ),
    "contact_after_today": _("%(day)s is still to come. Choose the day on which you spoke last."),
    "tie_of_others": _("A colleague of that organisation keeps this up. Ask her or him."),
    "answered_already": _("You answered this half year already. Answers hold no name, so nobody can change them."),
    "may_not_name_steps": _("A programme manager or functional administrator writes these words. Ask one of them."),
    "programme_name_taken": _("There is a programme called %(name)s already. Choose another name."),
    "nothing_to_group": _("Tick at least one trajectory without a round."),
    "part_of_itself": _("%(name)s would become part of itself. Choose a programme that is not part of it."),
    "lesson_used_nowhere": _("Choose the approach that changed, or write where else the lesson was applied."),
}

MESSAGES = {
    "idea_settled": (
        _("What becomes of your idea"),
        _("There is a decision about your idea “%(idea)s”. Sign in to read it."),
    ),
}

PULSE = {
    "find": _("We find each other quickly when it is needed."),
    "keep": _("We do what we agreed."),
    "decide": _("We decide together on what touches us all."),
    "hand_over": _("Nobody falls between us when somebody is handed over."),
    "gain": _("Working together brings my organisation more than it costs."),
}
PULSE_STEPS = [
    (1, _("not at all")),
    (2, _("hardly")),
    (3, _("partly")),
    (4, _("mostly")),
    (5, _("fully")),
]

STEP_NAMES = {
    "registered": _("registration"),
    "intake": _("intake talk"),
    "selection": _("selection"),
    **{kind.value: CHOICES[kind.value] for kind in PhaseKind},
    "exited": _("leaving"),
}
