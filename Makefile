# Doorstroom: two commands are enough. `make demo` fills and serves the demo region, `make test` tests everything.
.DELETE_ON_ERROR:
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PORT ?= 8000
export DOORSTROOM_VAR ?= $(CURDIR)/.var
# Compile each module once: a process that may not keep what it compiled needs ten seconds to start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run test lint e2e bench trust coverage mutation screenshots assets translations reset
help:
	@grep -E '^[a-z0-9]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

# One stamp per set of tools: the virtual environment, the locked packages, the compiled translations.
define sync
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9" || true
	@if test -x $(BIN)/uv; then $(BIN)/uv sync --quiet --frozen --inexact --compile-bytecode $(1); \
	 else $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock && \
	      $(BIN)/python -m pip install --quiet --no-deps -e .; fi
	@$(BIN)/python -m doorstroom.conf.translations compile
	@touch $@
endef

PO := $(wildcard src/doorstroom/*/locale/*/LC_MESSAGES/*.po)
$(VENV)/run.stamp: pyproject.toml uv.lock $(PO)
	$(call sync,--no-default-groups)
$(VENV)/test.stamp: pyproject.toml uv.lock $(PO)
	$(call sync,--no-default-groups --group dev)
$(VENV)/lint.stamp: pyproject.toml uv.lock
	$(call sync,--no-default-groups --group dev --group lint)
$(VENV)/bench.stamp: pyproject.toml uv.lock $(PO)
	$(call sync,--no-default-groups --group dev --group bench)
$(VENV)/e2e.stamp: pyproject.toml uv.lock $(PO)
	$(call sync,--no-default-groups --group dev --group e2e)

demo: $(VENV)/run.stamp ## build everything and serve the demo region at http://127.0.0.1:8000 (PORT=…, ON=2027-01-11)
	@$(BIN)/doorstroom demo --port $(PORT) $(if $(ON),--on $(ON))
run: $(VENV)/run.stamp ## serve what there is, without filling the demo
	@$(BIN)/doorstroom serve --port $(PORT)
test: $(VENV)/test.stamp ## every test but the browser's
	@$(BIN)/pytest -q -m "not e2e" -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)
lint: $(VENV)/lint.stamp ## style, types, walls, templates, translations
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check --quiet src tests bench
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy src/doorstroom
	@$(BIN)/djlint --quiet --lint src/doorstroom
	@$(BIN)/python -m doorstroom.conf.translations check
e2e: $(VENV)/e2e.stamp ## walk the product in Debian's Chromium (apt install chromium)
	@$(BIN)/pytest -q -m e2e tests/e2e $(ARGS)
	@$(BIN)/pytest -q -m e2e tests/ui $(ARGS)
bench: $(VENV)/bench.stamp ## print the published figures and write bench/results.json
	@$(BIN)/python -m bench
trust: $(VENV)/test.stamp ## print the figures on access, log and safety, write bench/trust.json and fail on a proof that fails
	@$(BIN)/python -m bench trust
coverage: $(VENV)/bench.stamp ## branch coverage of rights, import, retention and log: the suite once in one process (half an hour)
	@$(BIN)/python -m bench.strength
mutation: $(VENV)/bench.stamp ## after `make coverage`: plant faults there and see which tests notice (SAMPLE=100 of each, 0 is all)
	@nice -n 10 $(BIN)/python -m bench.mutation --sample $(or $(SAMPLE),100) --seed 1
screenshots: $(VENV)/e2e.stamp ## the pictures of the handleiding anew, from a running `make demo`
	@$(BIN)/python docs/handleiding/screenshots.py http://127.0.0.1:$(PORT)
assets: ## for maintainers: vendor style, fonts and scripts anew (needs node)
	@cd assets && npm ci --silent && python3 bundle.py
translations: $(VENV)/test.stamp ## for maintainers: bring the catalogues up to date with the code
	@$(BIN)/python -m doorstroom.conf.translations update
reset: ## start over: stop the embedded database and remove what the demo made
	@test ! -x $(BIN)/doorstroom || $(BIN)/doorstroom reset
