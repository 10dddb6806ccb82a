#!/usr/bin/env bash
# Writes the locks anew, in an environment of its own. No index, address or path of this machine gets into them.
set -euo pipefail
cd "$(dirname "$0")/.."
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT
python3.11 -m venv "$away/venv"
"$away/venv/bin/python" -m pip install --quiet pip-tools
export PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS=
lock() {
  "$away/venv/bin/pip-compile" --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --no-emit-index-url \
    --no-emit-trusted-host --no-emit-find-links --no-emit-options --output-file "$1" "$2"
}
cd requirements
lock build.txt build.in
lock runtime.txt ../pyproject.toml
lock test.txt test.in
if grep -nE '://|^-|/' build.txt runtime.txt test.txt; then
  echo "An address or option got into a lock."
  exit 1
fi
