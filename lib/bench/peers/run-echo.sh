#!/bin/sh
# JSON lines on stdout: run-echo.sh [--level smoke|check|quick|full] [--rounds R] [--peers REGEX]
exec python3 "$(dirname "$0")/bench.py" run echo "$@"
