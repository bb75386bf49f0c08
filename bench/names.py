"""A hundred thousand invented names, and how people mistype them: for measuring how well somebody is found.

Family names are put together from syllables and drawn unevenly, as real ones are; particles, double names, double
first names and names with accents are among them. Everything follows from the seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from doorstroom.kernel.letters import unaccented


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words(
    "Abel Femke Samira Jan Piet Kees Fatima Mohamed Aïsha Noor Sanne Daan Sem Lotte Bram Thijs Zoë Chloé Renée "
    "José Özgür Ayşe Mehmet Emine Yusuf Hatice Ahmet Zeynep Björn Günther Søren Łukasz Agnieszka Małgorzata "
    "Krzysztof Ewa Tomasz Katarzyna Ivan Olena Dmytro Svitlana Rahel Tesfay Selam Haile Abebe Tigist Omar "
    "Hassan Amina Layla Karim Nadia Youssef Khadija Ibrahim Maryam Ali Zahra Reza Parisa Wei Ling Minh Thuy "
    "Raj Priya Anita Sunil Marieke Johan Willem Hendrik Cornelis Gerrit Maria Johanna Elisabeth Cornelia "
    "Geertruida Hendrika Wilhelmina Petronella Adriana Jacoba Esther Ruth Rachel Judith Hanneke Ineke Marijke "
    "Anneke Jolanda Monique Nathalie Céline Hélène André François Michèle Jürgen Stefan Andreas Katja Tatjana "
    "Milan Goran Dragan Jelena Snežana Vesna Bogdan Ionuț Andreea Mihaela Georgi Dimitar Elena Radka Carlos "
    "María Sofía Andrés Inés João Conceição Luís Fernanda Thiago Bruna Kwame Ama Kofi Abena Chidi Ngozi Emeka "
    "Ifeoma "
)
BEGINNINGS = _words(
    "Ber Bak Vis Sme Kui Mul Brou Bos Hof Kok Scho Pos Jan Pie Wil Ger Hen Die Lam Ver Huis Vel Dijk Wal Kam "
    "Ros Zan Stee Hoek Lin Bee Gro Haan Kra Mee Noor Oos Pel Rin Sta Tim Ul Vos Wes Zee Ap Bel Cla Dek Eg Fol "
    "Gel Har Ij Jon Kla Loo Maas Nij Ove Pri Que Rui Sla Tui Uit Vre Wij Yp Zui "
)
ENDINGS = _words(
    "ger sen stra ma inga man mans huis berg dijk meijer hoven donk steeg kamp laar veld land hout burg dal "
    "beek broek horst loo rode schot wijk zicht brink kerk poel hage kerke voort ters mers ling kens nis daal "
    "haar kes pers der bers nen kers zen ven broeck elaar enaar emans inck ink ing ers ema sma tra "
)
OTHER = _words(
    "Yılmaz Öztürk Şahin Çelik El-Amrani Benali Haddad Nguyễn Trần Kowalski Wiśniewski Nowak Popović Jovanović "
    "Ionescu García Fernández Gonçalves Mensah Okafor Tesfay Gebremedhin Müller Schröder Lindström Håkansson "
    "Sørensen "
)
INFIXES = ("", "", "", "", "", "van", "van der", "van den", "de", "van de", "ten", "ter", "den", "el", "in 't")
SHORT = {"van der": "v.d.", "van den": "v.d.", "van de": "vd", "van": "v."}
BESIDE = dict(zip("abcdefghijklmnopqrstuvwxyz", "svxswdfguhjknmipaedycbwczx", strict=True))


@dataclass(frozen=True)
class Name:
    given: str
    infix: str
    family: str

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.given, self.infix, self.family) if part)


def names(count: int, *, seed: int = 1) -> list[Name]:
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    families = [first + last for first in BEGINNINGS for last in ENDINGS] + OTHER * 4
    draw.shuffle(families)
    weights = list(accumulate(1 / (place + 20) for place in range(len(families))))
    found = []
    for _ in range(count):
        given, family = draw.choice(GIVEN), draw.choices(families, cum_weights=weights)[0]
        if draw.random() < 0.1:
            given += f" {draw.choice(GIVEN)}"
        infix = draw.choice(INFIXES)
        if draw.random() < 0.08:
            family += f"-{draw.choices(families, cum_weights=weights)[0]}"
        found.append(Name(given, infix, family))
    return found


def slip(word: str, draw: random.Random) -> str:
    """A letter left out, doubled, swapped with its neighbour, or the key beside it."""
    if len(word) < 4:
        return word
    at = draw.randrange(1, len(word) - 1)
    changed = (
        word[at + 1 :],
        word[at] + word[at:],
        word[at + 1] + word[at] + word[at + 2 :],
        BESIDE.get(word[at].lower(), "e") + word[at + 1 :],
    )
    return word[:at] + draw.choice(changed)


def mistyped(name: Name, draw: random.Random) -> str:
    """Six in ten with a slip or two; half without accents; particles left out or short; sometimes the name first."""
    given, infix, family = name.given, name.infix, name.family
    if draw.random() < 0.5:
        given, family = unaccented(given), unaccented(family)
    kind = draw.random()
    family = slip(family, draw) if kind < 0.45 else family
    given = slip(given, draw) if 0.35 <= kind < 0.65 else given
    kind = draw.random()
    infix = "" if kind < 0.3 else SHORT.get(infix, infix) if kind < 0.45 else infix
    kind = draw.random()
    typed = f"{family}, {given} {infix}" if kind < 0.15 else f"{family} {given}" if kind < 0.25 else ""
    typed = " ".join((typed or f"{given} {infix} {family}").split())
    return typed.lower() if draw.random() < 0.3 else typed
