"""Search beside bare Xapian and SQLite FTS5, on the same records in the same run; prints Markdown.

    python3 Benchmarks/search.py BENCH-BINARY [HOW-MANY]

Records are the English descriptions of Debian's packages, from apt's lists; where more are asked for than there
are, sentences of those are put together anew with a fixed seed. Needs python3-xapian from Debian.
"""

import collections
import json
import random
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xapian

STOP = set("a about after all also an and any are as at be by can do for from has have if in into is it its more no "
           "not of on or other some such that the their them then there these they this to up used using was which "
           "will with you your".split())


def descriptions(folder):
    """Title, section and text of every package that apt has an English description of."""
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True)
    options = ["-o", f"Dir::State::lists={lists}", "-o", "Acquire::Languages=en", "-o", f"Dir::Cache={folder}/cache"]
    subprocess.run(["apt-get", *options, "update", "-qq"], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    dump = subprocess.run(["apt-cache", *options, "dumpavail"], check=True, capture_output=True, text=True).stdout
    sections = dict(re.findall(r"^Package: (\S+)\n(?:.*\n)*?Section: (\S+)$", dump, re.M))
    found = {}
    for file in lists.glob("*Translation-en*"):
        text = subprocess.run(["/usr/lib/apt/apt-helper", "cat-file", str(file)], check=True, capture_output=True,
                              text=True).stdout
        for part in text.split("\n\n"):
            name = re.match(r"Package: (\S+)", part)
            body = re.search(r"^Description-en: (.*)$((?:\n .*)*)", part, re.M)
            if name and body:
                lines = [line[1:] for line in body[2].strip("\n").split("\n")]
                found[name[1]] = (body[1] + "\x1e" + "\x1e".join("" if line == "." else line for line in lines))
    return [(name, sections.get(name, "none"), text.replace("\t", " ")) for name, text in sorted(found.items())]


def recombined(records, count):
    """As many records as asked for, of the sentences that there are."""
    chance = random.Random(60)
    sentences = [s for _, _, text in records for s in re.split(r"(?<=[.!?])\s+|\x1e", text) if len(s) > 20]
    while len(records) < count:
        title = " ".join(chance.choice(records[:60000])[0] for _ in range(2))
        text = " ".join(chance.choice(sentences) for _ in range(chance.randint(2, 7)))
        records.append((title, chance.choice(records[:60000])[1], text))
    return records[:count]


def queries(records):
    """Words by how common they are, two and five to a query; the same for the same records."""
    chance = random.Random(61)
    counts = collections.Counter(
        word for _, _, text in records[:64000] for word in set(re.findall(r"[a-z]{3,}", text.lower())) - STOP)
    common = [word for word, _ in counts.most_common(200)]
    middle = [word for word, _ in counts.most_common(5000)][200:]
    found = []
    for _ in range(200):
        found.append(("two, frequent", " ".join(chance.sample(common, 2))))
        found.append(("two, mixed", f"{chance.choice(common)} {chance.choice(middle)}"))
        found.append(("five, mixed", " ".join(chance.sample(common, 2) + chance.sample(middle, 3))))
    return found


def cpu():
    return time.process_time()


class Bare:
    """Xapian with nothing around it: the ten best of any of the words, or of all."""

    def __init__(self, folder, records):
        begun = cpu()
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_DANGEROUS)
        generator = xapian.TermGenerator()
        generator.set_stemmer(xapian.Stem("english"))
        for title, _, text in records:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(title, 3)
            generator.increase_termpos()
            generator.index_text(text)
            database.add_document(document)
        database.commit()
        self.indexing = cpu() - begun
        database.close()
        self.bytes = sum(file.stat().st_size for file in folder.iterdir())
        self.database = xapian.Database(str(folder))
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(xapian.Stem("english"))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_SOME)
        self.enquire = xapian.Enquire(self.database)

    def ask(self, words, any_word):
        self.parser.set_default_op(xapian.Query.OP_OR if any_word else xapian.Query.OP_AND)
        self.enquire.set_query(self.parser.parse_query(words))
        return self.enquire.get_mset(0, 20).size()


class Words:
    """SQLite FTS5 with its own ranking."""

    def __init__(self, file, records):
        begun = cpu()
        self.database = sqlite3.connect(file)
        self.database.execute("CREATE VIRTUAL TABLE words USING fts5 (title, body, tokenize = 'porter unicode61')")
        self.database.executemany("INSERT INTO words VALUES (?, ?)", ((t, b) for t, _, b in records))
        self.database.commit()
        self.indexing = cpu() - begun
        self.bytes = Path(file).stat().st_size

    def ask(self, words, any_word):
        pattern = (" OR " if any_word else " ").join(f'"{word}"' for word in words.split())
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 3, 1) LIMIT 20"
        return len(self.database.execute(sql, [pattern]).fetchall())


def timed(engine, asked, any_word, rounds=3):
    times = collections.defaultdict(list)
    for lap in range(rounds + 1):
        for kind, words in asked:
            begun = time.perf_counter()
            engine.ask(words, any_word)
            if lap:  # The first warms the caches up.
                times[kind].append((time.perf_counter() - begun) * 1000)
    return times


def at(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def main(binary, count):
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as name:
        folder = Path(name)
        records = descriptions(folder)
        records = recombined(records, count) if count else records
        asked = queries(records)
        (folder / "records").write_text("".join("\t".join(record) + "\n" for record in records))
        ways = {"all": asked, "any": [(kind, " OR ".join(words.split())) for kind, words in asked]}
        (folder / "queries").write_text(
            "".join(f"{kind}, {way}\t{words}\n" for way, queries in ways.items() for kind, words in queries))
        (folder / "index").mkdir()
        output = subprocess.run([binary, "search", folder / "records", folder / "queries", folder / "index"],
                                check=True, capture_output=True, text=True).stdout
        ours = json.loads(output)
        bare = Bare(folder / "bare", records)
        words = Words(str(folder / "words.sqlite"), records)
        print(f"# Search, {len(records):,} records\n")
        how = f" RECORDS={count}" if count else ""
        print(f"Printed by `make bench-search{how}`. The whole answer of a page (ranking, facets, snippets, rows) beside the ranking alone of bare Xapian and "
              "of SQLite FTS5 through Python, milliseconds.\n")
        print("| words | of them | answer p50 | p99 | bare Xapian p50 | p99 | FTS5 p50 | p99 | p99 of bare |")
        print("|---|---|---|---|---|---|---|---|---|")
        for way in ways:
            beside, plain = timed(bare, asked, way == "any"), timed(words, asked[:150], way == "any", 1)
            for kind in beside:
                three = [ours["milliseconds"][f"{kind}, {way}"], beside[kind], plain[kind]]
                cells = " | ".join(f"{at(t, 0.5):.1f} | {at(t, 0.99):.1f}" for t in three)
                print(f"| {kind} | {way} | {cells} | {at(three[0], 0.99) / at(three[1], 0.99):.2f} |")
        print(f"\nIndexing took {ours['indexing']:.1f} s and {ours['bytes'] / 1e6:.0f} MB, facets and spelling with it; "
              f"bare Xapian {bare.indexing:.1f} s of processor and {bare.bytes / 1e6:.0f} MB; FTS5 "
              f"{words.indexing:.1f} s and {words.bytes / 1e6:.0f} MB. The process held {ours['megabytes']:.0f} MB at "
              "most.")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
