"""Tests of {{name}}; nothing of this folder goes into the image.

    python3 -m unittest discover {{folder}}/development
"""

import os
import pathlib
import sys
import unittest

DEVELOPMENT = pathlib.Path(__file__).resolve().parent
os.environ["SLIPWAY_MODEL"] = str(DEVELOPMENT.parent / "model")
sys.path[:0] = [str(DEVELOPMENT.parent), str(DEVELOPMENT / "{{contract}}")]

import model  # noqa: E402, needs the path above


class ModelTest(unittest.TestCase):
    def setUp(self):
        model.load()

    def test_should_price_a_flat_by_its_size_and_rooms(self):
        self.assertAlmostEqual(model.predict([{"area": 100.0, "rooms": 3}])[0]["price"], 40 + 310 + 36)

    def test_should_take_the_typical_number_of_rooms_where_it_is_missing(self):
        missing, typical = model.predict([{"area": 100.0, "rooms": None}, {"area": 100.0, "rooms": 3}])
        self.assertEqual(missing, typical)


if __name__ == "__main__":
    unittest.main()
