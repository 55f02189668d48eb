# Nothing is needed first but Python 3.11 or later and make. Everything is installed into .venv, pinned.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
# Modules with declarations beside them are compiled where a C compiler is at hand; when one changes, anew.
DECLARED := $(shell find pipeline -name '*.pxd')
BUILT_FROM := pyproject.toml hatch_build.py requirements/lock.txt $(DECLARED) $(DECLARED:.pxd=.py)
INSTALL := PIP_CONSTRAINT=requirements/lock.txt $(BIN)/python -m pip install -q --disable-pip-version-check -e
# pip keeps what the build says to itself.
TELL := @ls pipeline/*/*.so pipeline/*/*.pyd 2>/dev/null | grep -q . || echo "No C compiler at hand: pagewinnow runs as plain Python, more slowly."

.PHONY: run test check lint types contract docs stale train random-tokens rule-figures evaluate gate bench browser engines engine-costs screenshots kill workers report sites memory duplicates lock clean

run: $(VENV)/run.stamp  ## Clean everything in samples/ and show what happened
	$(BIN)/winnow run samples -o out

test: $(VENV)/dev.stamp  ## Run the tests
	$(BIN)/pytest -n auto

check: lint types contract stale test  ## What CI runs

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

contract: $(VENV)/dev.stamp
	$(BIN)/lint-imports

docs: $(VENV)/docs.stamp  ## Write the generated pages anew, and build the documentation's site in site/
	$(BIN)/python -m docs.generate
	$(BIN)/sphinx-build -q -W --keep-going -d $(VENV)/doctrees docs site

stale: $(VENV)/dev.stamp  ## Fail if a generated page is not what the code says
	$(BIN)/python -m docs.generate --check

# EXPORTS=DIR, of the pages' plain-text exports: the model for these instead of that for HTML.
train: $(VENV)/train.stamp  ## Build the models' files anew: CORPUS="DIR…" of annotated pages, EXPORTS=DIR
	$(BIN)/python -m benchmarks.evaluate $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS)) --train
	$(BIN)/python -m benchmarks.facts $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS)) --train

random-tokens: $(VENV)/train.stamp  ## Build the tables of the rule garbage-id anew, with its figures: CORPUS="DIR…"
	$(BIN)/python -m benchmarks.random_tokens $(CORPUS) --train

rule-figures: $(VENV)/train.stamp  ## Measure anew what each rule removes, for its docs: CORPUS="DIR…", EXPORTS=DIR
	$(BIN)/python -m benchmarks.rule_gains $(CORPUS)
	$(BIN)/python -m benchmarks.rule_gains $(CORPUS) --exports $(EXPORTS)

evaluate: $(VENV)/train.stamp  ## Out-of-fold figures of every way to run it, beside the peers': CORPUS="DIR…", EXPORTS=DIR
	$(BIN)/python -m benchmarks.evaluate $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS)) --all
	$(BIN)/python -m benchmarks.facts $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS))

gate: $(VENV)/train.stamp  ## Fail if an out-of-fold figure is below its floor: CORPUS="DIR…", EXPORTS=DIR
	$(BIN)/python -m benchmarks.evaluate $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS)) \
		--gate benchmarks/$(if $(EXPORTS),floors_exports.toml,floors.toml)
	$(BIN)/python -m benchmarks.facts $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS)) \
		--gate benchmarks/$(if $(EXPORTS),floors_export_facts.toml,floors_facts.toml)

bench: $(VENV)/dev.stamp  ## CPU time as ratios to the peers', and microseconds a stage: CORPUS="DIR…"
	$(BIN)/python -m benchmarks.speed $(CORPUS)

browser: $(VENV)/browser.stamp  ## Look at views and reports in Chromium
	$(BIN)/pytest -m browser tests/browser

engines: $(VENV)/engines.stamp  ## The same pages through Ray and Spark, which needs Java
	$(BIN)/pytest -m engines tests/test_engines.py tests/test_run_docs.py

engine-costs: $(VENV)/engines.stamp  ## What Ray and Spark cost beside the local run: CORPUS="DIR…"
	$(BIN)/python -m benchmarks.engines $(CORPUS)

screenshots: $(VENV)/browser.stamp  ## Take the README's pictures anew
	$(BIN)/python -m docs.screenshots

kill: $(VENV)/dev.stamp  ## Kill runs at random moments, and see that nothing is lost: KILLS=200
	$(BIN)/python -m tests.kill_runs $(or $(KILLS),200)

workers: $(VENV)/dev.stamp  ## Pages a second with one worker and with two: CORPUS="DIR…"
	$(BIN)/python -m benchmarks.workers $(CORPUS)

sites: $(VENV)/train.stamp  ## What a file of `winnow sites` gives, on sites with three pages: CORPUS="DIR…", EXPORTS=DIR
	$(BIN)/python -m benchmarks.sites $(CORPUS) $(if $(EXPORTS),--exports $(EXPORTS))

report: $(VENV)/train.stamp  ## Time and memory of a report on a million records: CORPUS="DIR…"
	$(BIN)/python -m benchmarks.report $(CORPUS)

memory: $(VENV)/train.stamp  ## Memory of a run over 100,000 pages: CORPUS="DIR…", PAGES=100000, PLOT=FILE
	$(BIN)/python -m benchmarks.memory $(CORPUS) $(if $(PAGES),--pages $(PAGES)) $(if $(PLOT),--plot $(PLOT))

duplicates: $(VENV)/train.stamp  ## Near duplicates found, and texts signed a second: CORPUS="DIR…"; or grouping of DOCUMENTS=10000000
	$(BIN)/python -m benchmarks.duplicates $(CORPUS) $(if $(DOCUMENTS),--documents $(DOCUMENTS))

lock:  ## Pin anew, with PYTHON=the oldest supported: the newest versions that pyproject.toml allows
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install -q --disable-pip-version-check '.[browser,dedupe,dev,docs,ray,report,spark,train]'
	$(VENV)-lock/bin/pip freeze --exclude pagewinnow > requirements/lock.txt
	rm -rf $(VENV)-lock

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "pagewinnow needs Python 3.11 or later with the venv module; none was found on PATH." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(BUILT_FROM) | $(VENV)/bin/python
	$(INSTALL) '.[report]'
	$(TELL)
	@touch $@

$(VENV)/dev.stamp: $(BUILT_FROM) | $(VENV)/bin/python
	$(INSTALL) '.[dev,report]'
	$(TELL)
	@touch $@ $(VENV)/run.stamp

$(VENV)/train.stamp: $(BUILT_FROM) | $(VENV)/bin/python
	$(INSTALL) '.[dev,report,train]'
	$(TELL)
	@touch $@ $(VENV)/dev.stamp $(VENV)/run.stamp

$(VENV)/docs.stamp: $(BUILT_FROM) | $(VENV)/bin/python
	$(INSTALL) '.[dev,docs,report]'
	$(TELL)
	@touch $@ $(VENV)/dev.stamp $(VENV)/run.stamp

$(VENV)/engines.stamp: $(BUILT_FROM) | $(VENV)/bin/python
	$(INSTALL) '.[dev,ray,spark]'
	@touch $@

$(VENV)/browser.stamp: $(BUILT_FROM) | $(VENV)/bin/python
	$(INSTALL) '.[browser,dev,report]'
	$(TELL)
	@touch $@ $(VENV)/dev.stamp $(VENV)/run.stamp

clean:
	find pipeline -name '*.so' -delete
	rm -rf pipeline/compiled.json $(VENV) out site .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
