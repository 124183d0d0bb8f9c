"""docs/proof.ipynb: its cells run in order and give the outputs that it shows."""

from __future__ import annotations

import ast
import io
import json
import os
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from symlin.decision.report import Report
from symlin.report.site.questions import timeless
from symlin.report.words.text import to_text

NOTEBOOK = Path(__file__).parents[2] / "docs" / "proof.ipynb"
HINT = "docs/proof.ipynb is out of date; run: python -m tests.docs.test_proof_notebook"
PICTURE = re.compile(r'<img src="data:[^"]*"')


def outputs(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """What Jupyter would show: what is printed, and the value of a last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, found = io.StringIO(), None
    with redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            found = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    shown: list[dict[str, Any]] = []
    if printed.getvalue():
        text = printed.getvalue()
        shown.append({"output_type": "stream", "name": "stdout", "text": _lines(text)})
    if found is not None:
        data = {"text/plain": _lines(repr(found))}
        if isinstance(found, Report):
            data = {
                "text/html": _lines(timeless(found._repr_html_())),
                "text/plain": _lines(timeless(to_text(found))),
            }
        shown.append(
            {
                "output_type": "execute_result",
                "execution_count": count,
                "data": data,
                "metadata": {},
            }
        )
    return shown


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def executed(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    names: dict[str, Any] = {}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [outputs("".join(c["source"]), names, k) for k, c in enumerate(cells, 1)]


def _comparable(value: object) -> str:
    """Pictures differ between versions of matplotlib."""
    return PICTURE.sub("<img", json.dumps(value).replace('\\"', '"'))


def test_every_cell_gives_what_the_notebook_shows() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    shown = [c["outputs"] for c in notebook["cells"] if c["cell_type"] == "code"]
    assert _comparable(executed(notebook)) == _comparable(shown), HINT


def test_the_notebook_is_one_of_format_4() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for cell in notebook["cells"]:
        wanted = {"cell_type", "id", "metadata", "source"}
        if cell["cell_type"] == "code":
            wanted |= {"execution_count", "outputs"}
        assert set(cell) == wanted


if __name__ == "__main__":
    os.environ["SYMLIN_CACHE"] = "off"  # as for the tests: what is shown is worked out
    document = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    for number, (one, results) in enumerate(zip(code, executed(document), strict=True), 1):
        one["outputs"], one["execution_count"] = results, number
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    NOTEBOOK.write_text(text, encoding="utf-8")
