# Touchstone. `make run` and `make test` need nothing but Debian and the Swift toolchain.
SHELL := /bin/sh
SWIFT ?= swift
DATA ?= ./data
PORT ?= 8080
.PHONY: run test check lint fast golden bench bench-search bench-pages bench-backup bench-access bench-erasing bench-channel new-module check-module assets program browser journeys limits api interface interop proofs tour bench-matching matching-weights

run:
	@sh scripts/setup.sh build
	@sh scripts/fetch-assets.sh
	@echo "Building. The first time takes 5 to 10 minutes; after that, seconds."
	@$(SWIFT) build -c release --product touchstone
	@.build/release/touchstone demo --data $(DATA) --port $(PORT) --assets assets

# Two cores: journeys wait for a browser most of the time, the interface for answers, so they go side by side; what
# measures waiting goes alone. A crash ends with where it was, not with pages of registers.
test: lint
	@$(SWIFT) build --build-tests
	@SWIFT_BACKTRACE=threads=crashed,registers=none,images=none $(SWIFT) test --skip-build
	@sh scripts/check-commands.sh .build/debug/touchstone assets
	@$(MAKE) --no-print-directory limits
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target journeys interface
	@$(MAKE) --no-print-directory interop
	@$(MAKE) --no-print-directory check-module

check: lint fast

lint:
	@sh scripts/setup.sh test
	@sh scripts/fetch-assets.sh
	@$(SWIFT) format lint --strict -r Sources Tests Benchmarks Package.swift
	@sh scripts/check-imports.sh
	@sh scripts/check-words.sh

fast:
	@FAST=1 $(SWIFT) test --scratch-path .build-fast

golden:
	@GOLDEN=write FAST=1 $(SWIFT) test --scratch-path .build-fast
	@GOLDEN=write $(SWIFT) test --filter WebTests
	@git status --short Tests/Golden

# The tests have built the program when they come to the journeys; whoever asks for these alone has not.
program:
	@$(SWIFT) build --product touchstone

browser: program
	@$(MAKE) --no-print-directory limits journeys

# Requests and answers that are slow, endless or many; it needs the program built, as journeys do.
limits:
	@python3 Tests/BrowserTests/operations.py .build/debug/touchstone assets
	@python3 Tests/BrowserTests/slowness.py .build/debug/touchstone assets

journeys: .build-python/installed
	@.build-python/bin/python Tests/BrowserTests/journeys.py .build/debug/touchstone assets

api: program
	@$(MAKE) --no-print-directory interface

interface: .build-python/installed
	@.build-python/bin/python Tests/BrowserTests/interface.py .build/debug/touchstone assets

# What outsiders are given, checked by Go's own packages, and signing in through Debian's own provider; `make proofs` builds the program first.
interop: .build-python/installed
	@python3 Tests/Interop/interop.py .build/debug/touchstone assets
	@python3 Tests/Interop/signin.py .build/debug/touchstone assets
	@.build-python/bin/python Tests/Interop/proof.py .build/debug/touchstone assets

proofs: program
	@$(MAKE) --no-print-directory interop

tour: program .build-python/installed
	@.build-python/bin/python Tests/BrowserTests/journeys.py .build/debug/touchstone assets docs/tour

.build-python/installed: scripts/browser.txt Tests/Interop/requirements.txt
	@[ -x .build-python/bin/pip ] || python3 -m venv .build-python
	@.build-python/bin/pip install -q --disable-pip-version-check -r scripts/browser.txt -r Tests/Interop/requirements.txt
	@touch $@

bench:
	@$(SWIFT) build -c release --product bench
	@.build/release/bench >.build/performance.md
	@mv .build/performance.md docs/performance.md
	@cat docs/performance.md

# What a look waits for, beside bare SQLite.
bench-access:
	@$(SWIFT) build -c release --product bench
	@.build/release/bench access >.build/access.md
	@mv .build/access.md docs/performance-access.md
	@cat docs/performance-access.md

