"""Trains and evaluates: ``python3 train.py --data films.csv`` writes ../model/gross.json and ../model/evaluation.json.

Ridge regression of the logarithm of international gross over budget. Features are rounded to whole millionths and the
equations solved in whole numbers and fractions, so that any machine and any Python comes to the same bytes.
"""

import argparse
import csv
import fractions
import hashlib
import json
import math
import pathlib
import statistics
import sys

MODEL = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(MODEL), str(MODEL.parents[1] / "inference-spec" / "python")]

import model  # noqa: E402

RIDGE = 3
MICRO = 10**6
ERAS = (1970, 1990, 2000, 2010)  # first years
CLASSES = (0, 10**7, 4 * 10**7, 10**8)  # lowest budgets, in 2013 dollars


class Film:
    """A row of the data whose gross is known."""

    def __init__(self, row):
        self.year, self.budget, self.real = int(row["year"]), int(row["budget"]), int(row["budget_2013$"])
        self.title, self.gross = model.decoded(row["title"]), int(row["intgross"])
        self.log_multiple = round(math.log(self.gross / self.budget), 6)

    @property
    def decade(self):
        return self.year // 10 * 10


def read(path):
    """The films whose year, budget and gross are numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = ("year", "budget", "budget_2013$", "intgross")
    return [Film(row) for row in rows if all(row[name].isdecimal() and int(row[name]) for name in numbers)]


def fit(films):
    """What model.py needs to score: weights, and the ranges within which they were learned."""
    ranges = {
        "year": [min(film.year for film in films), max(film.year for film in films)],
        "budget": [min(film.real for film in films), max(film.real for film in films)],
    }
    xs = [[round(v * MICRO) for v in model.features(f.year, f.real, f.title, ranges)] for f in films]
    ys = [round(film.log_multiple * MICRO) for film in films]
    size = len(xs[0])
    equations = [
        [sum(x[i] * x[j] for x in xs) + (RIDGE * MICRO**2 if i == j and i else 0) for j in range(size)]
        + [sum(x[i] * y for x, y in zip(xs, ys))]
        for i in range(size)
    ]
    return {"weights": [float(round(weight, 6)) for weight in solve(equations)], "ranges": ranges}


def solve(equations):
    """Gauss and Jordan, exactly; the matrix is positive definite, so that no pivot is 0."""
    rows = [[fractions.Fraction(value) for value in row] for row in equations]
    for i, pivot in enumerate(rows):
        pivot[:] = [value / pivot[i] for value in pivot]
        for row in rows:
            if row is not pivot:
                row[:] = [value - row[i] * of_pivot for value, of_pivot in zip(row, pivot)]
    return [row[-1] for row in rows]


def errors_of(learned, films):
    """Logarithm of true over predicted."""
    return [
        film.log_multiple
        - math.fsum(
            weight * value
            for weight, value in zip(
                learned["weights"], model.features(film.year, film.real, film.title, learned["ranges"])
            )
        )
        for film in films
    ]


def figures(model_errors, baseline_errors):
    def of(errors):
        return {
            "rmsle": round(math.sqrt(math.fsum(e * e for e in errors) / len(errors)), 4),
            "medianFactor": round(math.exp(statistics.median(map(abs, errors))), 3),
        }

    return {"films": len(model_errors), "model": of(model_errors), "baseline": of(baseline_errors)}


def evaluate(films):
    """Each decade predicted by what the other decades taught, beside the median multiple of the budget there.

    ``errors`` are 40 quantiles of the logarithm of true over predicted, each as likely as the others.
    """
    decades, all_ours, all_baseline = {}, [], []
    for decade in sorted({film.decade for film in films}):
        held_out = [film for film in films if film.decade == decade]
        others = [film for film in films if film.decade != decade]
        ours = errors_of(fit(others), held_out)
        median = statistics.median(film.log_multiple for film in others)
        baseline = [film.log_multiple - median for film in held_out]
        decades[f"{decade}s"] = figures(ours, baseline)
        all_ours += ours
        all_baseline += baseline
    ordered = sorted(all_ours)
    return {
        "method": "each decade predicted by a model of the other decades; baseline: the median multiple of the budget",
        "decades": decades,
        "all": figures(all_ours, all_baseline),
        "errors": [round(ordered[len(ordered) * (2 * i + 1) // 80], 4) for i in range(40)],
    }


def multiples(films):
    """Median multiple of the budget by era and class of budget: what generate.py draws invented films from."""

    def median(era, lowest):
        chosen = [f.log_multiple for f in films if index(ERAS, f.year) == era and index(CLASSES, f.real) == lowest]
        return round(math.exp(statistics.median(chosen)), 3)

    return {
        "eras": ERAS,
        "classes": CLASSES,
        "medians": [[median(era, lowest) for lowest in range(len(CLASSES))] for era in range(len(ERAS))],
    }


def index(starts, value):
    """Which of the ranges that begin at ``starts`` holds the value."""
    return sum(start <= value for start in starts[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, type=pathlib.Path, help="films.csv, the real data")
    parser.add_argument("--output", type=pathlib.Path, default=MODEL / "model", help="folder (default: ../model)")
    arguments = parser.parse_args()
    films = read(arguments.data)
    trained_on = {"films": len(films), "sha256": hashlib.sha256(arguments.data.read_bytes()).hexdigest()}
    years = sorted({film.year for film in films})
    # 2013 dollars for a dollar of the year; there are films of every year
    deflators = {y: round(statistics.median(f.real / f.budget for f in films if f.year == y), 4) for y in years}
    learned = {"trainedOn": trained_on, **fit(films), "deflators": deflators}
    evaluation = {"trainedOn": trained_on, **evaluate(films), "multiples": multiples(films)}
    for name, content in (("gross.json", learned), ("evaluation.json", evaluation)):
        (arguments.output / name).write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(json.dumps(evaluation["all"]))


if __name__ == "__main__":
    main()
