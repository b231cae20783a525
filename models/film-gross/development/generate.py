"""Invents films: ``python3 generate.py --rows 60 --as-of 2013-12-31 --seed 1 --output ../golden.csv``.

SYNTHETIC. Titles, years and budgets are made up; the gross is the median multiple that real films of that era and class
of budget had, times an error drawn from those of the evaluation (both from ../model/evaluation.json). It does not use
the model's weights, so that a model that lost what it learned fits it worse.
"""

import argparse
import csv
import datetime
import json
import math
import pathlib
import random

MODEL = pathlib.Path(__file__).resolve().parents[1] / "model"
COLUMNS = ["year", "imdb", "title", "budget", "intgross", "budget_2013$"]
FIRST = "Quiet", "Crimson", "Last", "Electric", "Hidden", "Northern", "Paper", "Br&uuml;nhilde&#39;s", "Lost", "Odd"
SECOND = "Harbour", "Caf&eacute;", "Detective", "Winter", "Orchard", "Heist", "Comet", "Summer", "Letter", "Kingdom"
PATTERNS = (
    *("The {0} {1}", "{0} {1}", "{1} &amp; {2}", "{0} {1} 2"),
    *("{0} {1}: {2}", "{1}&amp;#39;s {2}", "{0} {1} Part III"),
)


class Films:
    """A seeded source of invented films. Only random() is used: its numbers are the same in every Python."""

    def __init__(self, seed, as_of):
        self._random = random.Random(seed).random
        self._last_year = as_of.year
        evaluation = json.loads((MODEL / "evaluation.json").read_text("utf-8"))
        self._multiples, self._errors = evaluation["multiples"], evaluation["errors"]
        deflators = json.loads((MODEL / "gross.json").read_text("utf-8"))["deflators"]
        self._deflators = {int(year): deflator for year, deflator in deflators.items()}
        self._years = min(self._deflators), max(self._deflators)

    def next(self, number):
        year = self._last_year - int(44 * self._random() ** 2)
        real = round(math.exp(11.5 + 8.2 * self._random() ** 0.5), -3)
        deflator = self._deflators[min(max(year, self._years[0]), self._years[1])]
        budget = max(round(real / deflator, -3), 1000)
        eras, classes = self._multiples["eras"], self._multiples["classes"]
        era, size = sum(year >= first for first in eras[1:]), sum(real >= lowest for lowest in classes[1:])
        gross = budget * self._multiples["medians"][era][size] * math.exp(self._pick(self._errors))
        title = self._pick(PATTERNS).format(self._pick(FIRST), self._pick(SECOND), self._pick(SECOND))
        gap = self._random()  # gaps as real lists have them; the truth is unknown in some rows, too
        return {
            "year": year,
            "imdb": f"zz{number:07}",
            "title": "" if gap < 0.03 else title,
            "budget": "" if 0.03 <= gap < 0.06 else int(budget),
            "intgross": "#N/A" if 0.06 <= gap < 0.09 else round(gross),
            "budget_2013$": "" if 0.09 <= gap < 0.12 else int(real),
        }

    def _pick(self, choices):
        return choices[int(self._random() * len(choices))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, required=True, help="no film is newer")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    films = Films(arguments.seed, arguments.as_of)
    with open(arguments.output, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(films.next(number) for number in range(1, arguments.rows + 1))


if __name__ == "__main__":
    main()
