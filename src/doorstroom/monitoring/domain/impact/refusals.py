"""Data that cannot be compared, and what to do about it, in both languages."""

from __future__ import annotations

from doorstroom.kernel.errors import DomainError


class Unfit(DomainError):
    """`row` among the parameters counts people from 0; whoever read a file knows the line."""


REFUSALS = {
    "unknown_column": {
        "en": "there is no column “{column}”; the file has {known}",
        "nl": "er is geen kolom “{column}”; het bestand heeft {known}",
    },
    "missing": {
        "en": "the covariate “{column}” is empty; fill it in, or leave the covariate out: people are never"
        " left out silently",
        "nl": "het kenmerk “{column}” is leeg; vul het in of laat het kenmerk weg: mensen vallen nooit stil weg",
    },
    "constant": {
        "en": "the covariate “{column}” is {value} for everybody, so it tells nothing; leave it out",
        "nl": "het kenmerk “{column}” is bij iedereen {value} en zegt dus niets; laat het weg",
    },
    "repetition": {
        "en": "the covariate “{column}” follows from the others ({terms} terms, {people} people); leave it out",
        "nl": "het kenmerk “{column}” volgt uit de andere ({terms} termen, {people} mensen); laat het weg",
    },
    "power": {
        "en": "“{column}”: a power is 2, 3 or 4, not “{value}”",
        "nl": "“{column}”: een macht is 2, 3 of 4, niet “{value}”",
    },
    "not_a_number": {
        "en": "“{column}”: the column holds numbers, and “{value}” is none",
        "nl": "“{column}”: de kolom bevat getallen, en “{value}” is er geen",
    },
    "words": {
        "en": "the covariate “{column}” holds {count} different words (“{value}”, …); at most {most}, without a"
        " power: group them, or leave it out",
        "nl": "het kenmerk “{column}” bevat {count} verschillende woorden (“{value}”, …); hoogstens {most}, zonder"
        " macht: neem ze samen of laat het weg",
    },
    "empty_cohort": {
        "en": "nobody in the cohort has a known outcome; a comparison needs both groups",
        "nl": "niemand in de groep heeft een bekende uitkomst; een vergelijking heeft beide groepen nodig",
    },
    "empty_comparison": {
        "en": "nobody in the comparison group has a known outcome; a comparison needs both groups",
        "nl": "niemand in de vergelijkingsgroep heeft een bekende uitkomst; een vergelijking heeft beide groepen nodig",
    },
    "no_terms": {
        "en": "no covariates are left ({why}); give at least one that was known before the start",
        "nl": "er blijven geen kenmerken over ({why}); geef er minstens één dat vóór het begin bekend was",
    },
    "same_outcome": {
        "en": "the outcome is {value} for everybody, so there is nothing to compare",
        "nl": "de uitkomst is bij iedereen {value}, dus er is niets te vergelijken",
    },
}


def said(refusal: Unfit, language: str = "en") -> str:
    return REFUSALS[refusal.code][language].format(**refusal.params)
