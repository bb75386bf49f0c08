"""What the refusals of this app say."""

from django.utils.translation import gettext_lazy as _

from doorstroom.programmes.domain.messages import CALENDAR

REFUSALS = {
    **{code: _(text) for code, text in CALENDAR.items()},
    "may_not_signal": _("An account manager, programme manager or board member registers an issue. Ask one of them."),
    "may_not_own": _("An account manager or programme manager adds owners to an issue. Ask one of them."),
    "may_not_advance": _("This step is taken by the board or a programme manager. Put the issue on their list."),
    "issue_is_closed": _("This issue is closed. Register a new one if it comes back."),
    "issue_lacks_people_short": _("Write down how many people are short, and how you know."),
    "issue_lacks_occupations": _("Name at least one occupation that is short."),
    "issue_lacks_proof": _("Write down how you know: a source, a count, a date."),
    "issue_lacks_second_owner": _(
        "One organisation alone cannot adopt an issue; now only %(owners)s owns it. Ask a second organisation to own"
        " it too, and add it here."
    ),
    "issue_lacks_decision": _("Write down what the board decided."),
    "issue_lacks_programme": _("Link a programme to this issue first: that is the approach that was chosen."),
    "may_not_change_models": _(
        "A programme manager or functional administrator changes approaches. Ask one of them; you can read everything."
    ),
    "goal_ends_before_start": _("The goal ends on %(deadline)s, before it starts on %(starts_on)s."),
    "model_version_exists": _(
        "Version %(version)s of %(model)s is here already and says something else. Give your file the next version."
    ),
    "model_in_use": _("%(model)s is in use since %(used_on)s and stays as it is. Make a copy and change that."),
    "model_not_valid": _("The approach cannot be read. Each line below says where and how to repair it."),
}
