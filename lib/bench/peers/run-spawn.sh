#!/bin/sh
# spawn and join, memory of a parked task: run-spawn.sh [--level smoke|check|quick|full] [--rounds R] [--peers REGEX]
exec python3 "$(dirname "$0")/bench.py" run spawn parked "$@"
