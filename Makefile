# Thin on purpose: every target is one tool call or two, and .ci/run calls these targets and nothing else.
#
#   make run     the whole way of one post, in a sandbox under build/   (SERVE=0: do not serve the sites afterwards)
#   make test    linters, types, walls, tests, and Amtsfunk's own checks over the example authority
#   make browser look at both sites in a real browser, with axe-core   (a part that cannot be had: "skipped: …")
#   make lighthouse  Lighthouse over the most used pages, weight and speed of every public one, valid HTML  (RUNS=1: quick)
#   make simulate the publishing code over a simulated clock, network and git  (N=1000000: so many schedules; SEED=7: one;
#                DEPTH=1: one fault at once in the search through every interleaving)
#   make kill    kill the real process at every boundary between two effects, and recover  (EVERY=5: every fifth)
#   make mutants take every guard away, one at a time: a test must notice  (SAMPLE=20: so many, drawn by chance)
#   make redteam attack approval by review over real repositories, then walk honest histories     (COUNT=100: so many)
#   make test-forge  hold what is asked of GitHub, and the stand-in's answers, against GitHub's own descriptions, and the workflows
#   make real    publish to a real Bluesky server through everything that networks do (SIZE=small: a tenth)
#   make bench   measurements, one line a figure                        (SIZE=small: a tenth, for a quick look)
#   make lock    pin the dependencies anew                              (UPGRADE=1: take newer versions)
#   make ready   make the environment and nothing else: what the forge's workflows begin with
#   make clean   remove what was built; .venv stays

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIZE ?= full
N ?= 10000
EVERY ?= 1
COUNT ?= 1000
RUNS ?= 5

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore

# Wheels only, each with the hash from the lock: nothing is built and nothing unpinned runs while installing.
INSTALL := $(BIN)/python -m pip install -qq --require-hashes --only-binary :all:
PIN := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--only-binary :all: $(if $(UPGRADE),--upgrade)

# The stamps carry Python's version, so a system upgrade makes a new environment.
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
RUN_READY := $(VENV)/.run-$(VERSION)
PACKAGE_READY := $(VENV)/.package-$(VERSION)
DEV_READY := $(VENV)/.dev-$(VERSION)
BROWSER_READY := $(VENV)/.browser-$(VERSION)

.DEFAULT_GOAL := help
.PHONY: help prerequisites ready run test simulate kill mutants browser lighthouse redteam test-forge real bench lock clean

help:
	@sed -n 's/^#   make/  make/p' Makefile

ready: prerequisites $(PACKAGE_READY)

run: prerequisites $(PACKAGE_READY)
	@SERVE=$(SERVE) $(BIN)/amtsfunk demo

# The tests play with the example, so they stay with the product; what an authority made of it, its own check holds.
OWN := $(shell [ -f tests/conftest.py ] && grep -qs '^example: true' plans/authority.yml || echo own)

ifeq ($(OWN),own)
test: prerequisites $(PACKAGE_READY)
	@echo "This is an authority's own copy: the tests play with the example and stay with the product. What is yours is checked:"
	@$(BIN)/amtsfunk check
else
test: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@echo "── style (ruff)"
	@$(BIN)/ruff check --quiet scripts tests setup.py
	@echo "── types (mypy)"
	@$(BIN)/mypy
	@echo "── walls (import-linter)"
	@$(BIN)/lint-imports --no-logo | tail -n 4
	@echo "── schemas"
	@$(BIN)/amtsfunk schema --check
	@echo "── the example authority's own content"
	@$(BIN)/amtsfunk check
	@echo "── tests (pytest)"
	@$(BIN)/python -m pytest -n 2 -rs
endif

browser: prerequisites $(PACKAGE_READY)
	@MAKE="$(MAKE)" PYTHON=$(BIN)/python BROWSER_READY=$(BROWSER_READY) sh .ci/browser

lighthouse: prerequisites $(PACKAGE_READY)
	@MAKE="$(MAKE)" PYTHON=$(BIN)/python BROWSER_READY=$(BROWSER_READY) RUNS=$(RUNS) sh .ci/lighthouse

simulate: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@cd tests && PYTHONPATH=guard ../$(BIN)/python -m simulate $(if $(SEED),--seed $(SEED),--count $(N))
	@$(if $(SEED),:,cd tests && PYTHONPATH=guard ../$(BIN)/python -m simulate --exhaustive --depth $(or $(DEPTH),2))

kill: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@PYTHONPATH=tests:tests/guard $(BIN)/python tests/kill --every $(EVERY) $(if $(filter-out 1,$(EVERY)),--double 4 --many 2)

mutants: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@$(BIN)/python tests/mutants $(if $(SAMPLE),--sample $(SAMPLE))

redteam: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@PYTHONPATH=tests:tests/guard $(BIN)/python tests/redteam --count $(COUNT)

test-forge: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@PYTHON=$(BIN)/python sh .ci/test-forge

real: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@PYTHON=$(BIN)/python SIZE=$(SIZE) sh .ci/real

bench: prerequisites $(PACKAGE_READY) $(DEV_READY)
	@PYTHONPATH=tests $(BIN)/python tests/bench --size $(SIZE)

lock: prerequisites $(DEV_READY)
	@$(PIN) --extra build --output-file requirements.lock pyproject.toml
	@$(PIN) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@$(PIN) --extra build --extra dev --extra browser --constraint requirements-dev.lock \
		--output-file requirements-browser.lock pyproject.toml
	@echo "requirements.lock, requirements-dev.lock and requirements-browser.lock are current."

clean:
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

prerequisites:
	@PYTHON="$(PYTHON)" sh .ci/prerequisites

$(RUN_READY): requirements.lock | prerequisites
	@$(BIN)/python -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$(VERSION)")' 2>/dev/null \
		|| { echo "Making the Python environment $(VENV) …"; $(PYTHON) -m venv --clear $(VENV); }
	@echo "Installing the pinned dependencies (about a minute the first time) …"
	@$(INSTALL) -r requirements.lock
	@touch $@

$(PACKAGE_READY): pyproject.toml setup.py $(RUN_READY)
	@echo "Installing Amtsfunk itself …"
	@$(BIN)/python -m pip install -qq --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(DEV_READY): requirements-dev.lock $(RUN_READY)
	@echo "Installing the tools for tests …"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

$(BROWSER_READY): requirements-browser.lock $(RUN_READY)
	@echo "Installing the tools for looking at pages …"
	@$(INSTALL) -r requirements-browser.lock
	@touch $@
