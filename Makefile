# Every target sets up what it needs. All it takes is Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := .venv-audit
PORT ?= 8000
DOCS_PORT ?= 8001
MINUTES ?= 60
# They wait for browsers half of their time, so several run at once, beside all others. The others stay in two
# processes: they copy themselves in some tests, which processes of pytest-xdist, with their threads, cannot.
IN_BROWSERS := tests/browser tests/engines
AT_ONCE := 3
# One that fails, or waits for ever, runs once more. If it passes then, it is listed as flaky, with its first failure in the log.
ONCE_MORE := -p rerunfailures --reruns=1 --rerun-show-tracebacks --timeout=300
# About half of the others by the time that they take.
HALF := tests/cli tests/compiler tests/hosts tests/problems tests/site tests/translation
OTHER_HALF := $(IN_BROWSERS:%=--ignore=%) $(HALF:%=--ignore=%)
QUICKLY := $(BIN)/pytest -q -m "not slow" --hypothesis-profile=quick
# Each process lists what has failed in it, and these lists come last.
BEGIN = rm -f $(VENV)/*.failed; \
	for part in $(1); do echo "The tests of $$part did not end; why is above" >$(VENV)/$$part.failed; done

# Material for MkDocs warns of MkDocs 2 at every start, but requirements.lock pins version 1.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup site serve docs docs-serve test test-quick test-browsers test-compatibility test-generators test-weblate test-versions mutation fuzz check format script schema screenshots bench bench-quick bench-page bench-large lock audit sbom clean

help:  ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready  ## Install everything into .venv (the other targets call this)

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up $(VENV) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "Python's venv is missing; on Debian or Ubuntu: apt install python3-venv"; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q hooks
	@touch $@

site: setup  ## Build the site into site/ (if the build fails, the last good site stays)
	@$(BIN)/mkdocs build --strict
	@echo "The site is in site/. To view it: python3 -m http.server -d site"

serve: setup  ## Serve a live preview on http://127.0.0.1:8000
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

docs: setup  ## Build the documentation of Izeja itself into site-docs/
	@$(BIN)/mkdocs build --strict --config-file mkdocs.docs.yml
	@echo "The documentation is in site-docs/. To view it: python3 -m http.server -d site-docs"

docs-serve: setup  ## Serve the documentation on http://127.0.0.1:8001
	@$(BIN)/mkdocs serve --config-file mkdocs.docs.yml --dev-addr 127.0.0.1:$(DOCS_PORT)

check: setup  ## Check the trees and their translations
	@$(BIN)/izeja check

test: setup  ## Run everything: lint, types, unit, golden, browser and site tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=tests $(BIN)/python -m browser.chromium
	@PYTHONPATH=tests $(BIN)/python -m engines.install firefox webkit
	@PYTHONPATH=tests $(BIN)/python -m speller
	@PYTHONPATH=tests $(BIN)/python -m gettext_tools
	@PYTHONPATH=tests $(BIN)/python -m javascript.node
	@$(call BEGIN,half other-half in-browsers)
	@nice $(BIN)/pytest -n $(AT_ONCE) --dist loadfile --durations=10 --failures=$(VENV)/in-browsers.failed \
			$(ONCE_MORE) $(IN_BROWSERS) >$(VENV)/in-browsers.log 2>&1 & browsers=$$!; \
		$(BIN)/pytest --durations=10 --failures=$(VENV)/half.failed $(HALF) >$(VENV)/half.log 2>&1 & half=$$!; \
		trap 'kill $$browsers $$half' INT TERM; \
		$(BIN)/pytest --durations=10 --failures=$(VENV)/other-half.failed $(OTHER_HALF); failed=$$?; \
		echo "Waiting for the other half and the tests in browsers, which run beside these ..."; \
		wait $$half || failed=1; cat $(VENV)/half.log; \
		wait $$browsers || failed=1; cat $(VENV)/in-browsers.log; \
		cat $(VENV)/*.failed; exit $$failed

test-quick: setup  ## Run the quick tests after each edit: no browser, fewer examples, about a minute
	@$(BIN)/ruff check --quiet .
	@PYTHONPATH=tests $(BIN)/python -m javascript.node
	@$(call BEGIN,half other-half)
	@$(QUICKLY) --failures=$(VENV)/half.failed $(HALF) >$(VENV)/half.log 2>&1 & half=$$!; \
		trap 'kill $$half' INT TERM; \
		$(QUICKLY) --failures=$(VENV)/other-half.failed $(OTHER_HALF); failed=$$?; \
		wait $$half || failed=1; cat $(VENV)/half.log; cat $(VENV)/*.failed; exit $$failed

test-browsers: setup  ## Walk every guide in Chromium, Firefox and WebKit (15 minutes)
	@PYTHONPATH=tests $(BIN)/python -m engines.install chromium firefox webkit
	@ENGINES=all $(BIN)/pytest tests/engines

mutation: setup  ## Change the code in 1,500 small ways, and count how many the tests notice (an hour)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/mutation/requirements.txt
	@PYTHONPATH=tests $(BIN)/python -m mutation

fuzz: site  ## Feed a million broken files and queries to everything that reads, in an hour or two
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.txt
	@GROWTH=all $(BIN)/pytest -q tests/fuzz/test_growth.py
	@$(BIN)/pytest -q -m hypothesis --hypothesis-profile=long $(IN_BROWSERS:%=--ignore=%)
	@PYTHONPATH=tests $(BIN)/python -m fuzz site --minutes $(MINUTES)

test-compatibility: setup  ## Try guides with the themes and plugins of others (10 minutes)
	@test -x .compatibility/bin/python || $(PYTHON) -m venv .compatibility
	@.compatibility/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r tests/compatibility/requirements.txt
	@$(BIN)/python -m pip --python .compatibility install --quiet --disable-pip-version-check --no-deps .
	@PYTHONPATH=tests $(BIN)/python -m browser.chromium
	@PYTHONPATH=tests .compatibility/bin/python -m compatibility

test-generators: setup  ## Build guides with Zensical, Hugo, Sphinx and Starlight, and click every answer (needs npm)
	@test -x .generators/bin/python || $(PYTHON) -m venv .generators
	@.generators/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r tests/generators/requirements.txt
	@$(BIN)/python -m pip --python .generators install --quiet --disable-pip-version-check --no-deps .
	@cd tests/generators && npm ci --no-audit --no-fund --loglevel=error
	@PYTHONPATH=tests $(BIN)/python -m browser.chromium
	@PYTHONPATH=tests $(BIN)/python -m generators

test-weblate: setup  ## Translate the library with Weblate's own format classes (needs headers of Pango and Cairo)
	@test -x .weblate/bin/python || $(PYTHON) -m venv .weblate
	@.weblate/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r tests/weblate_formats/requirements.txt \
		|| { echo "On Debian or Ubuntu: apt install libcairo2-dev libgirepository1.0-dev gir1.2-pango-1.0 pkg-config"; \
			exit 2; }
	@$(BIN)/pytest -q tests/weblate_formats/trial.py

test-versions: setup  ## Build with the oldest and newest dependencies on PYTHONS, such as "python3.11 python3.13"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@PYTHONPATH=tests $(BIN)/python -m compatibility.versions $(PYTHONS)

script: setup  ## Bundle the modules of the page's script into the file that is shipped
	@PYTHONPATH=tests $(BIN)/python -m javascript.node bundle

schema: setup  ## Write what is generated: schemas, reference page, pages of problem codes
	@$(BIN)/izeja schema --write schema
	@$(BIN)/izeja reference --write docs/reference/tree-language.md
	@$(BIN)/izeja explain --write docs/problems

screenshots: site  ## Take the pictures of the README and the handbook again
	@PYTHONPATH=tests $(BIN)/python -m browser.chromium
	@PYTHONPATH=tests $(BIN)/python -m browser.pictures site docs

bench: setup  ## Time builds and edits beside Hugo, Eleventy and Zensical (15 minutes)
	@PYTHONPATH=tests $(BIN)/python benchmarks/bench.py

bench-quick: setup  ## The same with 100 trees (2 minutes)
	@PYTHONPATH=tests $(BIN)/python benchmarks/bench.py --quick

bench-page: setup  ## Measure the customer's page beside GOV.UK's, SurveyJS and ink, and with Lighthouse
	@PYTHONPATH=tests $(BIN)/python -m browser.chromium
	@PYTHONPATH=tests $(BIN)/python benchmarks/page.py

bench-large: setup  ## Build and verify 200,000 pages in 40 languages, and measure memory and sitemaps (takes the machine)
	@PYTHONPATH=tests $(BIN)/python benchmarks/large.py

format: setup  ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: setup  ## Update requirements.lock to the newest versions
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --all-extras --group dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --group pyproject.toml:peers -o benchmarks/peers.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --group pyproject.toml:audit -o .ci/audit.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--constraint requirements.lock --upgrade --group pyproject.toml:mutation -o tests/mutation/requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--constraint requirements.lock --upgrade --group pyproject.toml:fuzz -o tests/fuzz/requirements.txt
	@PYTHONPATH=tests $(BIN)/python -m compatibility --packages | $(BIN)/uv pip compile --quiet --universal \
		--python-version 3.11 --generate-hashes --no-header --upgrade --extra mkdocs pyproject.toml - \
		-o tests/compatibility/requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--upgrade --group pyproject.toml:generators pyproject.toml -o tests/generators/requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--overrides tests/weblate_formats/overrides.txt --upgrade --group pyproject.toml:weblate \
		-o tests/weblate_formats/requirements.txt

audit: $(AUDIT)  ## Look for known faults in all packages of requirements.lock (asks PyPI)
	@$(AUDIT)/bin/pip-audit --disable-pip --require-hashes -r requirements.lock

sbom: setup $(AUDIT)  ## Write a bill of materials (CycloneDX) of what is installed: sbom.json
	@$(AUDIT)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--of JSON -o sbom.json $(BIN)/python
	@echo "The bill of materials is in sbom.json"

# Beside .venv, which must not have the tools that look at it.
$(AUDIT): .ci/audit.txt
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/audit.txt
	@touch $@

clean:  ## Delete everything that can be rebuilt
	rm -rf $(VENV) $(AUDIT) .compatibility .generators .weblate sbom.json tests/javascript/node_modules benchmarks/node_modules benchmarks/.peers site .site.izeja site-docs .site-docs.izeja .mypy_cache .pytest_cache .ruff_cache .hypothesis .izeja_cache .mutation .fuzz
