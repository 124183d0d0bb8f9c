"""What holds for every test."""

import sys
from pathlib import Path

# Worker processes import what a test hands them by its name, `tests.commands.test_workers.work`.
# At the end, so that an altered or installed copy of symlin goes first.
sys.path.append(str(Path(__file__).parents[1]))
