# Everything that is done with this project, as `make` targets. `make` alone lists them.
# Only make and Python 3.12 or 3.13 are needed: the rest is installed into .venv, from the pinned requirements.

SHELL := /bin/sh
.DEFAULT_GOAL := help
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

# A virtual environment is fresh when it was made from just these files.
LOCK := $(shell cat requirements*.txt pyproject.toml | cksum | tr -d ' ')
READY := .venv/.run-$(LOCK)
READY_DEV := .venv/.dev-$(LOCK)

# Prints the first interpreter that is really there, of a fitting version and able to make virtual environments.
# A pyenv shim of a version that is not chosen, or a stripped system Python, answers with a failure and is passed over.
define FIND_PYTHON
for python in "$(PYTHON)" python3.13 python3.12 python3 python \
    "$$HOME"/.pyenv/versions/3.13*/bin/python3 "$$HOME"/.pyenv/versions/3.12*/bin/python3 \
    "$$(uv python find --system --no-project '>=3.12,<3.14' 2>/dev/null)"; do \
  [ -n "$$python" ] || continue; \
  "$$python" -c 'import ensurepip, sqlite3, ssl, sys, venv; sys.exit(not (3, 12) <= sys.version_info < (3, 14))' \
    >/dev/null 2>&1 && echo "$$python" && break; \
done
endef

.PHONY: help
help: ## Print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1~\2/p' $(MAKEFILE_LIST) | awk -F'~' '{ printf "%-20s %s\n", $$1, $$2 }'

.PHONY: demo
demo: $(READY) ## Set up and serve the demonstration; PORT=… to listen elsewhere
	@exec $(BIN)/nazer demo --host $(HOST) --port $(PORT)

.PHONY: demo-reset
demo-reset: ## Throw the demonstration's data away; the next `make demo` starts over
	@rm -f var/demo.db var/demo.db-shm var/demo.db-wal
	@echo "The demonstration's data are gone."

.PHONY: run
run: $(READY) migrate ## Serve with the settings of the environment (docs/settings.md)
	@exec $(BIN)/nazer serve --host $(HOST) --port $(PORT)

.PHONY: migrate
migrate: $(READY) ## Create or update the database of the environment's settings
	@$(BIN)/nazer migrate

.PHONY: test
test: $(READY_DEV) ## Run all tests; TESTS='tests/rules -k spans' for some of them, without coverage
ifdef TESTS
	@$(BIN)/python -m pytest $(TESTS)
else
	@$(BIN)/python -m pytest --cov --cov-report=term
endif

.PHONY: check
check: $(READY_DEV) ## Lint, format, types, floors, spelling, and the component's own tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell $$(git ls-files)
	@if command -v node >/dev/null; then echo node --test tests/embed; node --test tests/embed/*.test.mjs; \
	else echo "node is not here: tests/embed are left out"; fi

.PHONY: format
format: $(READY_DEV) ## Format the code, and mend what can be mended by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: eval
eval: $(READY_DEV) ## Score the rules on the labelled comments: precision and recall, wrong verdicts with their texts
	@$(BIN)/python -m bench.quality

.PHONY: bench
bench: $(READY_DEV) ## Measure verdicts, posting and reading, as ratios to others in the same run
	@$(BIN)/python -m bench all

.PHONY: screenshots
screenshots: $(READY_DEV) ## Draw the pictures of the README anew, with Chromium
	@$(BIN)/python -m bench.screenshots

.PHONY: voices
voices: $(READY_DEV) ## Speak the digits of the audio captcha anew, with espeak-ng
	@$(BIN)/python -m bench.voices

.PHONY: lock
lock: ## Pin the newest fitting versions anew; the same for both Pythons, with every file's hash and no addresses
	@python=$$($(FIND_PYTHON)); "$$python" -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	@set -e; for version in 3.12 3.13; do \
	  into=.venv-lock/$$version; rm -rf $$into; mkdir -p $$into; \
	  pin() { .venv-lock/bin/uv pip compile --quiet --python-version $$version --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header "$$@"; }; \
	  pin --group build --output-file $$into/requirements-build.txt; \
	  pin pyproject.toml --constraint $$into/requirements-build.txt --output-file $$into/requirements.txt; \
	  pin pyproject.toml --group dev --constraint $$into/requirements.txt --output-file $$into/requirements-dev.txt; \
	done
	@diff -r .venv-lock/3.12 .venv-lock/3.13 || { echo "The two Pythons get different packages."; exit 1; }
	@cp .venv-lock/3.13/requirements*.txt . && rm -rf .venv-lock

.PHONY: clean
clean: ## Remove what was made: the environment, caches, reports. The data in var/ stay
	@rm -rf .venv .venv-lock build *.egg-info .coverage .coverage.* htmlcov \
	  .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find rules service tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment. It is looked at every time: an interpreter that has gone (an upgrade, a moved folder) makes it anew.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: FORCE
FORCE:

.venv/.python: FORCE
	@if ! $(BIN)/python -c 'import pip, sys; sys.exit(not (3, 12) <= sys.version_info < (3, 14))' >/dev/null 2>&1; then \
	  python=$$($(FIND_PYTHON)); \
	  if [ -z "$$python" ]; then \
	    echo "Nazer needs Python 3.12 or 3.13 with venv: apt install python3.13-venv, brew install python@3.13, or uv python install 3.13." >&2; \
	    exit 1; \
	  fi; \
	  echo "Making .venv with $$($$python --version) ($$python)"; \
	  rm -rf .venv && "$$python" -m venv .venv && touch $@; \
	fi
	@[ -e $@ ] || touch $@

# langdetect comes as source only, and is built with the pinned setuptools, as this project is: nothing unpinned comes in.
$(READY): .venv/.python
	@echo "Installing what Nazer needs (once)"
	@$(INSTALL) --require-hashes -r requirements-build.txt
	@$(INSTALL) --require-hashes --no-build-isolation -r requirements.txt
	@$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@rm -f .venv/.run-* && touch $@

$(READY_DEV): $(READY)
	@echo "Installing what its tests need (once)"
	@$(INSTALL) --require-hashes --no-build-isolation -r requirements-dev.txt
	@rm -f .venv/.dev-* && touch $@
