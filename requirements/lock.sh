#!/usr/bin/env bash
# Writes the locked requirements, with hashes and without addresses, from pyproject.toml and the .in files. Needs pip-tools.
set -euo pipefail
cd "$(dirname "$0")"
export CUSTOM_COMPILE_COMMAND="make locks"
compile() { python -m piptools compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --allow-unsafe "$@"; }
compile --output-file=runtime.txt ../pyproject.toml
compile --output-file=build.txt build.in
compile --output-file=test.txt test.in
