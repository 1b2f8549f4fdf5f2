# Two commands matter: `make demo` and `make test`. Both make their own environment in .venv.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
OUT    ?= results/demo
BRIEF  ?= $(OUT)/brief.pdf
SCREEN ?= results/demo-sensitivity
JOBS   ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
PIP    := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 NUMBA_NUM_THREADS=1

DEMO := morocco_belgium_tax_incentive morocco_belgium_matching_grant morocco_belgium_donation_tax_relief \
	morocco_belgium_skills_placement morocco_belgium_package ethiopia_netherlands_dual_nationality

.PHONY: demo test lint types imports check docs mutants browser clean help

help:
	@echo "make demo   compare the policies of the library; the result is in $(OUT), the brief in $(BRIEF)"
	@echo "make test   the whole test suite"
	@echo "make check  lint, types, imports, docs and test: what .ci/run does"
	@echo "make docs   the documentation site in docs/_build/html, without a network; warnings are errors"
	@echo "make mutants plants faults one at a time: which do the tests catch? An hour or two"
	@echo "make browser the dashboard in a real browser: needs chromium and pip install playwright"
	@echo "make clean  remove the environment, caches and generated results"

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian: apt-get install python3-venv); none was found." >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	@echo "installing what the simulator needs"
	@$(PIP) -c constraints.txt --editable .
	@touch $@

$(VENV)/.report: $(VENV)/.run
	@echo "installing what briefs need"
	@$(PIP) -c constraints.txt --editable '.[report]'
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "installing what the tests need"
	@$(PIP) -c constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)/.docs: $(VENV)/.run
	@echo "installing what the documentation site needs"
	@$(PIP) -c constraints.txt --editable '.[docs]'
	@touch $@

demo: $(VENV)/.report
	@echo "compiling the model once"
	@$(ONE_THREAD) $(BIN)/diaspora run morocco_belgium --years 1 --sample 500 --replications 1 --out $(OUT)-warm --json >/dev/null && rm -rf $(OUT)-warm
	@$(ONE_THREAD) $(BIN)/diaspora compare $(DEMO) --sample 10000 --replications 20 --jobs $(JOBS) --out $(OUT)
	@$(ONE_THREAD) $(BIN)/diaspora report $(OUT) --to $(BRIEF) >/dev/null
	@echo
	@echo "Brief: $(BRIEF). Tables: $(OUT)/comparison.csv and $(OUT)/summary.md. Figures: $(OUT)/figures/."
	@echo
	@echo "Which inputs matter? A Morris screening of the package of four policies"
	@$(ONE_THREAD) $(BIN)/diaspora sensitivity morris_package --jobs $(JOBS) --out $(SCREEN)
	@echo
	@echo "Tables: $(SCREEN)/sensitivity/indices.csv and summary.md. Figures: $(SCREEN)/sensitivity/figures/, first morris_plane-*.png."

# bytecode is kept, whatever the shell asks for: workers, and the processes that tests start, read what one of them has compiled
test: $(VENV)/.dev
	@PYTHONDONTWRITEBYTECODE= $(ONE_THREAD) $(BIN)/python -m pytest -p no:anyio -p no:benchmark -n $(JOBS) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy

imports: $(VENV)/.dev
	@$(BIN)/lint-imports

check: lint types imports docs test

docs: $(VENV)/.docs
	@$(ONE_THREAD) $(BIN)/python -m sphinx -W --keep-going -q docs docs/_build/html
	@echo "Site: docs/_build/html/index.html"

mutants: $(VENV)/.dev
	@nice -n 10 $(BIN)/python -m tests.mutation

browser: $(VENV)/.dev
	@$(BIN)/python tests/browser/dashboard.py

clean:
	rm -rf $(VENV) build docs/_build docs/declared *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks results/demo results/demo-warm results/demo-sensitivity
	find model scenarios experiments tests -name __pycache__ -type d -prune -exec rm -rf {} +
