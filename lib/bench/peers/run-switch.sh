#!/bin/sh
# context switches: run-switch.sh [--level smoke|check|quick|full] [--rounds R] [--peers REGEX]
exec python3 "$(dirname "$0")/bench.py" run yield pingpong "$@"
