# Two commands for newcomers: `make demo` and `make test`. Everything else is `.venv/bin/python manage.py …`.

PORT ?= 8000
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { echo $$name; break; }; done)
WORKERS ?= auto
# Megabytes for packages and the database together.
ROOM ?= 1000

.PHONY: demo test clean

demo: .venv/installed
	@.venv/bin/python manage.py demo --port $(PORT)

test: .venv/tested
	@.venv/bin/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

# Not compiled in advance: Python compiles what it imports, and most of it never is.
define install
	@.venv/bin/python -c "import tomllib; d = tomllib.load(open('pyproject.toml', 'rb')); print('\n'.join($(2)))" > .venv/$(1).txt
	@.venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check --requirement .venv/$(1).txt --constraint constraints.txt \
		|| { echo "Packages could not be installed; the lines above say why. Nothing was half set up: run the command again."; exit 1; }
	@touch .venv/$(1)
endef

.venv/installed: pyproject.toml constraints.txt
	@free=$$(df -Pk . 2>/dev/null | awk 'NR == 2 { print int($$4 / 1024) }'); \
	if [ ! -e .venv/installed ] && [ "$${free:-$(ROOM)}" -lt $(ROOM) ]; then \
		echo "The portal needs $(ROOM) MB of disk here; there are $$free MB left. Make room, or clone it elsewhere."; exit 1; \
	elif [ -z "$(PYTHON)" ] && command -v uv >/dev/null; then uv venv -q --seed --python 3.12 .venv; \
	elif [ -z "$(PYTHON)" ]; then \
		echo "The portal needs Python 3.12 or later; none was found. Install it, or name it: make demo PYTHON=/path/to/python3.12"; exit 1; \
	elif ! "$(PYTHON)" -m venv .venv; then \
		echo "No environment could be made in .venv. On Debian and Ubuntu install the package python3-venv."; exit 1; \
	fi
	@echo "• Packages: about a minute the first time"
	$(call install,installed,d['project']['dependencies'] + d['dependency-groups']['local'])

.venv/tested: .venv/installed
	@echo "• Packages of the tests"
	$(call install,tested,d['dependency-groups']['dev'])

clean:
	@rm -rf .venv .data
