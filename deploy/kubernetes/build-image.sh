#!/bin/bash
# Builds the image of a learner's server as Binder would, and pushes it.
# Needs Docker, and repo2docker (`./lab setup --tests` brings it, or: pip install jupyter-repo2docker).
#
#   deploy/kubernetes/build-image.sh REGISTRY/asynclab:TAG
set -euo pipefail

image=${1:?say which image to build: REGISTRY/asynclab:TAG}
cd "$(dirname "$0")/../.."

# Not into the home, where Binder has it: there a learner's volume would hide it.
jupyter-repo2docker --no-run --user-id 1000 --user-name jovyan --target-repo-dir /srv/lab \
  --image-name "$image" .
docker push "$image"
