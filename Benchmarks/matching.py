"""Matching people on FEBRL set 4 and against a million, beside others' ways in the same run; prints Markdown.

    .build-reference/bin/python Benchmarks/matching.py MATCHING-BINARY [HOW-MANY]

Set 4 is two files of 5,000 records, each record of the second a record of the first with slips made in it. Names,
birth date, address, suburb and postcode are read; the identity number and the state are not. Weights and threshold
come from sets 1 to 3 (`matching_weights.py`). Larger files are values of sets 1 to 4 put together anew with a fixed seed.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import febrl
import jellyfish
import metaphone
import numpy
import recordlinkage

# What the simple way holds each field to count.
WEIGHTS = {"given_name": 1, "surname": 1, "date_of_birth": 1.5, "street_number": 0.5, "address_1": 1, "address_2": 0.5,
           "suburb": 1, "postcode": 1}


def run(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def ours(binary, folder, held, asked, true):
    """First-five rate, precision and recall at the default threshold, recall of the keys, records opened."""
    out = run(binary, "link", febrl.write(folder / "held", febrl.records(held)),
              febrl.write(folder / "asked", febrl.records(asked)))
    five = first = found = shown = reached = 0
    opened = []
    for line, match in zip(out.splitlines(), true):
        count, *rest = line.split("\t")
        answers = [part.split(":") for part in rest]
        places = [int(place) for place, _, _ in answers]
        likely = [int(place) for place, _, standing in answers if standing == "likely"]
        opened.append(int(count))
        reached += match in places
        first += places[:1] == [match]
        five += match in places[:5]
        shown += len(likely)
        found += match in likely
    asked_for = len(true)
    return {"first": first / asked_for, "five": five / asked_for, "precision": found / shown, "recall": found / asked_for,
            "keys": reached / asked_for, "opened": sorted(opened)}


def similarities(held, asked, column):
    """Jaro-Winkler of every value with every other; not a number where one is missing."""
    rows, columns = held[column].fillna("").astype(str), asked[column].fillna("").astype(str)
    mine, at_mine = numpy.unique(rows, return_inverse=True)
    theirs, at_theirs = numpy.unique(columns, return_inverse=True)
    table = numpy.array([[jellyfish.jaro_winkler_similarity(a, b) if a and b else numpy.nan for b in theirs]
                         for a in mine], dtype=numpy.float32)
    return table[at_mine][:, at_theirs]


def simple(held, asked, true):
    """The weighted mean of Jaro-Winkler over the fields that both have, every pair compared.

    The threshold is the one that does best on set 4 itself: no better can be found for it.
    """
    total = numpy.zeros((len(held), len(asked)), dtype=numpy.float32)
    weight = numpy.zeros_like(total)
    for column, counts in WEIGHTS.items():
        alike = similarities(held, asked, column)
        known = ~numpy.isnan(alike)
        total += numpy.where(known, alike, 0) * counts
        weight += known * numpy.float32(counts)
    score = total / numpy.maximum(weight, 1e-6)
    matches = score[true, numpy.arange(len(true))]
    ranks = (score > matches).sum(axis=0)
    best = max((measured(score, matches, at) for at in numpy.arange(0.7, 0.98, 0.002)), key=lambda found: found["f"])
    return best | {"first": (ranks < 1).mean(), "five": (ranks < 5).mean()}


def measured(score, matches, threshold):
    shown = (score >= threshold).sum()
    found = (matches >= threshold).sum()
    precision, recall = found / max(shown, 1), found / len(matches)
    return {"precision": precision, "recall": recall, "f": 2 * precision * recall / max(precision + recall, 1e-9)}


def ecm(held, asked, true):
    """recordlinkage's own classifier, unsupervised as it comes, on pairs that share a name, a date or a postcode."""
    index = recordlinkage.Index()
    for column in ("given_name", "surname", "date_of_birth", "postcode"):
        index.block(column)
    pairs = index.index(held, asked)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "address_2", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85)
    for column in ("date_of_birth", "street_number", "postcode"):
        compare.exact(column, column)
    found = recordlinkage.ECMClassifier().fit_predict(compare.compute(pairs, held, asked))
    truth = set(zip(held.index[true], asked.index))
    right = sum(pair in truth for pair in found)
    return {"precision": right / max(len(found), 1), "recall": right / len(truth)}


