"""What happens to warm handovers by themselves: reminders, silence that returns them, and what follows elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from doorstroom.accounts.access import is_system
from doorstroom.accounts.models import Membership, Role
from doorstroom.audit.services import Logged, log
from doorstroom.intake.access import may_set_terms
from doorstroom.intake.domain import referral as rules
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.referral import MoveName, State
from doorstroom.intake.models import Referral, ReferralTerms
from doorstroom.intake.selectors.referrals import days_off, facts_of, reached, terms_of
from doorstroom.intake.services.referrals import end_referral
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event
from doorstroom.notifications.services import notify
from doorstroom.programmes.models import Programme

NOT_TAKEN_OVER = [State.DRAFT.value, *(state.value for state in rules.UNANSWERED)]
RELATED = ("programme__referral_terms", "sender__user", "sender_organisation", "receiver_organisation")


@transaction.atomic
def tend_referrals(*, actor: Actor, on: date) -> dict[str, int]:
    """Remind who has to answer, and return what stayed unanswered; safe to repeat."""
    if not is_system(actor):
        raise IntakeError("referral_not_found")
    counts = {"reminded": 0, "returned": 0}
    rows = Referral.objects.filter(state__in=[s.value for s in rules.OPEN]).select_related(*RELATED)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        last = rules.expires_on(facts_of(row), terms_of(row.programme), days_off(on))
        if last is not None and on >= last:
            end_referral(actor=actor, row=row, name=MoveName.EXPIRE, on=on)
            _tell(actor, row, [row.sender], "referral_back")
            counts["returned"] += 1
        else:
            counts["reminded"] += _remind(actor, row, on)
    return counts


@transaction.atomic
def set_referral_terms(*, actor: Actor, programme: Programme, terms: rules.Terms) -> ReferralTerms:
    """Set how many working days each step of a handover in this programme may take; also for those under way."""
    if not may_set_terms(actor, programme):
        raise IntakeError("referral_terms_not_yours")
    if not 0 < terms.remind <= terms.managers < terms.expiry:
        raise IntakeError("referral_terms_order")
    row, _ = ReferralTerms.objects.update_or_create(programme=programme, defaults=vars(terms))
    log(actor, Logged("change", "referral_terms", row.pk, fields=sorted(vars(terms))))
    return row


def end_with_trajectory(event: Event) -> None:
    """Effect of "trajectory_exited": what nobody took over yet is withdrawn."""
    for row in _not_taken_over(event):
        _withdraw(event, row, gettext("The trajectory ended."))


def follow_holder(event: Event) -> None:
    """Effect of "trajectory_holder_changed": a colleague who takes over becomes the sender; when somebody of another
    organisation coordinates, there is nothing left to hand over."""
    for row in _not_taken_over(event):
        term = event.about["trajectory"].holder_terms.select_related("member").get(ended_at=None)
        if term.member.organisation_id == row.sender_organisation_id:
            row.sender = term.member
            row.save(update_fields=["sender"])
            log(event.actor, Logged("change", "referral", row.pk, row.person_id, ["sender"]))
        else:
            _withdraw(event, row, gettext("Somebody of another organisation coordinates."))


def follow_merger(event: Event) -> None:
    """Effect of "organisations_merged": handovers go on with who took over, or end where there is nothing to hand."""
    former = Q(sender_organisation__merged_into__isnull=False) | Q(receiver_organisation__merged_into__isnull=False)
    rows = Referral.objects.filter(former, state__in=[state.value for state in rules.OPEN]).select_related(*RELATED)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        _follow_merge(event.actor, row, event.about["on"])


def _not_taken_over(event: Event) -> list[Referral]:
    found = Referral.objects.filter(trajectory=event.about["trajectory"], state__in=NOT_TAKEN_OVER)
    return list(found.select_related(*RELATED).select_for_update(of=("self",)))


def _withdraw(event: Event, row: Referral, reason: str) -> None:
    end_referral(actor=event.actor, row=row, name=MoveName.WITHDRAW, on=event.about["on"], reason=reason)


def _follow_merge(actor: Actor, row: Referral, on: date) -> None:
    before = facts_of(row)
    after = before
    for organisation in (row.sender_organisation, row.receiver_organisation):
        if organisation.merged_into_id:
            after = rules.merged(after, organisation.pk, organisation.merged_into_id, on)
    row.sender_organisation_id, row.receiver_organisation_id = after.sender, after.receiver
    row.state, row.ended_on = after.state.value, after.ended_on
    row.save()
    log(actor, Logged("change", "referral", row.pk, row.person_id, ["sender_organisation", "receiver_organisation"]))


def _remind(actor: Actor, row: Referral, on: date) -> bool:
    """First the receiver, later the managers on both sides; each once, also when the clock skipped a day."""
    level = rules.reminder_level(facts_of(row), terms_of(row.programme), on, days_off(on))
    if level <= row.reminded:
        return False
    row.reminded = level
    row.save(update_fields=["reminded"])
    members = list(reached(row.receiver_organisation_id, on))
    if level == 2:
        managers = reached(row.sender_organisation_id, on).filter(role=Role.PROGRAMME_MANAGER)
        members = [row.sender, *managers, *members]
    _tell(actor, row, members, "referral_waits")
    return True


def _tell(actor: Actor, row: Referral, members: Iterable[Membership], template: str) -> None:
    path = reverse("referral", args=[row.pk])
    notify(members=members, template=f"intake:{template}", at=actor.at, path=path, programme=row.programme.name)
