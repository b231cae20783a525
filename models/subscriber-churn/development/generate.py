"""Invents subscribers: ``python3 generate.py --rows 1000 --as-of 2026-11-20 --seed 1 --output data.csv``.

SYNTHETIC, see subscribers.py. The file has the truth too, so that a rehearsal can measure; the date changes nothing.
"""

import argparse
import csv
import datetime
import pathlib

import subscribers


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    source = subscribers.Subscribers(arguments.seed)
    with open(arguments.output, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, subscribers.COLUMNS + subscribers.TRUTHS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(source.next(number) for number in range(1, arguments.rows + 1))


if __name__ == "__main__":
    main()