# What the plan of an erasure waits for, with its index and without.
bench-erasing:
	@$(SWIFT) build -c release --product bench
	@.build/release/bench erasing >.build/erasing.md
	@mv .build/erasing.md docs/performance-erasing.md
	@cat docs/performance-erasing.md

# Beside bare Xapian and FTS5, on the descriptions of Debian's packages: RECORDS=1000000 puts more together.
bench-search:
	@sh scripts/setup.sh bench
	@$(SWIFT) build -c release --product bench
	@/usr/bin/python3 Benchmarks/search.py .build/release/bench $(RECORDS) >.build/search.md
	@mv .build/search.md docs/performance-search$(if $(RECORDS),-$(RECORDS)).md
	@cat docs/performance-search$(if $(RECORDS),-$(RECORDS)).md

# Beside nginx, with as many practices as RECORDS says; DATA_KEPT keeps them for the next time.
bench-pages:
	@sh scripts/setup.sh bench
	@$(SWIFT) build -c release --product touchstone
	@/usr/bin/python3 Benchmarks/pages.py .build/release/touchstone assets $(or $(RECORDS),1000000) $(DATA_KEPT) \
	  >.build/pages.md
	@mv .build/pages.md docs/performance-pages.md
	@cat docs/performance-pages.md

# Beside nginx, with as many made-up cases as RECORDS says; DATA_KEPT keeps them for the next time.
bench-channel:
	@sh scripts/setup.sh bench
	@$(SWIFT) build -c release --product touchstone
	@/usr/bin/python3 Benchmarks/channel.py .build/release/touchstone assets $(or $(RECORDS),100000) $(DATA_KEPT) \
	  >.build/channel.md
	@mv .build/channel.md docs/performance-channel$(if $(RECORDS),-$(RECORDS)).md
	@cat docs/performance-channel$(if $(RECORDS),-$(RECORDS)).md

# Beside tar and age: a gigabyte of attachments, and twenty thousand practices.
bench-backup:
	@sh scripts/setup.sh bench
	@$(SWIFT) build -c release --product touchstone
	@/usr/bin/python3 Benchmarks/backup.py .build/release/touchstone assets $(or $(MEGABYTES),1000) \
	  $(or $(RECORDS),20000) >.build/backup.md
	@mv .build/backup.md docs/performance-backup.md
	@cat docs/performance-backup.md

# FEBRL's records and others' ways of matching are in Python packages, for these two alone.
.build-reference/installed: Tests/Reference/requirements.txt
	@[ -x .build-reference/bin/pip ] || python3 -m venv .build-reference
	@.build-reference/bin/pip install -q --disable-pip-version-check -r $<
	@touch $@

# Beside Jaro-Winkler and recordlinkage on FEBRL set 4, and against a million people.
bench-matching: .build-reference/installed
	@$(SWIFT) build -c release --product matching
	@.build-reference/bin/python Benchmarks/matching.py .build/release/matching $(RECORDS) >.build/matching.md
	@mv .build/matching.md docs/performance-matching.md
	@cat docs/performance-matching.md

# The weights of matching, estimated from FEBRL sets 1 to 3.
matching-weights: .build-reference/installed
	@FAST=1 $(SWIFT) build -c release --product matching --scratch-path .build-fast
	@.build-reference/bin/python Benchmarks/matching_weights.py .build-fast/release/matching >.build-reference/weights.swift
	@mv .build-reference/weights.swift Sources/Analysis/Matching/AgreementWeights+Estimated.swift

new-module:
	@sh scripts/new-module.sh "$(NAME)"

# A module made in a layer over this tree builds, conforms and has a page; the tests have built the rest.
check-module: assets
	@SWIFT="$(SWIFT)" sh scripts/check-new-module.sh

assets:
	@sh scripts/fetch-assets.sh
