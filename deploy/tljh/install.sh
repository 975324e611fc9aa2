#!/bin/bash
# Makes a fresh Ubuntu server a hub for up to about a hundred learners; README.md says which server.
# Run it as root, in a clone of the lab on that server; running it again brings the hub up to date.
#
#   LEARNERS='8 or more, not only digits' TEACHER='32 characters or more' deploy/tljh/install.sh
set -euo pipefail

learners=${LEARNERS:?say LEARNERS=..., the password you will give to the learners}
teacher=${TEACHER:?say TEACHER=..., your own password, with 32 characters or more}
here=$(cd "$(dirname "$0")" && pwd)
lab=$(cd "$here/../.." && pwd)
place=/opt/asynclab
user=/opt/tljh/user
config=/opt/tljh/config

# The Littlest JupyterHub: a hub's environment, one environment for all users, a user for each.
if [ ! -x /opt/tljh/hub/bin/tljh-config ]; then
  curl --fail --silent --show-error --location https://tljh.jupyter.org/bootstrap.py |
    python3 - --version 2.0.0 --admin teacher
fi

# The lab itself lies where every learner can read it and nobody but root can write.
if [ "$lab" != "$place" ]; then
  mkdir -p "$place"
  git -C "$lab" archive HEAD | tar --extract --directory "$place"
fi

# The same environment as everywhere, into that of the users; then what Binder does.
$user/bin/conda env update --prefix $user --file "$place/environment.yml"
PATH=$user/bin:$PATH "$place/binder/postBuild"
mkdir -p "$place/.lab/log"
chmod 1777 "$place/.lab/log" # a kernel that crashes leaves its report there, whoever ran it

# The hub: what all hubs for the lab do, and what only this one says.
install -D "$place/deploy/jupyterhub_config.py" $config/jupyterhub_config.d/asynclab.py
install -m 600 "$here/config.yaml" $config/config.yaml
/opt/tljh/hub/bin/tljh-config set auth.SharedPasswordAuthenticator.user_password "$learners"
/opt/tljh/hub/bin/tljh-config set auth.SharedPasswordAuthenticator.admin_password "$teacher"
/opt/tljh/hub/bin/tljh-config reload

cat << END
The hub runs. Before anybody types a password, give it its name and HTTPS:
  tljh-config set https.enabled true
  tljh-config set https.letsencrypt.email YOU@EXAMPLE.ORG
  tljh-config add-item https.letsencrypt.domains HUB.EXAMPLE.ORG
  tljh-config reload proxy
The link to hand out:
  $($user/bin/python "$place/tools/hub.py" link https://HUB.EXAMPLE.ORG)
END
