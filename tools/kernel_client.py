"""A client that runs the cells of a notebook and files what the kernel says under the right one.

nbclient listens to the running cell alone: what another cell's thread prints meanwhile is dropped,
and so is all that comes after the last cell. Here each message goes to the cell that its parent
header names, as JupyterLab does it, whether that cell has ended or not.
"""

from __future__ import annotations

import asyncio

from jupyter_client.utils import ensure_async, run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, DeadKernelError

OUTPUTS = {"stream", "display_data", "update_display_data", "execute_result", "error"}
SETTLE = "Lab.settle();"
DRAIN_SECONDS = 60  # a watchdog: the kernel answers within milliseconds, unless a cell blocks it


class Client(NotebookClient):
    """nbclient's client with late messages in their place."""

    def reset_execution_trackers(self) -> None:
        super().reset_execution_trackers()
        self.requests: dict[str, tuple] = {}  # the request's id: its cell and the cell's index

    async def async_execute_cell(self, cell, cell_index, *args, **options):
        """Tells the kernel the cell's id, as JupyterLab does: so it knows which cells have run."""
        self.kc.session.metadata = {"cellId": cell.get("id", "")}
        return await super().async_execute_cell(cell, cell_index, *args, **options)

    execute_cell = run_sync(async_execute_cell)

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index) -> None:
        """nbclient's loop over what is published while a cell runs."""
        self.requests[parent_msg_id] = (cell, cell_index)
        while True:
            message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=None))
            if self.take(message, parent_msg_id):
                return

    def take(self, message, running: str) -> bool:
        """Files one message; says whether it is the one that ends the running request."""
        parent = message["parent_header"].get("msg_id")
        cell, index = self.requests.get(parent, (None, None))
        if parent != running:
            if cell is not None and message["msg_type"] in OUTPUTS:
                self.process_message(message, cell, index)
            return False
        if cell is None:
            return message["content"].get("execution_state") == "idle"
        try:
            self.process_message(message, cell, index)
        except CellExecutionComplete:
            return True
        return False

    async def async_drain(self) -> None:
        """Files what is still on its way: the kernel waits a little for threads of cells, publishes
        what they have printed, and then says that it is idle."""
        request = await ensure_async(self.kc.execute(SETTLE, silent=True, store_history=False))
        try:
            await asyncio.wait_for(self._drained(request), DRAIN_SECONDS)
        except (TimeoutError, asyncio.TimeoutError) as error:  # two names until Python 3.11
            raise DeadKernelError(f"no answer within {DRAIN_SECONDS} s") from error

    async def _drained(self, request: str) -> None:
        while True:
            message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=None))
            if self.take(message, request):
                return

    drain = run_sync(async_drain)


def joined(outputs: list) -> list:
    """The outputs with each stream's pieces in one, where nothing else stands between them."""
    found = []
    for output in outputs:
        last = found[-1] if found else None
        if (
            last is not None
            and output["output_type"] == last["output_type"] == "stream"
            and output["name"] == last["name"]
        ):
            last["text"] += output["text"]
        else:
            found.append(output)
    return found
