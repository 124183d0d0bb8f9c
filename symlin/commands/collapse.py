"""`symlin collapse`: where a model is linear without need, and the smaller model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from symlin.commands.answers import HOLDS, obtain
from symlin.commands.helping import HelpfulCommand
from symlin.commands.options import json_option, sizes_of, time_limit
from symlin.commands.output import say_json, say_lines, text_width
from symlin.commands.paths import FilePath

if TYPE_CHECKING:
    from symlin.export.collapse.report import Collapse

COLLAPSE_EXIT_CODES = """\b
Exit codes:
  0  the answer is printed, and the smaller model written
  2  the model could not be read
  3  out of time; nothing is written
  5  symlin itself failed (a bug)"""


@click.command(
    cls=HelpfulCommand,
    epilog=COLLAPSE_EXIT_CODES,
    short_help="Where a model is linear without need.",
)
@click.argument("model", type=click.Path(path_type=Path))
@click.option("--shape", callback=sizes_of, metavar="1,3,32,32", help="The shape of its input.")
@click.option(
    "--write",
    "output",
    type=FilePath(path_type=Path),
    metavar="OUT",
    help="Write the smaller model, and compare both by running them.",
)
@time_limit("Seconds; then nothing is found, and nothing written.", default=600.0)
@click.option(
    "--box",
    metavar="LOW,HIGH",
    help="Where inputs lie: two numbers, or a file (.npz, .vnnlib).",
)
@json_option
@click.pass_context
def collapse(
    ctx: click.Context,
    /,
    *,
    model: Path,
    shape: tuple[int, ...] | None,
    output: Path | None,
    box: str | None,
    timeout: float,
    as_json: bool,
) -> None:
    """Find stretches of layers in MODEL, a file of ONNX, that are affine together.

    Such a stretch is one matrix or one convolution: linear layers in a row, batch normalisation
    after a convolution, dropout; on a box also activations that never switch there. Each is proved;
    its numbers are worked out exactly, and rounded once, to floats of single precision.

    \b
    Examples:
      symlin collapse net.onnx --write small.onnx
      symlin collapse net.onnx --box -1,1 --write small.onnx
    """

    from symlin.exact.deadline import within

    def work() -> tuple[Collapse, dict[str, Any] | None]:
        with within(timeout, patience=1.0):
            return _collapsed(model, shape, box, output)

    found, written = obtain(ctx, "collapsing", str(model), work, as_json)
    if as_json:
        from symlin.export.collapse.words import collapse_dict

        say_json(collapse_dict(found, written))
    else:
        from symlin.export.collapse.words import collapse_lines

        say_lines(collapse_lines(model.name, found, written, text_width()))
    ctx.exit(HOLDS)


def _collapsed(
    path: Path, shape: tuple[int, ...] | None, box: str | None, output: Path | None
) -> tuple[Collapse, dict[str, Any] | None]:
    """What was found, and of a model that was written how far it is from the first."""
    from symlin.export.collapse.report import collapse as found_in
    from symlin.reading.networks.boxes import read_box
    from symlin.reading.networks.onnx.files import loaded
    from symlin.reading.networks.onnx.read import read_model

    proto = loaded(path)
    inputs = dict(read_model(proto, path.name, path=path, shapes=shape).shape_in)
    found = found_in(proto, inputs, None if box is None else read_box(box, inputs).domain)
    return found, None if output is None else _written(proto, found, inputs, output)


def _written(
    proto: Any, found: Collapse, inputs: Mapping[str, tuple[int, ...]], output: Path
) -> dict[str, Any]:
    from symlin.exact.files import save
    from symlin.export.collapse.rewrite import distance, rewritten

    small = rewritten(found.model, found.savings)
    _restore_inputs(small, proto)
    apart = distance(proto, small, inputs, found.model.box)
    save(output, small.SerializeToString())
    return {"file": str(output), "apart": apart}


def _restore_inputs(small: Any, proto: Any) -> None:
    """The inputs and outputs as the file itself gives them, an open batch included. Where it leaves
    other sizes open, the inputs keep those that were asked about, and the outputs name none."""
    settled = True
    for made, given in zip(small.graph.input, proto.graph.input, strict=True):
        dims = made.type.tensor_type.shape.dim
        for place, dim in enumerate(given.type.tensor_type.shape.dim):
            if place == 0:
                dims[0].CopyFrom(dim)
            settled &= place == 0 or dim.HasField("dim_value")
    del small.graph.output[:]
    small.graph.output.extend(proto.graph.output)
    for info in () if settled else small.graph.output:
        info.type.tensor_type.ClearField("shape")
