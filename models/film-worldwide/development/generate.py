"""Invents films: ``python3 generate.py --rows 60 --as-of 2013-12-31 --seed 1 --output ../golden.csv``.

SYNTHETIC. Titles, years, budgets and grosses are made up; worldwide over domestic gross is the median that real films of
that era, budget and success had, times an error drawn from those of the evaluation (both from ../model/evaluation.json). It does not use
the model's coefficients, so that a model that lost what it learned fits it worse. Needs the standard library alone.
"""

import argparse
import csv
import datetime
import json
import math
import pathlib
import random

MODEL = pathlib.Path(__file__).resolve().parents[1] / "model"
COLUMNS = ["year", "imdb", "title", "budget_2013$", "domgross", "domgross_2013$", "intgross"]
FIRST = "Silent", "Golden", "Distant", "Burning", "Second", "Winter", "Glass", "Forgotten", "Blue", "Endless"
SECOND = "River", "Signal", "Mountain", "Promise", "Border", "Garden", "Machine", "Island", "Voyage", "Shadow"


class Films:
    """A seeded source of invented films. Only random() is used: its numbers are the same in every Python."""

    def __init__(self, seed, as_of):
        self._random = random.Random(seed).random
        self._last_year = as_of.year
        evaluation = json.loads((MODEL / "evaluation.json").read_text("utf-8"))
        self._cells, self._errors = evaluation["cells"], evaluation["errors"]
        deflators = json.loads((MODEL / "worldwide.json").read_text("utf-8"))["deflators"]
        self._deflators = {int(year): deflator for year, deflator in deflators.items()}

    def next(self, number):
        cell = self._pick([cell for cell in self._cells for _ in range(cell["films"])])
        first, last = cell["years"]
        year = min(first + int((last + 1 - first) * self._random()), self._last_year)
        known = min(max(year, min(self._deflators)), max(self._deflators))
        budget = round(self._pick(cell["budgets"]) * math.exp(0.2 * (self._random() - 0.5)), -3)
        place = int(self._random() * len(cell["shares"]))
        share = cell["shares"][place] * math.exp(0.2 * (self._random() - 0.5))
        real = max(round(budget * share), 1000)
        domestic = round(real / self._deflators[known])
        ratio = max(cell["ratios"][place * 3 // len(cell["shares"])] * math.exp(self._pick(self._errors)), 1.0)
        gap = self._random()  # gaps as real lists have them; the truth is unknown in some rows, too
        return {
            "year": year,
            "imdb": f"zz{number:07}",
            "title": "" if gap < 0.03 else f"The {self._pick(FIRST)} {self._pick(SECOND)}",
            "budget_2013$": "" if 0.03 <= gap < 0.08 else int(budget),
            "domgross": domestic,
            "domgross_2013$": "" if 0.08 <= gap < 0.13 else real,
            "intgross": "#N/A" if 0.13 <= gap < 0.16 else round(domestic * ratio),
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
