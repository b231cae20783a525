"""Trains and evaluates: ``/usr/bin/python3 train.py --data films.csv`` writes ../model/worldwide.json and evaluation.json.

Needs scikit-learn (on Debian 12: apt-get install python3-sklearn). Ridge regression, on splines of the features, of the
logarithm of worldwide over domestic gross.
"""

import argparse
import csv
import hashlib
import json
import pathlib
import sys

MODEL = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(MODEL), str(MODEL.parents[1] / "inference-spec" / "python")]

import numpy  # noqa: E402
import sklearn  # noqa: E402
from sklearn.linear_model import Ridge  # noqa: E402
from sklearn.preprocessing import SplineTransformer  # noqa: E402

import model  # noqa: E402

ALPHA = 10.0
KNOTS = (0.0, 0.25, 0.5, 0.75, 1.0)  # quantiles of each feature
ERAS = ((1970, 1989), (1990, 1999), (2000, 2006), (2007, 2013))
CLASSES = ((0, 2 * 10**7), (2 * 10**7, 6 * 10**7), (6 * 10**7, 10**10))  # budgets in 2013 dollars
NUMBERS = ("year", "budget_2013$", "domgross", "domgross_2013$", "intgross")


def read(path):
    """The films whose year, budget and both grosses are known, numbers as numbers."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = [row for row in rows if all(row[name].isdecimal() and int(row[name]) for name in NUMBERS)]
    return [{name: int(row[name]) for name in NUMBERS} for row in known]


def log_ratios(films):
    return numpy.log([film["intgross"] / film["domgross"] for film in films])


def fit(films, deflators):
    """What model.py needs to score, as plain numbers; rounded, so that the last bits of a processor do not matter."""
    xs, ys = model.features(films, deflators), log_ratios(films)
    knots = numpy.round(numpy.unique(numpy.quantile(xs, KNOTS, axis=0), axis=0), 6)
    splines = SplineTransformer(degree=3, knots=knots, extrapolation="constant")
    ridge = Ridge(alpha=ALPHA).fit(splines.fit_transform(xs), ys)
    return {
        "knots": knots.tolist(),
        "alpha": ALPHA,
        "coefficients": numpy.round(ridge.coef_, 6).tolist(),
        "intercept": round(float(ridge.intercept_), 6),
    }


def figures(model_errors, baseline_errors):
    def of(errors):
        rmsle = numpy.sqrt(numpy.mean(numpy.square(errors)))
        factor = numpy.exp(numpy.median(numpy.abs(errors)))
        return {"rmsle": round(float(rmsle), 4), "medianFactor": round(float(factor), 3)}

    return {"films": len(model_errors), "model": of(model_errors), "baseline": of(baseline_errors)}


def evaluate(films, deflators):
    """Each decade predicted by what the other decades taught, beside their median ratio.

    ``errors`` are 40 quantiles of the logarithm of true over predicted; ``cells`` what real
    films are like: what generate.py draws invented films from.
    """
    decades, ours, baseline = {}, [], []
    for decade in sorted({film["year"] // 10 * 10 for film in films}):
        held_out = [film for film in films if film["year"] // 10 * 10 == decade]
        others = [film for film in films if film["year"] // 10 * 10 != decade]
        pipeline = model.pipeline(fit(others, deflators))
        predicted = numpy.maximum(pipeline.predict(model.features(held_out, deflators)), 0.0)
        errors = log_ratios(held_out) - predicted
        rule_of_thumb = log_ratios(held_out) - numpy.median(log_ratios(others))
        decades[f"{decade}s"] = figures(errors, rule_of_thumb)
        ours.extend(errors)
        baseline.extend(rule_of_thumb)
    quantiles = numpy.quantile(ours, [(2 * i + 1) / 80 for i in range(40)])
    return {
        "method": "each decade predicted by a model of the other decades; baseline: their median ratio",
        "decades": decades,
        "all": figures(ours, baseline),
        "errors": numpy.round(quantiles, 4).tolist(),
        "cells": cells(films),
    }


def cells(films):
    """Real films by era and class of budget: years, quantiles of budgets and of domestic gross over budget, and the median
    of worldwide over domestic gross in each third of the latter."""
    found = []
    for first, last in ERAS:
        for lowest, highest in CLASSES:
            chosen = [f for f in films if first <= f["year"] <= last and lowest <= f["budget_2013$"] < highest]
            budgets = numpy.array([film["budget_2013$"] for film in chosen], dtype=float)
            share = numpy.array([film["domgross_2013$"] for film in chosen]) / budgets
            third = numpy.searchsorted(numpy.quantile(share, [1 / 3, 2 / 3]), share)
            medians = [float(numpy.exp(numpy.median(log_ratios(chosen)[third == i]))) for i in range(3)]
            found.append(
                {
                    "years": [max(first, min(f["year"] for f in chosen)), last],
                    "films": len(chosen),
                    "budgets": numpy.round(numpy.quantile(budgets, (0.1, 0.3, 0.5, 0.7, 0.9)), -4).tolist(),
                    "shares": numpy.round(numpy.quantile(share, numpy.arange(0.05, 1, 0.1)), 3).tolist(),
                    "ratios": [round(median, 3) for median in medians],
                }
            )
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True, type=pathlib.Path, help="films.csv, the real data")
    parser.add_argument("--output", type=pathlib.Path, default=MODEL / "model", help="folder (default: ../model)")
    arguments = parser.parse_args()
    films = read(arguments.data)
    trained_on = {"films": len(films), "sha256": hashlib.sha256(arguments.data.read_bytes()).hexdigest()}
    by_year = {year: [f for f in films if f["year"] == year] for year in sorted({film["year"] for film in films})}
    deflators = {
        str(year): round(float(numpy.median([f["domgross_2013$"] / f["domgross"] for f in of_year])), 4)
        for year, of_year in by_year.items()
    }
    about = {"scikit-learn": sklearn.__version__, "trainedOn": trained_on}
    learned = {**about, **fit(films, deflators), "deflators": deflators}
    evaluation = {**about, **evaluate(films, deflators)}
    for name, content in ((model.ARTEFACT, learned), ("evaluation.json", evaluation)):
        (arguments.output / name).write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(json.dumps(evaluation["all"]))


if __name__ == "__main__":
    main()
