"""Values of the field's own implementations for the string measures of Analysis; prints strings.tsv.

    python3 Tests/Reference/strings.py >Tests/Reference/strings.tsv

Jaro, Jaro-Winkler and Damerau-Levenshtein are jellyfish's, which recordlinkage calls. The pairs are the names of
the tables of cases, slips made in them with a fixed seed, and odd ones. Needs requirements.txt beside it.
"""

import csv
import random
from pathlib import Path

import jellyfish

HERE = Path(__file__).parent
ODD = [("", ""), ("", "a"), ("a", ""), ("a", "a"), ("a", "b"), ("ab", "ba"), ("aaaa", "aa"), ("martha", "marhta"),
       ("dwayne", "duane"), ("dixon", "dicksonx"), ("jellyfish", "smellyfish"), ("ca", "abc"), ("a cat", "an abct"),
       ("Łukasz", "Lukasz"), ("محمد", "محمود"), ("kowalska", "kowalski"), ("x" * 80, "x" * 79 + "y"), ("ab" * 20, "ba" * 20)]


def slipped(text, chance):
    """The text with one or two slips of the pen."""
    letters = list(text)
    for _ in range(chance.randint(1, 2)):
        place = chance.randrange(len(letters) or 1)
        kind = chance.randrange(4)
        if kind == 0 and len(letters) > 1:
            del letters[place]
        elif kind == 1:
            letters.insert(place, chance.choice("aeioubdkls"))
        elif kind == 2 and place + 1 < len(letters):
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        elif letters:
            letters[place] = chance.choice("aeioubdkls")
    return "".join(letters)


def pairs():
    chance = random.Random(1)
    found = list(ODD)
    for file in sorted((HERE / "names").glob("*.tsv")):
        if file.stem != "sources":
            for row in csv.reader(file.open(encoding="utf-8"), delimiter="\t"):
                first, second = row[1].lower(), row[2].lower()
                found += [(first, second), (first, slipped(first, chance)), (second, slipped(second, chance))]
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    print("first\tsecond\tjaro\tjaro-winkler\tdamerau-levenshtein")
    for first, second in pairs():
        print(first, second, f"{jellyfish.jaro_similarity(first, second):.12f}",
              f"{jellyfish.jaro_winkler_similarity(first, second):.12f}",
              jellyfish.damerau_levenshtein_distance(first, second), sep="\t")
