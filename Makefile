# `make run` and `make test` set up everything they need by themselves.
ifeq ($(OS),Windows_NT)
$(error Windows: see README.md)
endif

python := .venv/bin/python
ready := .venv/.ready
out ?= build/screens

.PHONY: run test bench storm lint format clean screens bundle deb windows-smoke setup

run: $(ready)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
		exec $(python) -m kaspi_notifier --demo; \
	else \
		echo "no screen: running in the terminal"; \
		exec $(python) -m kaspi_notifier --demo run; \
	fi

test: $(ready)
	QT_QPA_PLATFORM=offscreen $(python) -m pytest -q

bench: $(ready)
	QT_QPA_PLATFORM=offscreen $(python) -m tests.bench

storm: $(ready)
	$(python) -m tests.bench.storm

screens: $(ready)
	QT_QPA_PLATFORM=offscreen $(python) -m tests.screens $(out)

lint: $(ready)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo

format: $(ready)
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bundle: $(ready)
	@tools/bundle

deb: bundle
	@tools/deb

windows-smoke: $(ready)
	@tools/windows-smoke $(wine)

setup: $(ready)

$(ready): pyproject.toml uv.lock tools/setup
	@tools/setup

clean:
	rm -rf build dist .venv .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
