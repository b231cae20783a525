"""A simulated streaming service: subscribers, and which of them leave within 30 days.

SYNTHETIC, every number is made up. What makes people leave here: payments that fail, a month without watching after many
with, the end of a cheap start, a first month in which nothing was found. Much of it is chance, as it is in life.
"""

import math
import random

NUMBERS = (
    *("months", "monthly_price", "discount_ends_in", "failed_payments", "minutes_30d", "minutes_trend"),
    *("titles_30d", "support_contacts", "has_download"),
)
WORDS = {
    "plan": ("basic", "standard", "premium", "family"),
    "country": ("AT", "CH", "DE", "FR"),
    "favourite_genre": ("crime", "drama", "kids", "nature", "show", "sport"),
}
COLUMNS = ["subscriber_id", *WORDS, *NUMBERS]
TRUTHS = ["actual_outcome", "actual_leaves"]
PRICES = {"basic": 5.99, "standard": 9.99, "premium": 14.99, "family": 17.99}


class Subscribers:
    """A seeded source of subscribers. Only random() is used: its numbers are the same in every Python."""

    def __init__(self, seed):
        self._random = random.Random(seed).random

    def next(self, number):
        """A row of text as the feed has it, truth included; an empty text is a missing value."""
        months = int(48 * self._random() ** 2)
        plan = self._pick(WORDS["plan"])
        starting = months < 6 and self._random() < 0.5
        price = round(PRICES[plan] * (0.5 if starting else 1), 2)
        failed = sum(self._random() < 0.07 for _ in range(3))
        usual = 90 + 2400 * self._random() ** 2 * (1.5 if plan == "family" else 1)
        trend = min(4 * self._random() * self._random() + (0.15 if months else 0.4), 3)
        minutes = 0.0 if self._random() < 0.06 else usual * trend
        contacts = sum(self._random() < 0.08 for _ in range(3))
        download = self._random() < (0.5 if plan in ("premium", "family") else 0.2)
        genre = self._pick(WORDS["favourite_genre"])
        country = self._pick(WORDS["country"])
        measured = self._random() < 0.95
        row = {
            "subscriber_id": f"s{number:07}",
            "plan": plan,
            "country": country,
            "favourite_genre": genre if minutes and self._random() < 0.9 else "",
            "months": months,
            "monthly_price": price,
            "discount_ends_in": 6 - months if starting else "",
            "failed_payments": failed,
            "minutes_30d": round(minutes, 1) if measured else "",
            "minutes_trend": round(minutes / usual, 3) if measured and months else "",
            "titles_30d": int(minutes / 55) + (1 if minutes else 0) if measured else "",
            "support_contacts": contacts,
            "has_download": "true" if download else "false",
        }
        leaves = self._random() < self._chance(row, minutes, usual, starting)
        return row | {"actual_outcome": "leaves" if leaves else "stays", "actual_leaves": int(leaves)}

    @staticmethod
    def _chance(row, minutes, usual, starting):
        tired = minutes < 0.35 * usual and row["months"] > 3
        score = -3.1 + 1.15 * row["failed_payments"] + 0.5 * row["support_contacts"]
        score += 1.5 * tired + (1.3 if minutes == 0 else 0)
        score += 1.7 if starting and row["months"] >= 4 else 0
        score += 0.9 if row["months"] == 0 and minutes < 200 else 0
        score -= 0.025 * row["months"] + (0.6 if row["has_download"] == "true" else 0)
        score += {"sport": 0.7, "kids": -0.6}.get(row["favourite_genre"], 0)
        score += 0.3 if row["plan"] == "premium" and minutes < 400 else 0
        return 1 / (1 + math.exp(-score))

    def _pick(self, choices):
        return choices[int(self._random() * len(choices))]
