"""Addresses of this app. The page of one person stands with `portals`, because it shows more than one app."""

from django.urls import path

from doorstroom.trajectories.views.staff import moves, people, together

PERSON = "deelnemers/<uuid:person>/"
TRAJECTORY = PERSON + "traject/<int:trajectory>/"

urlpatterns = [
    path("deelnemers/", people.people, name="people"),
    path("deelnemers/nieuw/", people.person_new, name="person_new"),
    path("deelnemers/samen/", together.together, name="together"),
    path("deelnemers/samen/terug/", together.together_undo, name="together_undo"),
    path("notitie/", people.note, name="note"),
    path(PERSON + "aanmelden/", people.trajectory_new, name="trajectory_new"),
    path(PERSON + "opmerking/<int:remark>/", people.remark_answer, name="remark_answer"),
    path(PERSON + "stap/", people.task_new, name="task_new"),
    path(PERSON + "stap/<int:task>/klaar/", people.task_done, name="task_done"),
    path(PERSON + "stap/<int:task>/overnemen/", people.task_take_over, name="task_take_over"),
    path(TRAJECTORY + "intake/", moves.intake, name="trajectory_intake"),
    path(TRAJECTORY + "start/", moves.start, name="trajectory_start"),
    path(TRAJECTORY + "start/<slug:guard>/", moves.guard_pass, name="trajectory_guard_pass"),
    path(TRAJECTORY + "in-orde/<slug:fact>/", moves.fact, name="trajectory_fact"),
    path(TRAJECTORY + "fase/", moves.phase_enter, name="trajectory_phase"),
    path(TRAJECTORY + "fase/<slug:phase>/einde/", moves.phase_leave, name="trajectory_phase_end"),
    path(TRAJECTORY + "overdragen/", moves.hand_over, name="trajectory_hand_over"),
    path(TRAJECTORY + "team/", moves.team_add, name="trajectory_team"),
    path(TRAJECTORY + "team/<int:member>/einde/", moves.team_end, name="trajectory_team_end"),
    path(TRAJECTORY + "pauze/", moves.suspend, name="trajectory_suspend"),
    path(TRAJECTORY + "verder/", moves.resume, name="trajectory_resume"),
    path(TRAJECTORY + "einde/", moves.leave, name="trajectory_exit"),
    path(TRAJECTORY + "terug/", moves.come_back, name="trajectory_re_enter"),
    path(TRAJECTORY + "ontslagdatum/", moves.dismissal, name="trajectory_dismissal"),
    path(TRAJECTORY + "papieren/<slug:checklist>/<slug:item>/", moves.tick, name="trajectory_tick"),
]
