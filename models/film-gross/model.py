"""Predicts the international gross of films from what is known at release; README.md tells how good it is."""

import html
import json
import math
import re

import slipway

_NUMBERED = re.compile(r".\s(?:[2-9]|II|III|IV|V|VI)\b|\b(?:Part|Chapter|Returns?|Reloaded)\b")
_learned = {}


def load():
    _learned.update(json.loads((slipway.folder() / "gross.json").read_text("utf-8")))


def predict(rows):
    return [_film(row) for row in rows]


def _film(row):
    title = decoded(row["title"])
    deflator = _learned["deflators"][str(_within(row["year"], _learned["ranges"]["year"]))]
    budget, real = row["budget"], row["budget_2013$"]
    if budget is None and real is None:
        return slipway.Reject("expected a budget or a budget_2013$, got neither")
    real = budget * deflator if real is None else real
    budget = real / deflator if budget is None else budget
    if budget <= 0 or real <= 0:
        return slipway.Reject(f"expected a budget above 0, got {min(budget, real)}")
    given = features(row["year"], real, title, _learned["ranges"])
    log_multiple = math.fsum(weight * value for weight, value in zip(_learned["weights"], given))
    return {"title": title, "gross": float(round(budget * math.exp(log_multiple)))}


def features(year, real_budget, title, ranges):
    """What the weights are for. A year or a budget (2013 dollars) beyond what was learned counts as the nearest."""
    decades = (_within(year, ranges["year"]) - 2000) / 10
    size = math.log(_within(real_budget, ranges["budget"]) / 2.5e7)
    sequel = bool(title and _NUMBERED.search(title))
    return [1.0, size, size * size, decades, decades * decades, size * decades, float(sequel)]


def decoded(title):
    """A title without HTML entities. Some sources encode them twice; one that decodes to nothing stays as it is."""
    while title:
        once = html.unescape(title)
        if once == title or not once:
            return title
        title = once
    return title


def _within(value, bounds):
    return min(max(value, bounds[0]), bounds[1])


if __name__ == "__main__":
    slipway.main(load, predict)
