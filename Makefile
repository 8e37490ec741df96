PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

# some images set it: then each of the tests' many processes would compile the program anew
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test lint types unit bench capacity fuzz crash audit lock clean soak pace

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/run.done: requirements/run.lock requirements/build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Huying needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements/run.lock -r requirements/build.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev.done: $(VENV)/run.done requirements/dev.lock
	@$(PIP) -r requirements/dev.lock
	@$(BIN)/python -m pip --disable-pip-version-check check
	@touch $@

demo: $(VENV)/run.done ## a whole small district on this machine, in the browser (FRESH=1: a new one)
	@$(BIN)/huying demo $(if $(FRESH),--fresh)

test: $(VENV)/dev.done ## everything CI asks
	@$(BIN)/python -m tests.obtain
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint types
	@$(MAKE) --no-print-directory unit

lint: $(VENV)/dev.done ## style and import direction
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-cache

types: $(VENV)/dev.done ## mypy --strict
	@$(BIN)/mypy

# three workers for two cores: now and then one waits for the processes it started
unit: $(VENV)/dev.done ## the test suite with its coverage floor
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n 3 --dist loadgroup --cov --cov-report=term:skip-covered --cov-fail-under=90

bench: $(VENV)/dev.done ## updates per second beside stock PTB
	@$(BIN)/python -m tests.bench

capacity: $(VENV)/dev.done ## what a district, a city and ten cities need and what breaks first, computed and played anew
	@$(BIN)/python -m tests.capacity

soak: $(VENV)/dev.done ## a million updates through one bot, and whether its memory stays flat (UPDATES=1000000)
	@$(BIN)/python -m tests.soak --updates $(or $(UPDATES),1000000) --picture var/soak/soak.svg

pace: $(VENV)/dev.done ## a broadcast to 10,000 chats at Telegram's ceiling, two and three replicas
	@$(BIN)/python -m tests.pacing

fuzz: $(VENV)/dev.done ## 100,000 hostile updates (SEED=1)
	@$(BIN)/python -m tests.fuzz --updates 100000 --seed $(or $(SEED),1)

audit: $(VENV)/run.done ## known holes of what we build on; needs a network that knows them, and fails without
	@test -x .venvs/audit/bin/pip-audit || { $(PYTHON) -m venv .venvs/audit && \
	  .venvs/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit~=2.10'; }
	@for name in run build dev; do \
	  .venvs/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements/$$name.lock || exit 1; \
	done

crash: $(VENV)/dev.done ## kill -9, cut off and lie to the bot at random for MINUTES=10 and count what it lost (SEED=n: again)
	@$(BIN)/python -m tests.crash --minutes $(or $(MINUTES),10) $(if $(SEED),--seed $(SEED))

lock: $(VENV)/dev.done ## pin what pyproject.toml and requirements/*.in ask for
	@$(BIN)/python -m pip install --quiet pip-tools
	@for name in run build dev; do \
	  source=$$([ $$name = run ] && echo pyproject.toml || echo requirements/$$name.in); \
	  $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    $$([ $$name = run ] || echo --constraint requirements/run.lock) --output-file requirements/$$name.lock $$source; done

clean: ## forget the environment and the demo's town
	@rm -rf $(VENV) .venvs var
