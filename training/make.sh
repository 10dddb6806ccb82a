#!/usr/bin/env bash
# All steps of training, in order: `training/make.sh PYTHON`. About 25 minutes on 2 cores.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONPATH=../src MALLOC_MMAP_THRESHOLD_=8589934592 MALLOC_TRIM_THRESHOLD_=17179869184 OMP_WAIT_POLICY=PASSIVE
python=$(realpath -s "../$1" 2>/dev/null || command -v "$1")
"$python" train.py --out out
"$python" forests.py out
"$python" export.py out
