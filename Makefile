# Needs python3 (3.11 or newer), make and git. .ci/setup creates and repairs .venv when necessary.
# ARGS is passed to the command: make test ARGS="-k linker"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help site serve check test lint types format docs words bench eval fuzz lighthouse lock audit dist clean

BIN := .venv/bin
ARGS :=

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

site: ## Build the site into build/site
	@.ci/setup site
	$(BIN)/briefings build $(ARGS)

serve: ## Show the site on this computer, and follow edits
	@.ci/setup site
	$(BIN)/briefings serve $(ARGS)

check: ## Report every problem in content/
	@.ci/setup site
	$(BIN)/briefings check $(ARGS)

test: ## Run the tests
	@.ci/setup dev
	@$(BIN)/python -m tests.browser --ensure
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: ## Check style, formatting and the direction of imports
	@.ci/setup dev
	$(BIN)/ruff check $(ARGS)
	$(BIN)/ruff format --check $(ARGS)
	$(BIN)/lint-imports

types: ## Check types
	@.ci/setup dev
	$(BIN)/mypy $(ARGS)
	@.ci/scripts

format: ## Format the code and fix what can be fixed
	@.ci/setup dev
	$(BIN)/ruff check --fix-only $(ARGS)
	$(BIN)/ruff format $(ARGS)

docs: ## Write docs/templates.md from the templates and views
	@.ci/setup dev
	$(BIN)/python -m tests.template_docs

words: ## Take new words of the interface into the catalogues of all languages
	@.ci/setup dev
	@mkdir -p build
	$(BIN)/pybabel extract -F pyproject.toml -k plural_forms:1,2 --add-location=file --sort-output --no-wrap \
		-o build/messages.pot .
	$(BIN)/pybabel update --ignore-pot-creation-date --ignore-obsolete --previous --no-wrap -i build/messages.pot \
		-d generator/briefings/locale

bench: ## Measure speed and memory against peers
	@.ci/setup dev
	$(BIN)/python -m bench $(ARGS)

eval: ## Score reading, quotations and linking on the development sets
	@.ci/setup dev
	$(BIN)/python -m tests.eval $(ARGS)

fuzz: ## Change files of all kinds at random: make fuzz ARGS=600 for ten minutes
	@.ci/setup dev
	$(BIN)/python -m tests.fuzz $(or $(ARGS),60)

lighthouse: site ## Score the built site with Lighthouse (needs Node.js)
	@.ci/setup dev
	@$(BIN)/python -m tests.browser --ensure
	$(BIN)/python -m tests.lighthouse

lock: ## Renew the constraints with the newest allowed versions and their hashes
	@.ci/lock

audit: ## Ask for known vulnerabilities of the packages in use (needs the network)
	@.ci/audit $(ARGS)

dist: ## Build a release: the wheel, its source, and their bill of materials (SBOM)
	@.ci/setup dev
	@rm -rf dist
	$(BIN)/hatchling build
	$(BIN)/python -m tests.sbom dist

clean: ## Delete everything that make creates: build/, .venv/ and caches
	rm -rf build dist .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
