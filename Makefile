# Two commands do everything: `make demo` and `make test`. The others are parts of them.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) manage.py
# What the server makes (database, photos, key) lies here; nothing outside the checkout is written.
export NEWSROOM_VAR ?= $(CURDIR)/var

KEY = SECRET_KEY=$$(cat "$(NEWSROOM_VAR)/secret-key")
DEMO = $(KEY) DEBUG=1
# Production settings, but plain HTTP: this server listens on the loopback address only.
PRODUCTION = $(KEY) ALLOWED_HOSTS=127.0.0.1,localhost HTTPS=0
# Production settings as a real site has them, for checks that start no server.
CHECKED = DATABASE_URL=sqlite://:memory: SECRET_KEY=for-checks-only-kJ8qT2vN5xR7wZ1yB4dF6gH9mP3sL0cAeU5iO8 ALLOWED_HOSTS=example.vn

.PHONY: demo demo-data serve test lint format browser clean

demo: demo-data
	@$(DEMO) $(MANAGE) demo_accounts --port $(PORT)
	@$(DEMO) $(MANAGE) runserver 127.0.0.1:$(PORT)

demo-data: $(VENV)/demo-ready $(NEWSROOM_VAR)/secret-key
	@$(DEMO) $(MANAGE) migrate --verbosity 0
	@$(DEMO) $(MANAGE) load_demo

serve: demo-data
	@$(PRODUCTION) $(MANAGE) collectstatic --no-input --verbosity 0
	@$(DEMO) $(MANAGE) demo_accounts --port $(PORT)
	@$(PRODUCTION) $(VENV)/bin/gunicorn newsroom.wsgi --workers $(WORKERS) --no-control-socket --bind 127.0.0.1:$(PORT)

# All tests, or a part: make test PYTEST_ARGS="tests/articles/models/test_byline.py" (seconds).
# Quick, without Chromium: make test PYTEST_ARGS='-m "not browser"'.
test: $(VENV)/test-ready
	@INSTALL_CHROMIUM=1 $(PY) -W error -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

lint: $(VENV)/test-ready
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@git ls-files -z 'templates/*.html' | xargs -0 $(VENV)/bin/djade --check --target-version 5.2
	@$(CHECKED) $(VENV)/bin/mypy
	@$(CHECKED) $(MANAGE) makemigrations --check --dry-run
	@$(CHECKED) $(MANAGE) check --deploy --fail-level WARNING
	@$(CHECKED) $(MANAGE) messages --check

format: $(VENV)/test-ready
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .
	@git ls-files -z 'templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2

# --- What the commands above stand on ---------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (on Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/demo-ready: requirements.txt | $(VENV)/bin/python
	@echo "Installing the pinned dependencies (the first time only) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test-ready: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing the pinned dependencies of the tests (the first time only) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(NEWSROOM_VAR)/secret-key:
	@mkdir -p "$(NEWSROOM_VAR)"
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > "$@"

# Chromium for the browser tests: found, or installed when we may, or asked for in one line. `make test` runs
# this only when a browser test was chosen (tests/browser/conftest.py).
browser:
	@[ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests ..."; \
	    { apt-get update -qq && apt-get install -qq -y chromium; } >/dev/null; \
	  else \
	    echo "The browser tests need Chromium: install it (on Debian: apt-get install chromium) or set CHROMIUM."; exit 1; \
	  fi; }

clean:
	@rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis
