"""A function in a file is read with `ast`: nothing of the file is ever run."""

import subprocess
import sys
from pathlib import Path

AUDITED = """
import sys
import symlin
from symlin.reading.operators import read_source

read_source("relu")
symlin.check("Max(x, 0)")  # everything that an answer needs is loaded now
symlin.check({warm!r}, shape=2)
events = []

def hook(name, arguments):
    if name in ("exec", "import", "os.system", "subprocess.Popen", "os.exec", "os.spawn"):
        events.append((name, str(arguments)[:200]))
    if name == "compile" and arguments[1] != {shown!r} and arguments[1] != "<unknown>":
        events.append((name, str(arguments)[:200]))
    if name == "open" and str(arguments[0]) not in ({path!r}, "<unknown>"):  # for Hypothesis
        events.append((name, str(arguments)[:200]))

sys.addaudithook(hook)
for name in ("good", "bad", "worse"):
    try:
        symlin.check({path!r} + ":" + name, crosscheck=True, shape=2 if name == "good" else None)
    except symlin.InputError:
        pass
print(events)
"""


def test_nothing_of_a_file_is_run_or_imported(tmp_path: Path) -> None:
    """An audit hook sees every exec, import and open: the one file is opened, and that is all."""
    warm, path, mark = tmp_path / "warm.py", tmp_path / "evil.py", tmp_path / "mark"
    warm.write_text("import numpy as np\ndef f(x):\n    return np.maximum(x, 0)\n")
    path.write_text(
        f"import os\nopen({str(mark)!r}, 'w').close()\nimport numpy as np\n"
        "def decorate(f):\n    os.system('true')\n    return f\n"
        "def good(x):\n    return np.maximum(x, 0)[0]\n"
        f"def bad(x):\n    return __import__('os').system('touch {mark}')\n"
        "@decorate\ndef worse(x):\n    return x\n"
    )
    program = AUDITED.format(warm=f"{warm}:f", path=str(path), shown=path.name)
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert result.stdout.strip() == "[]", result.stdout + result.stderr
    assert not mark.exists()


def test_reading_a_formula_loads_nothing_of_this_room() -> None:
    """Who asks about relu pays nothing for functions."""
    program = (
        "import sys, symlin\nsymlin.check('relu')\n"
        "print([n for n in sys.modules if n.startswith(('symlin.reading.python', "
        "'symlin.crosscheck.python.interpreter', 'numpy'))])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
