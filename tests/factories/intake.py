from doorstroom.intake.domain.playbook import MET, Verdict
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import Round


def all_met(round: Round, **other: Verdict) -> dict[str, Verdict]:
    """Every criterion of the round's playbook met, except those given (code with _ for -)."""
    playbook = approach_of(round.model).selection
    verdicts = {criterion.code: Verdict(MET) for criterion in playbook.criteria}
    return verdicts | {code.replace("_", "-"): verdict for code, verdict in other.items()}
