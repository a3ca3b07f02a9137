"""Estimates the weights of matching from FEBRL sets 1 to 3; prints AgreementWeights+Estimated.swift.

    .build-reference/bin/python Benchmarks/matching_weights.py MATCHING-BINARY

The shares m are counted on the true links of the three sets, u on pairs of records drawn with a fixed seed, both
with the program's own levels. FEBRL was made in Australia with slips of the pen: it has no pet forms, hardly a
romanisation, and nobody who moved. What it cannot say is put in as so many pairs of a belief (`BELIEF`), written
here where it can be read. Set 4 is not touched: it is what `matching.py` measures on.
"""

import collections
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import febrl

# By field: how many pairs the belief counts as among links, and the shares it has there.
NAMES = [0.78, 0.05, 0.06, 0.05, 0.02, 0.02, 0.02]
DATES = [0.86, 0.02, 0.03, 0.01, 0.01, 0.02, 0.01, 0.02, 0.02]
TEXTS = [0.7, 0.12, 0.05, 0.13]
BELIEF = {"given": (200, NAMES), "family": (200, NAMES), "birth": (200, DATES), "house": (200, TEXTS),
          "street": (200, TEXTS), "place": (200, TEXTS), "town": (200, TEXTS), "postcode": (200, TEXTS)}
# Of two people: a random day is the other's swapped, or one slip off, about so often.
CHANCE = {"birth": [1 / 30000, 1 / 36000, 1 / 1500, 1 / 18000, 1 / 1000, 1 / 80, 1 / 365, 1 / 60]}
# By field and level m and u, where FEBRL has no such slips: forms of one name, day and month swapped, a year beside,
# days not known; its postcodes have no districts, its houses no spelling.
UNSEEN = {"given": {1: (0.04, 0.001)}, "family": {1: (0.02, 0.0001)},
          "birth": {1: (0.02, CHANCE["birth"][1]), 3: (0.01, CHANCE["birth"][3]), 4: (0.02, CHANCE["birth"][4]),
                    5: (0.02, CHANCE["birth"][5]), 6: (0.01, CHANCE["birth"][6])},
          "postcode": {2: (0.03, 0.02)}, "house": {1: (0.02, 0.02)}}
# What the estimates know nothing of: one swap of names in thirty-two records; what a whole address may add and take
# off; and what a pair must weigh beyond its chance.
SETTINGS = {"swapped": -5.0, "address": "-3.0...14.0", "likely": 2.0, "possible": -3.0}


def levels(binary, folder, lines, pairs):
    """By field the counts of each level, and how names were held against one another."""
    records = febrl.write(folder / "records", lines)
    asked = febrl.write(folder / "pairs", [f"{a}\t{b}" for a, b in pairs])
    out = subprocess.run([binary, "levels", records, records, asked], check=True, capture_output=True, text=True).stdout
    head, *rows = [line.split("\t") for line in out.splitlines()]
    fields = [(name, int(count)) for name, count in (part.split(":") for part in head[1:])]
    counts = {name: [0] * count for name, count in fields}
    ways = collections.Counter()
    for row in rows:
        ways[row[0]] += 1
        for (name, _), level in zip(fields, row[1:]):
            # What names have in common when they are swapped says nothing of names as written.
            if level != "-" and (row[0] == "asWritten" or name not in ("given", "family")):
                counts[name][int(level)] += 1
    return counts, ways


def shares(counts, belief, weight):
    total = sum(counts) + weight
    return [(count + weight * share) / total for count, share in zip(counts, belief)]


def estimate(binary):
    chance = random.Random(32)
    true, false = {}, {}
    ways = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="touchstone-matching-") as name:
        for number in (1, 2, 3):
            lines, links = febrl.one_file(number)
            linked = {frozenset(pair) for pair in links}
            counts, found = levels(binary, Path(name), lines, links)
            ways += found
            drawn = []
            while len(drawn) < 150_000:
                pair = (chance.randrange(len(lines)), chance.randrange(len(lines)))
                if pair[0] != pair[1] and frozenset(pair) not in linked:
                    drawn.append(pair)
            apart, _ = levels(binary, Path(name), lines, drawn)
            for field in counts:
                true[field] = [a + b for a, b in zip(true.get(field, [0] * 9), counts[field])]
                false[field] = [a + b for a, b in zip(false.get(field, [0] * 9), apart[field])]
    m = {field: shares(true[field], belief, weight) for field, (weight, belief) in BELIEF.items()}
    u = {}
    for field, counts in false.items():
        # A thousand pairs in which each level is found once in a hundred: nothing is divided by nearly nought.
        rare = [0.01] * (len(counts) - 1)
        u[field] = shares(counts, rare + [1 - sum(rare)], 1000)
        if field in CHANCE:
            u[field] = CHANCE[field] + [1 - sum(CHANCE[field])]
    for field, known in UNSEEN.items():
        for level, (mine, theirs) in known.items():
            m[field][level], u[field][level] = mine, theirs
    return m, u, ways


def swift(m, u):
    def numbers(values):
        return "[" + ", ".join(f"{value:.4g}" for value in values) + "]"
    lines = ["extension AgreementWeights {",
             "  /// Printed by `make matching-weights` from FEBRL sets 1 to 3; not to be changed by hand.",
             "  package static let estimated = AgreementWeights(", "    ["]
    for field in m:
        lines += [f"      .{field}: Shares(", f"        m: {numbers(m[field])},", f"        u: {numbers(u[field])}",
                  "      ),"]
    lines += ["    ],", f"    swapped: {SETTINGS['swapped']},", f"    address: {SETTINGS['address']},",
              f"    likely: {SETTINGS['likely']},", f"    possible: {SETTINGS['possible']}", "  )", "}"]
    return "\n".join(lines)


if __name__ == "__main__":
    m, u, ways = estimate(sys.argv[1])
    print(f"True links by how their names were held against one another: {dict(ways)}", file=sys.stderr)
    print(swift(m, u))
