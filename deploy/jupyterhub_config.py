"""What every hub for the lab does, whoever starts it: who comes in, what each gets, what ends when.

The Littlest JupyterHub loads this file from its jupyterhub_config.d, Zero to JupyterHub as one
hub.extraConfig, and `./lab test` and `./lab bench hub` start a JupyterHub on it. The passwords are
none of its business: each recipe puts them where its hub keeps secrets.
"""

import os
import sys

# ruff: noqa: F821
# JupyterHub defines `c`. It is not asked for by get_config(): within Zero to JupyterHub that name
# means something else.

# One password for all learners, each with a name of their own, and another one for the teacher.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.allow_all = True
c.SharedPasswordAuthenticator.admin_users = {"teacher"}

# Measured by `./lab bench hub`: README.md beside this file has the table. The limit is that of
# Binder with room to spare; two CPUs let a start be quick, and it is the starts that use any.
c.Spawner.mem_guarantee = "512M"
c.Spawner.mem_limit = "1536M"
c.Spawner.cpu_guarantee = 0.1
c.Spawner.cpu_limit = 2.0

# Checks and predictions are noted beside the notebook, in the learner's own folder.
# Kubernetes' values.yaml says this and the limits again, because its spawner's own defaults win.
c.Spawner.environment.update({"ASYNCLAB_PROGRESS": "progress.txt"})
c.Spawner.default_url = "/lab"

# A kernel ends after ten idle minutes, as on Binder, also while its page is open: it holds most of
# the memory, and the section one is in brings back what it needs. A server lives through lunch.
KERNEL_IDLE = int(os.environ.get("ASYNCLAB_KERNEL_IDLE_SECONDS", "600"))
SERVER_IDLE = int(os.environ.get("ASYNCLAB_SERVER_IDLE_SECONDS", "5400"))

c.Spawner.args = [
    f"--MappingKernelManager.cull_idle_timeout={KERNEL_IDLE}",
    f"--MappingKernelManager.cull_interval={max(1, KERNEL_IDLE // 10)}",
    "--MappingKernelManager.cull_connected=True",
]
CULLER = [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={SERVER_IDLE}"]
CULLER += [f"--cull-every={max(1, SERVER_IDLE // 10)}"]
if "ASYNCLAB_HUB_API" in os.environ:  # on Kubernetes the hub may not call itself by its name
    CULLER.append("--url=" + os.environ["ASYNCLAB_HUB_API"])
c.JupyterHub.services.append({"name": "asynclab-culler", "command": CULLER})
c.JupyterHub.load_roles.append(
    {
        "name": "asynclab-culler",
        "services": ["asynclab-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
)
