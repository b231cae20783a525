"""Predicts the worldwide gross of films from their gross in North America; README.md tells how good it is."""

import json

import numpy

import slipway

ARTEFACT = "worldwide.json"
_learned = {}


def load():
    import sklearn  # Here, as it takes most of a second, which `describe` and a wrong request need not wait for.

    learned = json.loads((slipway.folder() / ARTEFACT).read_text("utf-8"))
    if learned["scikit-learn"] != sklearn.__version__:
        raise slipway.BadConfiguration(
            f"{ARTEFACT} was trained with scikit-learn {learned['scikit-learn']}, but this is {sklearn.__version__};"
            " take a base with the former, or train again"
        )
    _learned.update(learned, pipeline=pipeline(learned))


def predict(rows):
    """All rows at once: the columns become arrays, and scikit-learn scores them in one call."""
    known = [row for row in rows if row["domgross"] > 0]
    worldwide = iter(_worldwide(known) if known else ())
    return [
        {"worldwide": next(worldwide)}
        if row["domgross"] > 0
        else slipway.Reject(f"expected a domgross above 0, got {row['domgross']}")
        for row in rows
    ]


def _worldwide(rows):
    domestic = numpy.array([row["domgross"] for row in rows], dtype=float)
    log_ratio = _learned["pipeline"].predict(features(rows, _learned["deflators"]))
    return numpy.round(domestic * numpy.exp(numpy.maximum(log_ratio, 0.0))).tolist()


def features(rows, deflators):
    """Year, and logarithms of budget, domestic gross (both in 2013 dollars) and of the latter over the former.

    Without a budget it counts as large as the domestic gross; a year beyond those of the deflators as the nearest one.
    """
    first, last = int(min(deflators)), int(max(deflators))
    years = numpy.array([min(max(row["year"], first), last) for row in rows], dtype=float)
    deflator = numpy.array([deflators[str(int(year))] for year in years])
    domestic = numpy.array([row["domgross"] for row in rows], dtype=float)
    real = numpy.array([row["domgross_2013$"] or numpy.nan for row in rows], dtype=float)
    real = numpy.where(numpy.isnan(real), domestic * deflator, real)
    budget = numpy.array([row["budget_2013$"] or numpy.nan for row in rows], dtype=float)
    budget = numpy.where(numpy.isnan(budget), real, budget)
    real, budget = (numpy.log(numpy.maximum(amount, 1.0)) for amount in (real, budget))
    return numpy.column_stack([years, budget, real, real - budget])


def pipeline(learned):
    """The fitted pipeline, made of numbers alone: unlike a pickle, the artefact cannot run code and can be read."""
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import SplineTransformer

    knots = numpy.array(learned["knots"])
    splines = SplineTransformer(degree=3, knots=knots, extrapolation="constant").fit(knots)
    ridge = Ridge(alpha=learned["alpha"])
    ridge.coef_, ridge.intercept_ = numpy.array(learned["coefficients"]), learned["intercept"]
    ridge.n_features_in_ = len(learned["coefficients"])
    return make_pipeline(splines, ridge)


if __name__ == "__main__":
    slipway.main(load, predict)
