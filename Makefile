# Everything sets itself up: `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python
UV_COMPILE = .venv/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --no-header

.PHONY: run test lint bench fuzz lock
export PYTHON

run:
	@started=$$(date +%s) && .ci/environment requirements.txt && \
	$(VENV_PYTHON) manage.py prepare && \
	exec $(VENV_PYTHON) manage.py up --since $$started

test:
	@.ci/environment requirements-test.txt
	@$(VENV_PYTHON) -m tests.run

lint:
	@.ci/environment requirements-test.txt
	@.ci/lint

bench:
	@.ci/environment requirements-test.txt
	@$(VENV_PYTHON) -m benchmarks

# Hostile input for FUZZ_SECONDS (an hour); every test run has a minute of it.
fuzz:
	@.ci/environment requirements-test.txt
	@$(VENV_PYTHON) -m tests.fuzz

# Names, versions and digests only: a lock that named an address would bind everybody to it.
lock:
	@.ci/environment requirements-test.txt
	@test -x .venv/bin/uv || .venv/bin/pip install -q uv
	@$(UV_COMPILE) -o requirements.txt
	@$(UV_COMPILE) --group test -c requirements.txt -o requirements-test.txt
