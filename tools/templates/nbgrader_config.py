"""nbgrader's settings for assignments of the Async Lab; change what you like."""

import secrets

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions

STUB = "// your code"


class GivenStub(ClearSolutions):
    """Takes the solution out and puts the lab's own stub in its place."""

    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        stub = cell.metadata.get("asynclab", {}).pop("stub", STUB)
        cell.source = cell.source.replace(STUB, stub)
        return cell, resources


c = get_config()  # noqa: F821 (nbgrader defines it)
c.CourseDirectory.course_id = "async-lab"
c.ClearSolutions.begin_solution_delimeter = "// BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "// END SOLUTION"
c.ClearSolutions.code_stub = {"java": STUB}
c.GenerateAssignment.preprocessors = [
    GivenStub if step is ClearSolutions else step
    for step in GenerateAssignment.preprocessors.default_args[0]
]

# One cell may take a minute, on a machine that grades several at a time; an endless loop ends then.
c.Execute.timeout = 60
c.Execute.startup_timeout = 120

# A cell that was not run counts as passed. So no tag may keep the check from running.
c.Execute.skip_cells_with_tag = secrets.token_hex()
