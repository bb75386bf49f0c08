"""Words of the evaluation report in both languages; the verdict's own sentences stand in the domain."""

from __future__ import annotations

_PAIRS: dict[str, tuple[str, str]] = {
    "title": ("Evaluation", "Evaluatie"),
    "gate": ("May anything be said? Every check must hold", "Mag er iets gezegd worden? Elke eis moet kloppen"),
    "gate_headers": ("Check|Found|Needed|Holds", "Eis|Gevonden|Nodig|Klopt"),
    "holds": ("yes", "ja"),
    "fails": ("no", "nee"),
    "yes": ("yes", "ja"),
    "no": ("no", "nee"),
    "not_done": ("not done", "niet gedaan"),
    "placebo_holds": ("0 lies within the interval", "0 ligt binnen het interval"),
    "placebo_fails": ("0 lies outside the interval", "0 ligt buiten het interval"),
    "check.treated_people": (
        "People in the cohort with a known outcome",
        "Mensen in de groep met een bekende uitkomst",
    ),
    "check.share_on_support": (
        "Share of the cohort that resembles anybody in the comparison group",
        "Deel van de groep dat op iemand uit de vergelijkingsgroep lijkt",
    ),
    "check.largest_difference": (
        "Largest difference beforehand, after weighting (standard deviations)",
        "Grootste verschil vooraf, na weging (standaarddeviaties)",
    ),
    "check.effective_comparison_people": (
        "What the weighted comparison group is worth, in people",
        "Wat de gewogen vergelijkingsgroep waard is, in mensen",
    ),
    "check.placebo_covers_zero": (
        "No difference in an outcome from before the start",
        "Geen verschil in een uitkomst van vóór het begin",
    ),
    "check.outcome_known_treated": ("Outcome known, share of the cohort", "Uitkomst bekend, deel van de groep"),
    "check.outcome_known_comparison": (
        "Outcome known, share of the comparison group",
        "Uitkomst bekend, deel van de vergelijkingsgroep",
    ),
    "check.outcome_registered": (
        "Outcome fixed before anybody saw results",
        "Uitkomst vastgelegd voordat iemand resultaten zag",
    ),
    "covariate": ("Known beforehand", "Vooraf bekend"),
    "before": ("as found", "zoals gevonden"),
    "after": ("after weighting", "na weging"),
    "balance": ("Do the groups look alike?", "Lijken de groepen op elkaar?"),
    "balance_summary": (
        "Difference between the groups in standard deviations of the cohort; within the strip is near enough.",
        "Verschil tussen de groepen in standaarddeviaties van de groep; binnen de strook is dicht genoeg bij elkaar.",
    ),
    "cohort": ("Cohort", "Groep"),
    "comparison": ("Comparison group", "Vergelijkingsgroep"),
    "chance": ("Estimated chance of being in the cohort", "Geschatte kans om in de groep te zitten"),
    "overlap": ("Are there people to compare with?", "Zijn er mensen om mee te vergelijken?"),
    "overlap_summary": (
        "Shares of both groups by the estimated chance of being in the cohort; only where both stand is there"
        " somebody to compare with.",
        "Deel van beide groepen naar de geschatte kans om in de groep te zitten; alleen waar beide staan is er"
        " iemand om mee te vergelijken.",
    ),
    "strip": ("Do other ways of counting agree?", "Zijn andere rekenwijzen het eens?"),
    "strip_summary": (
        "The estimate with its interval, and simpler estimators beside it; far apart means: be careful.",
        "De schatting met haar interval, en eenvoudiger schatters ernaast; ver uit elkaar betekent: wees voorzichtig.",
    ),
    "estimator": ("Estimator", "Schatter"),
    "difference": ("Difference", "Verschil"),
    "interval": ("95% interval", "95%-interval"),
    "estimator.aipw": ("Doubly robust (headline)", "Dubbel robuust (hoofduitkomst)"),
    "estimator.ipw": ("Weighting alone", "Alleen weging"),
    "estimator.nn5": ("Five nearest people", "Vijf meest gelijkende mensen"),
    "estimator.nn1": ("One nearest person", "Eén meest gelijkende mens"),
    "estimator.stratified": ("Within strata", "Binnen lagen"),
    "estimator.ols": ("Regression", "Regressie"),
    "estimator.unadjusted": ("As found, not comparable", "Zoals gevonden, niet vergelijkbaar"),
    "as_table": ("As a table", "Als tabel"),
    "points": ("percentage points", "procentpunt"),
    "who": ("Who was counted", "Wie is geteld"),
    "group": ("Group", "Groep"),
    "people": ("People with a known outcome", "Mensen met een bekende uitkomst"),
    "left_out": (
        "{column} is 0 in {file}; {comparison} is the comparison group",
        "{column} is 0 in {file}; {comparison} is de vergelijkingsgroep",
    ),
    "of": ("of", "van"),
    "asked": ("What was asked", "Wat is gevraagd"),
    "asked_text": (
        "Cohort: {cohort} = 1. Outcome: {outcome}. Known beforehand: {covariates}. Placebo: {placebo}.",
        "Groep: {cohort} = 1. Uitkomst: {outcome}. Vooraf bekend: {covariates}. Placebo: {placebo}.",
    ),
    "sensitivity": ("What if something was not measured?", "En als er iets niet gemeten is?"),
    "e_value": (
        "Something unmeasured would have to make both taking part and the outcome {value} times as likely to explain"
        " the estimate away, and {limit} times to bring the interval to zero (E-value).",
        "Iets wat niet gemeten is, moet zowel meedoen als de uitkomst {value} keer zo waarschijnlijk maken om de"
        " schatting weg te verklaren, en {limit} keer om het interval tot nul te brengen (E-waarde).",
    ),
    "e_value.none": (
        "Not computed: there is no statement that it could weaken.",
        "Niet berekend: er is geen uitspraak die het kan verzwakken.",
    ),
}

LABELS: dict[str, dict[str, str]] = {
    language: {code: pair[i] for code, pair in _PAIRS.items()} for i, language in enumerate(("en", "nl"))
}
