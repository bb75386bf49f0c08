"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "may_not_record_places": _(
        "An account manager, job coach or programme manager writes down places. Ask one of them."
    ),
    "may_not_talk": _(
        "A caseworker, job coach, account manager, school coordinator or programme manager notes contacts with"
        " employers."
    ),
    "talked_too_often": _(
        "%(names)s spoke with this employer in the last %(days)s days. Ask the account manager to pass your question"
        " on, or say why it cannot wait."
    ),
    "question_unreachable": _("Write a telephone number or an e-mail address, so that we can answer."),
    "answer_missing": _("Write what you answered, so that a colleague knows it too."),
    "already_answered": _("This question was answered already by %(name)s."),
    "not_an_account_manager": _("Choose somebody who acts as account manager today."),
    "place_without_number": _("Write down how many places there are: 1 or more."),
    "place_window_reversed": _("The start window ends on %(until)s, before it begins on %(begins)s."),
    "nothing_left_to_do": _("Every task stays with colleagues. Leave at least one for somebody new."),
    "task_not_named": _("“%(task)s” does not stand among the tasks. Write it in the same words, or add it there."),
    "vacancy_is_filled": _("Of the people wanted %(left)s are still to be placed. Take fewer, or describe more work."),
    "site_takes_already": _("%(site)s takes people for this work already. Withdraw that place to change the number."),
    "place_backs_seats": _(
        "This place carries %(seats)s seats of %(round)s. Withdraw them from the round first, or find other places."
    ),
    "requirement_needs_task": _(
        "Say for which task “%(requirement)s” is needed: a requirement without a task is only a wish."
    ),
    "may_not_write_processes": _(
        "School coordinators, programme managers and functional administrators write down work processes."
    ),
    "process_line_unread": _("“%(line)s” is not a code with a name. Write a line as: B1-K1-W1 Prepares food."),
    "process_list_empty": _("Write at least one line: the code, a space, and what it is."),
}
