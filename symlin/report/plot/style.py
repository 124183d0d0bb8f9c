"""How the pictures look: colours that colour-blind readers tell apart, shapes beside colours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from io import BytesIO
from typing import Any, cast

from symlin.errors import NotInstalled
from symlin.exact.loading import load
from symlin.exact.memory import need_memory

BLUE, RED, GREEN, GREY, BLACK = "#0072B2", "#D55E00", "#009E73", "#767676", "#1a1a1a"
SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "axes.titlesize": 12,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "figure.facecolor": "white",
    "figure.subplot.right": 0.55,  # where the layout starts from: it makes room for a legend
    "figure.constrained_layout.h_pad": 0.12,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "svg.hashsalt": "symlin",
    "svg.fonttype": "path",
    "path.simplify": True,
}
CURVE = {"color": BLUE, "linewidth": 2.4, "solid_capstyle": "round", "zorder": 3}
LINE = {"color": GREY, "linewidth": 1.4, "linestyle": (0, (6, 4)), "zorder": 2}
OTHER = {"color": GREEN, "linewidth": 1.8, "linestyle": (0, (5, 2)), "zorder": 4}
SIDE = {"color": RED, "linewidth": 1.8, "linestyle": (0, (5, 3)), "zorder": 4}
GAP = {"color": RED, "linewidth": 2.2, "zorder": 4}
MARKERS = (
    {"marker": "o", "color": BLACK},
    {"marker": "s", "color": BLACK},
    {"marker": "D", "color": BLACK},
)
SUM = {"marker": "o", "markerfacecolor": "white", "markeredgecolor": RED, "markeredgewidth": 2}


LOADED = 155
"""Megabytes for matplotlib and NumPy as they are loaded, and a picture."""
DRAWN = 40
"""Megabytes for a picture."""


def check_installed() -> None:
    """Raises `NotInstalled` where matplotlib is missing, before half a picture is made, and
    `MemoryError` where there is too little for it: OpenBLAS would end the process.

    The command that it names works wherever symlin came from, and installs for the Python that
    runs it: `pip` alone may belong to another one.
    """
    need_memory(DRAWN if "matplotlib.figure" in sys.modules else LOADED)
    if find_spec("matplotlib") is None:
        python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
        command = f"{python} -m pip install matplotlib"
        raise NotInstalled(f"pictures need matplotlib, which is not installed: {command}")


def settings() -> AbstractContextManager[None]:
    """Within it pictures look as they should; a notebook's own settings are left alone."""
    check_installed()
    load("matplotlib.figure")
    from matplotlib import rc_context

    return rc_context(cast(Any, SETTINGS))


_light: ContextVar[bool] = ContextVar("light", default=False)
"""Whether figures are drawn without the library, which a browser has not."""


@contextmanager
def without_library() -> Iterator[None]:
    """Figures made within are those of `light`, for `light.svg` to write."""
    token = _light.set(True)
    try:
        yield
    finally:
        _light.reset(token)


def is_light() -> bool:
    """Whether what is drawn has two dimensions only."""
    return _light.get()


def figure(width: float, height: float) -> Any:
    """An empty figure that no display is needed for."""
    if _light.get():
        from symlin.report.plot.light.axes import Figure as Light

        return Light()
    check_installed()
    load("matplotlib.figure")
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def axes_through_origin(axes: Any, low: float, high: float, upright: bool = True) -> None:
    """Thin lines x = 0 (with `upright`) and y = 0 behind everything."""
    axes.axhline(0, color=GREY, linewidth=0.8, zorder=1)
    if upright:
        axes.axvline(0, color=GREY, linewidth=0.8, zorder=1)
    axes.set_xlim(low, high)
    axes.grid(True, color="#e4e4e4", linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def legend_beside(axes: Any) -> None:
    """The legend at the right of the axes, where it covers nothing; both at the left."""
    axes.set_anchor("W")
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0, labelspacing=0.8)


def encoded(made: Any, ending: str) -> bytes:
    """PNG or SVG by a file's ending; the same bytes every time."""
    load("matplotlib.backends.backend_agg")
    load("matplotlib.backends.backend_svg")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    kind, written = ending.removeprefix(".").lower(), BytesIO()
    (FigureCanvasAgg if kind == "png" else FigureCanvasSVG)(made)
    made.get_layout_engine().execute(made)
    made.set_layout_engine("none")  # or savefig would draw everything twice, to lay it out again
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
    made.savefig(
        written, format=kind, dpi=100, metadata=metadata, bbox_inches="tight", pad_inches=0.1
    )
    return written.getvalue()
