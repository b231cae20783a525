"""Trains and evaluates: ``python3 train.py`` writes ../model.onnx, ../golden.csv and ../evaluation.json, in a minute.

Everything comes from subscribers.py and a seed, and sums run in one order, so that the files come out the same again.
"""

import csv
import json
import math
import pathlib
import struct

import boosting
import onnx_file as onnx
import subscribers

MODEL = pathlib.Path(__file__).resolve().parents[1]
TRAINING, TEST, GOLDEN = (1, 12000), (2, 10000), (3, 600)  # seed, rows
CLASSES = ["stays", "leaves"]


def single(x):
    """The nearest number of 32 bits, which is what the graph computes with."""
    return struct.unpack("<f", struct.pack("<f", x))[0]


def sample(seed, rows):
    source = subscribers.Subscribers(seed)
    return [source.next(number) for number in range(1, rows + 1)]


def features(row):
    """As the graph makes them: the words one-hot, then the numbers, with NaN for what is missing."""
    words = [float(row[name] == word) for name, all_words in subscribers.WORDS.items() for word in all_words]
    numbers = [{"": math.nan, "true": 1.0, "false": 0.0}.get(row[name], row[name]) for name in subscribers.NUMBERS]
    return words + [single(float(number)) for number in numbers]


def probability(trees, row):
    return 1 / (1 + math.exp(-sum(tree.score(features(row)) for tree in trees)))


def graph(trees):
    """One input for each field; words one-hot, numbers beside them, then the trees."""
    nodes, columns = [], []
    for name, words in subscribers.WORDS.items():
        one_hot = {"cats_strings": list(words), "zeros": 1}
        nodes.append(onnx.node("OneHotEncoder", [name], [name + "_3d"], onnx.ML, **one_hot))
        nodes.append(onnx.node("Reshape", [name + "_3d", name + "_shape"], [name + "_hot"]))
        columns.append(name + "_hot")
    nodes.append(onnx.node("Cast", ["has_download"], ["has_download_number"], to=onnx.FLOAT))
    columns += [name + "_number" if name == "has_download" else name for name in subscribers.NUMBERS]
    nodes.append(onnx.node("Concat", columns, ["features"], axis=1))
    nodes.append(onnx.node("TreeEnsembleClassifier", ["features"], ["outcome", "matrix"], onnx.ML, **ensemble(trees)))
    nodes.append(onnx.node("ZipMap", ["matrix"], ["probability"], onnx.ML, classlabels_strings=CLASSES))
    kinds = {name: onnx.STRING for name in subscribers.WORDS} | {name: onnx.FLOAT for name in subscribers.NUMBERS}
    kinds["has_download"] = onnx.BOOL
    shapes = [onnx.whole_numbers(name + "_shape", [-1, len(words)]) for name, words in subscribers.WORDS.items()]
    inputs = [onnx.value(name, kind, "N", 1) for name, kind in kinds.items()]
    return onnx.model(nodes, inputs, [onnx.value("outcome", onnx.STRING, "N"), onnx.maps("probability")], shapes)


def ensemble(trees):
    """The trees as the attributes of TreeEnsembleClassifier: lists with an entry for each node, and for each leaf."""
    node = {key: [] for key in ("treeids", "nodeids", "featureids", "modes", "values")}
    node |= {key: [] for key in ("truenodeids", "falsenodeids", "missing_value_tracks_true")}
    leaf = {key: [] for key in ("treeids", "nodeids", "ids", "weights")}

    def visit(tree, each, number):
        isleaf = each.column is None
        at = len(node["nodeids"])
        for key, entry in zip(node, (tree, number, each.column or 0, "LEAF" if isleaf else "BRANCH_LEQ", each.cut)):
            node[key].append(entry)
        for key, entry in zip(("truenodeids", "falsenodeids"), (0, 0)):
            node[key].append(entry)
        node["missing_value_tracks_true"].append(int(each.missing_left))
        if isleaf:
            for key, entry in zip(leaf, (tree, number, 0, single(each.value))):
                leaf[key].append(entry)
            return number + 1
        node["truenodeids"][at] = number + 1
        node["falsenodeids"][at] = right = visit(tree, each.left, number + 1)
        return visit(tree, each.right, right)

    for tree, root in enumerate(trees):
        visit(tree, root, 0)
    attributes = {"nodes_" + key: entries for key, entries in node.items()}
    attributes |= {"class_" + key: entries for key, entries in leaf.items()}
    return attributes | {"classlabels_strings": CLASSES, "post_transform": "LOGISTIC"}


def measures(rows, chances, outcomes):
    truths = [row["actual_leaves"] for row in rows]
    ranked = sorted(range(len(rows)), key=lambda i: (-chances[i], i))
    ahead = ranked[: len(rows) // 10]
    return {
        "rmse": round(math.sqrt(sum((c - t) ** 2 for c, t in zip(chances, truths)) / len(rows)), 4),
        "accuracy": round(sum(o == row["actual_outcome"] for o, row in zip(outcomes, rows)) / len(rows), 4),
        "auc": round(area(chances, truths), 4),
        "leavers_in_top_tenth": round(sum(truths[i] for i in ahead) / sum(truths), 4),
    }


def area(chances, truths):
    """How often one who leaves has the higher chance than one who stays; a tie counts half."""
    below = wins = 0.0
    groups = {}
    for chance, truth in zip(chances, truths):
        groups.setdefault(chance, [0, 0])[truth] += 1
    for _, (stays, leaves) in sorted(groups.items()):
        wins += leaves * (below + stays / 2)
        below += stays
    return wins / (below * sum(truths))


def evaluate(trees, training, rows):
    share = sum(row["actual_leaves"] for row in training) / len(training)
    signs = [int(row["failed_payments"] > 0 or row["minutes_30d"] == 0) for row in training]
    rates = [
        sum(row["actual_leaves"] for row, sign in zip(training, signs) if sign == wanted) / signs.count(wanted)
        for wanted in (0, 1)
    ]
    rule = [rates[row["failed_payments"] > 0 or row["minutes_30d"] == 0] for row in rows]
    chances = [probability(trees, row) for row in rows]
    outcomes = [CLASSES[chance > 0.5] for chance in chances]
    return {
        "rows": len(rows),
        "leaving": round(sum(row["actual_leaves"] for row in rows) / len(rows), 4),
        "everybody alike": measures(rows, [share] * len(rows), ["stays"] * len(rows)),
        "payment failed or nothing watched": measures(rows, rule, [CLASSES[c > 0.5] for c in rule]),
        "model": measures(rows, chances, outcomes),
    }


def main():
    training, golden = sample(*TRAINING), sample(*GOLDEN)
    trees = boosting.fit([features(row) for row in training], [row["actual_leaves"] for row in training], single)
    (MODEL / "model.onnx").write_bytes(graph(trees))
    evaluation = {"test": evaluate(trees, training, sample(*TEST)), "golden": evaluate(trees, training, golden)}
    (MODEL / "evaluation.json").write_text(json.dumps(evaluation, indent=2) + "\n", "utf-8")
    with open(MODEL / "golden.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, subscribers.COLUMNS + subscribers.TRUTHS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(golden)
    print(json.dumps(evaluation, indent=2))


if __name__ == "__main__":
    main()
