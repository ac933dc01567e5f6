# Every target runs in the virtual environment of the README's test command, with the extras `check` and `docs` added.
PY := .venv/bin/python

.PHONY: demo test check docs bench editor environment

environment: .venv/ready

.venv/ready: pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install -q -e '.[check,docs]'
	touch .venv/ready

demo: environment
	mkdir -p out
	.venv/bin/contractkit demo --html out/demo.html

test: environment
	$(PY) -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadfile

check: environment
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

docs: environment
	$(PY) -m sphinx -W -q -b html -d docs/_build/doctrees docs docs/_build/html
	$(PY) -m sphinx -W -q -b doctest -d docs/_build/doctrees docs docs/_build/doctest

# What an editor makes of the schema: the language server of Red Hat, from npm; node 18 or later has to be there.
editor: environment
	npm install --no-audit --no-fund --prefix .tools yaml-language-server@^1.25
	CONTRACTKIT_YAML_SERVER=.tools/node_modules/yaml-language-server/bin/yaml-language-server \
		$(PY) -m pytest -q tests/documents/test_editor.py

# DATA is the folder with the public incident log and the city's service requests.
DATA ?= $(or $(CONTRACTKIT_DATA),../shared/data)
bench: environment
	$(PY) -m pip install -q --upgrade pip
	$(PY) -m pip install -q --group bench
	$(PY) benchmarks/engine.py
	$(PY) benchmarks/replay.py
	$(PY) benchmarks/validation/business_time.py
	$(PY) benchmarks/import_time.py
	$(PY) benchmarks/language.py
	$(PY) benchmarks/portfolio_documents.py
	$(PY) benchmarks/portfolio.py
	$(PY) benchmarks/settlement.py
	$(PY) benchmarks/validation/documents.py
	$(PY) benchmarks/incident_log_speed.py $(DATA)/uci_incident_event_log.dev.csv.gz
	$(PY) benchmarks/validation/incident_log.py $(DATA)/uci_incident_event_log.dev.csv.gz
	$(PY) benchmarks/validation/boston311.py $(DATA)/boston311_2011H2_slim.dev.csv.gz --rules $(DATA)/rules/boston_2011H2_rules_by_type.csv
	$(PY) benchmarks/validation/boston311.py $(DATA)/boston311_2015_slim.dev.csv.gz --rules $(DATA)/rules/boston_2015_rules_by_type.csv
	$(PY) benchmarks/validation/boston311.py $(DATA)/boston311_2015_slim.dev.csv.gz --rules $(DATA)/rules/boston_2015_rules_by_type_dated.csv
