"""Refusals of files, in English for the commands and in Dutch too where a page shows them."""

from __future__ import annotations


class BadFile(Exception):
    """A refusal: what is wrong, where, and what to do about it."""

    def __init__(self, english: str, dutch: str = "") -> None:
        super().__init__(english)
        self.dutch = dutch or english

    def said(self, language: str) -> str:
        return self.dutch if language == "nl" else str(self)


WORDS: dict[str, dict[str, str]] = {
    "cell": {
        "en": '{file}, line {line}, column "{column}": "{value}" {what}',
        "nl": "{file}, regel {line}, kolom “{column}”: “{value}” {what}",
    },
    "empty": {
        "en": "is empty; fill it in, or take the row out yourself: no row is left out silently",
        "nl": "is leeg; vul het in of haal de rij er zelf uit: geen rij valt stil weg",
    },
    "not_a_number": {
        "en": "is not a number; write digits with a point before the decimals",
        "nl": "is geen getal; schrijf cijfers met een punt voor de decimalen",
    },
    "not_like_the_others": {
        "en": "is not a number like the other cells; write digits with a point before the decimals",
        "nl": "is geen getal zoals de andere cellen; schrijf cijfers met een punt voor de decimalen",
    },
    "no_flag": {
        "en": "is neither 1 nor 0; write 1 for yes and 0 for no",
        "nl": "is geen 1 of 0; schrijf 1 voor ja en 0 voor nee",
    },
    "in_comparison": {
        "en": "stands in the comparison group; a comparison file holds only people outside the cohort",
        "nl": "staat in de vergelijkingsgroep; zo'n bestand bevat alleen mensen buiten de groep",
    },
    "no_column": {
        "en": '{file}: there is no column "{column}"; the file has {known}',
        "nl": "{file}: er is geen kolom “{column}”; het bestand heeft {known}",
    },
    "quote": {
        "en": "{file}, line {line}: {what}; look for a quote that is not closed",
        "nl": "{file}, regel {line}: een aanhalingsteken is niet gesloten; zoek het op en sluit het",
    },
    "no_rows": {
        "en": "{file}: there are no rows under the header; give a file with one row for each",
        "nl": "{file}: er staan geen rijen onder de kop; geef een bestand met een rij voor ieder",
    },
    "no_text": {
        "en": "{file}: is not a text with columns; save it as CSV (UTF-8)",
        "nl": "{file}: is geen tekst met kolommen; bewaar het als CSV (UTF-8)",
    },
    "no_header": {
        "en": "{file}: is empty; the first line names the columns",
        "nl": "{file}: is leeg; de eerste regel noemt de kolommen",
    },
    "header_twice": {
        "en": '{file}, line 1: "{column}" stands there twice; give every column one name of its own',
        "nl": "{file}, regel 1: “{column}” staat er twee keer; geef elke kolom een eigen naam",
    },
    "header_without_name": {
        "en": "{file}, line 1: column {number} has no name; give every column one name of its own",
        "nl": "{file}, regel 1: kolom {number} heeft geen naam; geef elke kolom een eigen naam",
    },
    "ragged": {
        "en": "{file}, line {line}: {cells} cells under {columns} columns; put a text that holds the separator"
        " between quotes",
        "nl": "{file}, regel {line}: {cells} cellen onder {columns} kolommen; zet een tekst met het scheidingsteken"
        " tussen aanhalingstekens",
    },
    "also_covariate": {
        "en": '"{column}" is the treatment, the outcome or the invitation and cannot also be a covariate; leave it out'
        " of the covariates",
        "nl": "“{column}” is de deelname, de uitkomst of de uitnodiging en kan niet ook een kenmerk zijn; haal het uit"
        " de kenmerken",
    },
    "given_twice": {
        "en": '"{column}" is given twice, as two different things; name a column of its own for each',
        "nl": "“{column}” is twee keer genoemd, als twee verschillende dingen; noem voor elk een eigen kolom",
    },
}


def refusal(code: str, **params: object) -> BadFile:
    return BadFile(*(WORDS[code][language].format(**params) for language in ("en", "nl")))


def cell(code: str, **params: object) -> BadFile:
    """What is wrong with one cell, with its place."""
    return BadFile(*(WORDS["cell"][language].format(what=WORDS[code][language], **params) for language in ("en", "nl")))
