"""Prices flats by the weights that training left in model/weights.json."""

import json

import slipway  # put beside this file in the image; inference-spec/python/slipway.py tells what it does

weights = {}


def load():
    """Once, before the first row."""
    weights.update(json.loads((slipway.folder() / "weights.json").read_text()))


def predict(rows):
    """A list of dicts in, as many out, in the same order."""
    return [price(row["area"], row["rooms"]) for row in rows]


def price(area, rooms):
    if area <= 0:
        return slipway.Reject(f"area: expected more than 0 square metres, got {area}")
    if rooms is None:
        rooms = weights["typicalRooms"]
    return {"price": weights["base"] + weights["squareMetre"] * area + weights["room"] * rooms}


if __name__ == "__main__":
    slipway.main(load, predict)
