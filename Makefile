# `make run` and `make test` set up everything they need by themselves.
ifeq ($(OS),Windows_NT)
$(error Windows: see README.md)
endif

python := .venv/bin/python
ready := .venv/.ready
out ?= build/screens

.PHONY: run test coverage bench storm powercut faults month comeback fuzz teeth lint format clean screens \
	pictures bundle deb sbom audit windows-smoke setup

run: $(ready)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
		exec $(python) -m kaspi_notifier --demo; \
	else \
		echo "no screen: running in the terminal"; \
		exec $(python) -m kaspi_notifier --demo run; \
	fi

test: $(ready)
	@tools/screen
	PYTHONHASHSEED=0 QT_QPA_PLATFORM=offscreen $(python) -m pytest -q -n logical --dist loadfile

# These parts have to be covered whole, every line and branch, by their own tests and the simulator's.
covered := domain store engine kaspi waha
coverage: $(ready)
	@mkdir -p build/coverage
	.venv/bin/coverage erase
	PYTHONHASHSEED=0 QT_QPA_PLATFORM=offscreen .venv/bin/coverage run -m pytest -q -n logical --dist loadfile \
		$(covered:%=tests/%) tests/simulator
	.venv/bin/coverage combine --quiet
	.venv/bin/coverage report --skip-covered --show-missing --fail-under=100 \
		--include="kaspi_notifier/connections.py,kaspi_notifier/certificates.py,$$(echo '$(covered:%=kaspi_notifier/%/*)' | tr ' ' ,)"

bench: $(ready)
	QT_QPA_PLATFORM=offscreen $(python) -m tests.bench

# Runs that try to break the program; what each takes: make storm args="--orders 1000 --kills 50 --seed 2".
storm: $(ready)
	$(python) -m tests.harness.storm $(args)

powercut: $(ready)
	$(python) -m tests.harness.powercut $(args)

faults: $(ready)
	QT_QPA_PLATFORM=offscreen $(python) -m tests.faults $(args)

month: $(ready)
	$(python) -m tests.harness.month $(args)

comeback: $(ready)
	$(python) -m tests.harness.comeback

teeth: $(ready)
	QT_QPA_PLATFORM=offscreen $(python) -m tests.harness.teeth $(args)

fuzz: $(ready)
	$(python) -m tests.harness.fuzz $(args)

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

pictures: screens
	QT_QPA_PLATFORM=offscreen $(python) tools/pictures.py $(out)

bundle: $(ready)
	@tools/bundle

deb: bundle
	@tools/deb

sbom: $(ready)
	@mkdir -p dist
	uv=$$(PATH="$$PATH:.tools/bin:$$HOME/.local/bin" command -v uv) && \
	"$$uv" export --quiet --frozen --no-dev --format cyclonedx1.5 >dist/sbom.json

audit: $(ready)
	@tools/audit

windows-smoke: $(ready)
	@tools/windows-smoke $(wine)

setup: $(ready)

$(ready): pyproject.toml uv.lock tools/setup
	@tools/setup

clean:
	rm -rf build dist .venv .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