def slipped(text, chance):
    place = chance.randrange(len(text))
    kind = chance.randrange(3)
    if kind == 0:
        return text[:place] + text[place + 1:]
    if kind == 1 and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2:]
    return text[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz0123456789") + text[place + 1:]


def many(count):
    """As many records as asked for of values of all sets, and a thousand questions about some with slips in them."""
    chance = random.Random(320)
    lines = [line.split("\t") for number in (1, 2, 3) for line in febrl.one_file(number)[0]]
    held, asked, _ = febrl.two_files()
    lines += [line.split("\t") for line in febrl.records(held)]
    values = list(zip(*lines))
    people = ["\t".join(chance.choice(column) for column in values) for _ in range(count)]
    questions, true = [], []
    while len(questions) < 1000:
        place = chance.randrange(count)
        parts = people[place].split("\t")
        if sum(bool(part) for part in parts) < 6:
            continue
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(parts))
            if parts[at] and at != 2:
                parts[at] = slipped(parts[at], chance)
        if chance.random() < 0.1 and len(parts[2]) == 8:
            parts[2] = parts[2][:4] + parts[2][6:] + parts[2][4:6]
        if chance.random() < 0.05:
            parts[0], parts[1] = parts[1], parts[0]
        questions.append("\t".join(parts))
        true.append(place)
    return people, questions, true


def names():
    """How many cases of each table Double Metaphone puts right: one of its codes shared, or none."""
    rows = []
    for file in sorted(Path("Tests/Reference/names").glob("*.tsv")):
        if file.stem == "sources":
            continue
        cases = list(csv.reader(file.open(encoding="utf-8"), delimiter="\t"))
        codes = lambda name: {code for code in metaphone.doublemetaphone(name) if code}
        right = {"alike": 0, "apart": 0}
        total = {"alike": 0, "apart": 0}
        for _, first, second, expected, _ in cases:
            total[expected] += 1
            right[expected] += bool(codes(first) & codes(second)) == (expected == "alike")
        rows.append((file.stem.capitalize(), total, right))
    return rows


def at(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def timing(label, found, true):
    five = sum(match in places for places, match in zip(found["first"], true)) / len(true)
    return (f"| {label} | {found['people']:,} | {at(found['milliseconds'], 0.5):.1f} | {at(found['milliseconds'], 0.99):.1f} "
            f"| {at(found['opened'], 0.5)} | {max(found['opened'])} | {five:.3f} | {found['indexing']:.0f} s "
            f"| {found['megabytes']:.0f} MB | {found['keys'] / found['people']:.1f} |")


def main(binary, count):
    held, asked, true = febrl.two_files()
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as name:
        folder = Path(name)
        mine = ours(binary, folder, held, asked, true)
        plain = simple(held, asked, true)
        classifier = ecm(held, asked, true)
        print("# Matching people\n\nPrinted by `make bench-matching`, on FEBRL set 4: 5,000 people asked about among 5,000.\n")
        print("| | true match first | among the first five | precision | recall |\n|---|---|---|---|---|")
        print(f"| ours | {mine['first']:.4f} | {mine['five']:.4f} | {mine['precision']:.4f} | {mine['recall']:.4f} |")
        print(f"| weighted Jaro-Winkler, every pair, its best threshold | {plain['first']:.4f} | {plain['five']:.4f} "
              f"| {plain['precision']:.4f} | {plain['recall']:.4f} |")
        print(f"| recordlinkage's ECM classifier | | | {classifier['precision']:.4f} | {classifier['recall']:.4f} |\n")
        print(f"Weights and threshold are those of sets 1 to 3. Of the true matches {mine['keys']:.4f} share a key and are "
              f"opened; a question opens {at(mine['opened'], 0.5)} records in the middle and {max(mine['opened'])} at most.\n")
        people, questions, places = many(count)
        files = febrl.write(folder / "people", people), febrl.write(folder / "questions", questions)
        memory = json.loads(run(binary, "million", *files))
        print("A thousand questions with one to three slips each, milliseconds:\n")
        print("| keys | people | p50 | p99 | opened, middle | most | true among the first five likely | indexing | memory "
              "| keys a person |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        print(timing("in memory", memory, places))
        kept = json.loads(run(binary, "kept", *files, str(folder / "keys.sqlite")))
        print(timing("hashed, in SQLite, records sealed", kept, places))
        print("\nCases of names with their sources (`Tests/Reference/names`), all of which ours puts right, in Double "
              "Metaphone:\n")
        print("| | cases | one name, found | two names, told apart |\n|---|---|---|---|")
        for label, total, right in names():
            print(f"| {label} | {sum(total.values())} | {right['alike']} of {total['alike']} "
                  f"| {right['apart']} of {total['apart']} |")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
