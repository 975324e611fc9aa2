#!/bin/sh
# JSON lines on stdout: run-http.sh [--level smoke|check|quick|full] [--rounds R] [--peers REGEX]
exec python3 "$(dirname "$0")/bench.py" run http "$@"
