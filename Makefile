# Everything that a person or a machine runs here. `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DENO := DENO_DIR=$(CURDIR)/$(VENV)/deno DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
export SSLHELP_DATA_DIR ?= $(CURDIR)/var
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test conformance bench bench-web check format build lock findings screenshot clean chromium

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/run ## Install what is needed, build the index, serve on http://127.0.0.1:8080
	@$(BIN)/sslhelp serve

test: $(VENV)/dev chromium ## Run every test, in a real browser too
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

conformance: $(VENV)/dev ## Compare reports with OpenSSL's and verdicts with suites', over the data that SSLHELP_DATA names
	@$(BIN)/python -m tests.conformance.pki $(CONFORMANCE_ARGS)

bench: $(VENV)/dev ## Measure reports and answers beside their peers
	@$(BIN)/python -m benchmarks $(BENCH_ARGS)

bench-web: $(VENV)/dev chromium ## Measure the pages in a browser beside deep-chat, with Lighthouse (needs node and npm)
	@npm install --prefix benchmarks/web --no-save --no-package-lock --silent
	@$(BIN)/python -m benchmarks.web $(BENCH_ARGS)

check: $(VENV)/dev ## Check format, style, types and layers, the knowledge base, and how well it is searched
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(DENO) check --quiet --no-remote src/sslhelp/channels/web/static && $(DENO) lint --quiet && $(DENO) fmt --check --quiet
	@$(BIN)/sslhelp kb lint
	@$(BIN)/sslhelp eval > /dev/null
	@SSLHELP_EMBEDDING_MODEL=none $(BIN)/sslhelp eval > /dev/null

format: $(VENV)/dev ## Put the code in form
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet . ; $(DENO) fmt --quiet

build: $(VENV)/dev ## Build the wheel and the source archive into dist/
	@$(BIN)/python -m build --no-isolation --outdir dist .

lock: ## Pin the dependencies anew, with hashes (needs uv)
	@uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group build --extra semantic pyproject.toml --output-file requirements.lock
	@uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--constraint requirements.lock --group dev --extra semantic pyproject.toml --output-file requirements-dev.lock

findings: $(VENV)/dev ## Write docs/findings.md anew from the catalogue
	@$(BIN)/python docs/findings.py

screenshot: $(VENV)/dev chromium ## Take the README's picture of the chat anew
	@$(BIN)/python docs/screenshot.py docs/chat.png

clean: ## Remove what was built, and the virtual environment
	@rm -rf $(VENV) var dist build

chromium:
	@tests/install-chromium

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: python 3.11 or later is needed"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "error: no virtual environment could be made"; echo "hint: apt install python3-venv"; exit 1; }

# The stamps say what is installed: `run` what serving needs, `dev` that and what the tests and checks need.
$(VENV)/run: requirements.lock pyproject.toml | $(BIN)/python
	@test -e $(VENV)/dev -a requirements.lock -ot $(VENV)/dev -a pyproject.toml -ot $(VENV)/dev || { \
		echo "Installing sslhelp into $(VENV)" && \
		$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock && \
		$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable . ; }
	@touch $@

$(VENV)/dev: requirements.lock requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing sslhelp and its tests' needs into $(VENV)"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
