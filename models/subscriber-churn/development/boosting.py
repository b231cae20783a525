"""Boosted trees for a yes or no, small and plain: second-order splits on quantiles, missing values to the better side."""

import math

DEPTH, TREES, RATE, RIDGE, LEAST = 3, 70, 0.15, 5.0, 30.0
CUTS = 15


class Node:
    """A leaf has a value; any other node sends `x[column] <= cut` left, and a missing value where `missing_left` says."""

    def __init__(self, value=0.0, column=None, cut=0.0, missing_left=False, left=None, right=None):
        self.value, self.column, self.cut, self.missing_left = value, column, cut, missing_left
        self.left, self.right = left, right

    def score(self, row):
        node = self
        while node.column is not None:
            x = row[node.column]
            node = node.left if (node.missing_left if x != x else x <= node.cut) else node.right
        return node.value


def fit(rows, truths, single):
    """Trees whose scores add up to the logit. `single` rounds to what a graph holds, so that cuts mean the same there."""
    cuts = [quantiles(column, single) for column in zip(*rows)]
    bins = [[bin_of(x, cut) for x in column] for column, cut in zip(zip(*rows), cuts)]
    share = sum(truths) / len(truths)
    base = math.log(share / (1 - share))
    scores = [base] * len(rows)
    trees = []
    for number in range(TREES):
        chances = [1 / (1 + math.exp(-score)) for score in scores]
        gradients = [truth - chance for truth, chance in zip(truths, chances)]
        weights = [chance * (1 - chance) for chance in chances]
        tree = grow(list(range(len(rows))), bins, cuts, gradients, weights, DEPTH)
        if number == 0:
            add(tree, base)  # one number less that a graph has to know
            scores = [0.0] * len(rows)
        trees.append(tree)
        scores = [score + tree.score(row) for score, row in zip(scores, rows)]
    return trees


def quantiles(column, single):
    known = sorted(x for x in column if x == x)
    picked = {known[len(known) * i // (CUTS + 1)] for i in range(1, CUTS + 1)} if known else set()
    values = sorted(set(known))
    after = dict(zip(values, values[1:]))
    return sorted({single((x + after[x]) / 2) for x in picked if x in after})


def bin_of(x, cuts):
    return -1 if x != x else sum(x > cut for cut in cuts)


def grow(members, bins, cuts, gradients, weights, depth):
    gradient, weight = sum(gradients[i] for i in members), sum(weights[i] for i in members)
    best = (1e-9,)
    for column in range(len(bins)) if depth else ():
        best = max(best, best_cut(members, column, bins[column], len(cuts[column]), gradients, weights, gradient, weight))
    if len(best) == 1:
        return Node(RATE * gradient / (weight + RIDGE))
    _, column, cut, missing_left = best
    column = -column
    side = [bins[column][i] <= cut if bins[column][i] >= 0 else missing_left for i in members]
    left = grow([i for i, s in zip(members, side) if s], bins, cuts, gradients, weights, depth - 1)
    right = grow([i for i, s in zip(members, side) if not s], bins, cuts, gradients, weights, depth - 1)
    return Node(column=column, cut=cuts[column][cut], missing_left=missing_left, left=left, right=right)


def best_cut(members, column, binned, cuts, gradients, weights, gradient, weight):
    sums, counts = [0.0] * (cuts + 2), [0.0] * (cuts + 2)  # the last is the missing ones
    for i in members:
        sums[binned[i]] += gradients[i]
        counts[binned[i]] += weights[i]
    best, whole = (1e-9,), gradient**2 / (weight + RIDGE)
    for missing_left in (False, True) if counts[-1] else (False,):
        g, w = (sums[-1], counts[-1]) if missing_left else (0.0, 0.0)
        for cut in range(cuts):
            g, w = g + sums[cut], w + counts[cut]
            if min(w, weight - w) * 4 >= LEAST:
                gain = g**2 / (w + RIDGE) + (gradient - g) ** 2 / (weight - w + RIDGE) - whole
                best = max(best, (gain, -column, cut, missing_left))
    return best


def add(node, value):
    """Adds to every leaf."""
    if node.column is None:
        node.value += value
    else:
        add(node.left, value)
        add(node.right, value)
