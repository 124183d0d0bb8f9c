from pathlib import Path
from typing import Any

import pytest

import symlin
from symlin.errors import InputError, Unsupported
from symlin.reading.networks.inputs import Input
from tests.reading.networks.torch.floats import distance
from tests.reading.networks.torch.rows import point

pytestmark = pytest.mark.models
torch = pytest.importorskip("torch", reason="torch is not installed")

from symlin.reading.networks.torch.read import load_exported, read_module, run_file  # noqa: E402
from tests.reading.networks.torch import user_modules as users  # noqa: E402

READ = {
    users.Residual: (1, 3, 5, 5),
    users.ShapeDependent: (2, 8),
    users.InPlace: (2, 5),
    users.Einsum: (1, 3, 4),
    users.Masked: (1, 4, 4),
    users.Causal: (1, 3, 4),
    users.Recurrent: (1, 3, 3),
    users.Encoder: (1, 3, 4),
    users.Where: (3, 4),
    users.Interpolated: (1, 1, 4, 4),
    users.Normed: (2, 4),
    users.Moved: (2, 3),
    users.Weighted: (2, 3),
    users.Dictionary: (2, 3),
    users.WithoutGradients: (2, 3),
    users.Loop: (2, 3),
    users.Counted: (2, 3),
    users.Graph: (3, 3),
    users.Windows: (1, 4, 4, 4),
    users.Rotary: (1, 3, 4),
}
REFUSED = {
    users.Choice: "an if depends on the values of x (@): write torch.where",
    users.Detour: "numpy (@): its numbers leave torch: write it with torch's functions",
    users.Noise: "rand_like (@): not a function of its input",
    users.Half: "to (@): a cast to float16: only float32 and float64 are read as real numbers",
    users.Item: "item (@): it takes a number out of a tensor: keep it a tensor",
    users.Whole: "to (@): a cast to int64: only float32 and float64 are read as real numbers",
    users.Sorted: "topk (@): which entries are the largest is no function that is read",
    users.Spectrum: "_fft_r2c (@): aten._fft_r2c.default is not supported",
    users.ForcedDropout: "dropout (@): not a function of its input",
}


def line_of(kind: type) -> str:
    """Where the mark stands in a class."""
    path = Path(users.__file__)
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index(f"class {kind.__name__}(nn.Module):")
    mark = next(i for i in range(start, len(lines)) if lines[i].endswith("# here"))
    return f"{path.name}:{mark + 1}"


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.__name__)
def test_a_users_module_is_read_as_what_it_computes(kind: type) -> None:
    """Nobody writes single layers: what is written around them counts as well."""
    torch.manual_seed(0)
    network = read_module(kind(), shape=READ[kind])
    for seed in range(4):
        assert distance(network, point(network, seed, -2.0, 2.0)) < 1e-9


@pytest.mark.parametrize("kind", REFUSED, ids=lambda kind: kind.__name__)
def test_what_is_not_read_is_refused_with_the_users_line(kind: type) -> None:
    """A guess would be a wrong verdict; a traceback through torch helps nobody."""
    with pytest.raises(Unsupported) as caught:
        read_module(kind(), shape=(4,))
    place = line_of(kind)
    assert caught.value.message == REFUSED[kind].replace("@", place)
    assert caught.value.place == place
    assert caught.value.op


def test_two_inputs_have_the_names_of_their_parameters() -> None:
    """Counterexamples speak of them."""
    network = read_module(users.Two(), shape={"left": (2, 2), "right": (2, 2)})
    assert network.shape_in == {"left": (2, 2), "right": (2, 2)}
    assert distance(network, point(network, 1, -2.0, 2.0)) < 1e-9


def test_what_is_no_input_is_held_fixed() -> None:
    """Attention with fixed keys is another function than attention of three inputs."""
    torch.manual_seed(0)
    attention = torch.nn.MultiheadAttention(4, 2, batch_first=True).eval()
    keys, values = torch.randn(1, 2, 4), torch.randn(1, 2, 4)
    network = read_module(
        attention,
        args=(Input(1, 3, 4), keys, values),
        kwargs={"need_weights": False},
        output=0,
    )
    assert network.shape_in == {"query": (1, 3, 4)}
    assert network.notes == ()
    assert distance(network, point(network, 1, -2.0, 2.0)) < 1e-9


def test_a_module_in_training_mode_is_copied() -> None:
    """The user's module stays as it is, and the answer says which one it is about."""
    module = torch.nn.Sequential(torch.nn.Dropout(), torch.nn.BatchNorm1d(3))
    network = read_module(module, shape=(2, 3))
    assert network.notes == ("the module is in training mode; answered for a copy in eval mode",)
    assert module.training
    assert module[1].weight.dtype is torch.float32
    assert int(module[1].num_batches_tracked) == 0


def test_of_several_results_one_is_named() -> None:
    """Without output= the first is taken, and a note says so; a wrong name is refused."""
    network = read_module(users.Dictionary().eval(), shape=(2, 3), output="logits")
    assert network.shape_out == (2, 2)
    first = read_module(users.Dictionary().eval(), shape=(2, 3))
    assert first.notes == ("several results ('loss', 'logits'); answered for output='loss'",)
    with pytest.raises(InputError, match="there is no output 'loss2': it returns 'loss', 'logits'"):
        read_module(users.Dictionary(), shape=(2, 3), output="loss2")


def test_functions_are_read_like_modules() -> None:
    """Helpers that they call have lines of their own."""
    assert read_module(torch.relu, shape=(3,)).name == "relu"
    network = read_module(lambda x: torch.sin(x) * x, shape=(2, 2))
    assert distance(network, point(network, 1, -2.0, 2.0)) < 1e-9

    def helper(x):  # type: ignore[no-untyped-def]
        return x.sort().values

    with pytest.raises(Unsupported) as caught:
        read_module(lambda x: helper(x) + 1, shape=(3,))
    assert caught.value.place.startswith("test_user_modules.py:")


def test_a_module_that_changes_with_each_call_is_refused() -> None:
    """A verdict about its first call would not be about the next."""

    class Counting(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("calls", torch.zeros(()))

        def forward(self, x):  # type: ignore[no-untyped-def]
            self.calls += 1
            return x * self.calls

    with pytest.raises(Unsupported, match="its buffer calls changes with each call"):
        read_module(Counting(), shape=(3,))


def test_a_call_that_does_not_fit_is_refused_in_torchs_words() -> None:
    """A wrong shape is the most common mistake of all."""
    with pytest.raises(InputError, match=r"Linear cannot be called on this: .*shapes"):
        read_module(torch.nn.Linear(3, 2), shape=(2, 4))
    with pytest.raises(InputError, match="missing a required argument: 'key'"):
        read_module(torch.nn.MultiheadAttention(4, 2), shape=(3, 1, 4))
    with pytest.raises(InputError, match="nothing is asked about"):
        read_module(torch.nn.Linear(3, 2), args=(torch.ones(3),))


def test_infinite_weights_are_refused() -> None:
    """No real number is infinite, and no verdict about real numbers may rest on one."""
    module = torch.nn.Linear(2, 2)
    module.weight.data[0, 0] = float("nan")
    with pytest.raises(Unsupported, match="a weight is NaN or infinite"):
        read_module(module, shape=(2,))


def test_a_file_is_run_for_what_it_calls_by_a_name(tmp_path: Path) -> None:
    """`train.py:model --run` asks for it; other names, and files that fail, are errors."""
    path = tmp_path / "train.py"
    path.write_text("import torch\nmodel = torch.nn.Linear(3, 2)\n")
    network = read_module(run_file(str(path), "model"), shape=(1, 3))
    assert network.shape_out == (1, 2)
    with pytest.raises(InputError, match=r"train.py has no net; its modules are model"):
        run_file(str(path), "net")
    path.write_text("raise ValueError('no data')\n")
    with pytest.raises(InputError, match=r"train.py fails: ValueError: no data"):
        run_file(str(path), "model")


def test_an_exported_program_is_loaded(tmp_path: Path) -> None:
    """A file that torch.export wrote has its shapes with it."""
    path = tmp_path / "model.pt2"
    module = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh())
    torch.export.save(torch.export.export(module, (torch.zeros(1, 3),)), path)
    loaded, shapes = load_exported(str(path))
    assert list(shapes.values()) == [(1, 3)]
    network = read_module(loaded, shape=shapes)
    at = point(network, 1, -2.0, 2.0)
    assert distance(network, at) < 1e-9
    (entries,) = at.values()
    there = module.double()(torch.tensor([entries], dtype=torch.float64)).detach().reshape(-1)
    assert network.original is not None
    assert max(abs(there - torch.tensor(network.original(at), dtype=torch.float64))) < 1e-9
    (tmp_path / "broken.pt2").write_bytes(b"PK")
    with pytest.raises(InputError, match="is no exported program"):
        load_exported(str(tmp_path / "broken.pt2"))


def test_a_program_that_loads_and_cannot_be_put_together_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its guards are code, and where they were no Python it was called a bug."""
    path = tmp_path / "model.pt2"
    torch.export.save(torch.export.export(torch.nn.Linear(3, 2), (torch.zeros(1, 3),)), path)

    def fail(*_: object, **options: object) -> None:
        raise SyntaxError("'(' was never closed")

    monkeypatch.setattr(torch.export.ExportedProgram, "module", fail)
    with pytest.raises(InputError, match="is no exported program"):
        load_exported(str(path))


def test_floats_of_32_bits_are_kept_as_they_are() -> None:
    """In the graph a weight is the number that it is, and takes no more room than it did."""
    network = read_module(torch.nn.Linear(3, 2), shape=(3,))
    kinds = {node.array.kind for node in network.graph.nodes if type(node).__name__ == "Constant"}
    assert kinds == {"float32"}


def test_a_node_is_named_by_layer_class_and_line() -> None:
    """An answer names the first node to blame: so that it is found in the user's file."""
    network = read_module(users.Recurrent(), shape=(1, 3, 3))
    assert network.labels[-1] == "head (Linear, user_modules.py:100)"
    assert read_module(torch.nn.ReLU(), shape=(3,)).labels[-1] == "ReLU"
    assert read_module(torch.nn.Sequential(torch.nn.ReLU()), shape=(3,)).labels[-1] == "0 (ReLU)"
    assert read_module(users.InPlace(), shape=(2, 5)).labels[-1] == "relu (user_modules.py:48)"


def test_inputs_in_a_dictionary_have_the_names_of_their_keys() -> None:
    """Models of language take all they need in one."""

    class Batch(torch.nn.Module):
        def forward(self, batch):  # type: ignore[no-untyped-def]
            return {"sum": batch["a"] * 2 + batch["b"][0]}

    network = read_module(Batch(), args=({"a": Input(3), "b": [Input(3), None]},))
    assert network.shape_in == {"a": (3,), "b": (3,)}
    assert distance(network, point(network, 1, -2.0, 2.0)) < 1e-9


def test_a_compiled_module_is_what_it_was_made_of() -> None:
    """Calling it would start a compiler, which takes longer than the answer."""
    network = read_module(torch.compile(torch.nn.Linear(3, 2)), shape=(3,))
    assert network.name == "Linear"


def test_an_input_that_fits_into_no_memory_is_refused() -> None:
    """Before it is made."""
    with pytest.raises(InputError, match="is too large"):
        read_module(torch.nn.Flatten(), shape=(1, 3, 40_000, 40_000))


def test_a_choice_by_what_is_held_fixed_is_not_blamed_on_the_input() -> None:
    """What is said must be true: here the input decides nothing."""

    class Switch(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("on", torch.ones(()))

        def forward(self, x):  # type: ignore[no-untyped-def]
            return x * 2 if self.on > 0 else x**2

    with pytest.raises(Unsupported, match="depends on values that are held fixed"):
        read_module(Switch(), shape=(3,))


def test_an_input_is_followed_through_what_is_written() -> None:
    """A view that is written to changes what it is a view of."""

    class Sneaky(torch.nn.Module):
        def forward(self, x):  # type: ignore[no-untyped-def]
            kept = torch.zeros(2)
            kept[0] = x[0]
            return x * 2 if kept.max() > 0 else x

    with pytest.raises(Unsupported, match="depends on the values of x"):
        read_module(Sneaky(), shape=(3,))


def functions() -> dict[str, tuple[Any, tuple[int, ...], str]]:
    """Functions of torch, with the shape of their input, and linear, affine or not."""
    import torch
    import torch.nn.functional as F

    grid = torch.tensor([[[[-1.5, 0.2], [0.3, 0.9]], [[0.0, 0.0], [1.0, -1.0]]]])
    places = torch.tensor([0, 0, 2])
    return {
        "grid": (lambda x: F.grid_sample(x, grid, align_corners=False), (1, 2, 3, 4), "linear"),
        "grid, cubic": (
            lambda x: F.grid_sample(x, grid, "bicubic", "reflection", align_corners=True),
            (1, 1, 3, 3),
            "linear",
        ),
        "grid, solid": (
            lambda x: F.grid_sample(x, torch.full((1, 1, 2, 1, 3), 0.3), align_corners=False),
            (1, 1, 2, 2, 3),
            "linear",
        ),
        "sum": (lambda x: torch.ones(3).scatter_reduce(0, places, x, "sum"), (3,), "affine"),
        "mean": (lambda x: torch.ones(3).scatter_reduce(0, places, x, "mean"), (3,), "affine"),
        "mean of others": (
            lambda x: x.scatter_reduce(0, places, 2 * x, "mean", include_self=False),
            (3,),
            "linear",
        ),
        "rows": (lambda x: torch.cdist(x, torch.ones(2, 3)), (4, 3), "not"),
        "rows, sums": (lambda x: torch.cdist(x, x, p=1.0), (2, 3), "not"),
        "pairs": (F.pdist, (3, 2), "not"),
        "products": (lambda x: x.cumprod(1), (2, 3), "not"),
        "one product": (lambda x: x.cumprod(0), (1, 3), "linear"),
        "largest": (lambda x: x.cummax(0).values, (3,), "not"),
        "smallest": (lambda x: x.cummin(0).values, (3, 1), "not"),
        "logarithms": (lambda x: x.logcumsumexp(0), (3,), "not"),
        "angle": (lambda x: torch.atan2(x, torch.full((2, 3), -2.0)), (3,), "not"),
        "other angle": (lambda x: torch.atan2(torch.tensor(3.0), x), (3,), "not"),
        "signs": (lambda x: x.copysign(torch.tensor([1.0, -1.0])), (2,), "not"),
    }


@pytest.mark.parametrize("name", functions())
def test_a_function_of_torch_is_read_as_what_it_computes(name: str) -> None:
    """Beside torch in floats, and beside the answer that is known."""
    function, shape, known = functions()[name]
    report = symlin.check(function, args=(symlin.Input(*shape),), timeout=10.0)
    assert report.crosscheck.status == "agrees"
    affine = "affine" if report.affine.status == "proved" else "not"
    assert ("linear" if report.linear.status == "proved" else affine) == known
    assert report.affine.status != "unknown"


def saved(path: Path, kind: str) -> None:
    """A small network of TorchScript, as it was scripted, or traced and frozen."""
    import torch
    from torch import nn

    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(8, 3))
    net.eval()
    if kind == "scripted":
        torch.jit.save(torch.jit.script(net), path)
    elif kind == "frozen":
        torch.jit.save(torch.jit.freeze(torch.jit.trace(net, torch.ones(1, 1, 4, 4))), path)
    else:
        torch.save(net if kind == "pickled" else net.state_dict(), path)


@pytest.mark.parametrize("kind", ["scripted", "frozen", "pickled"])
def test_a_saved_module_is_loaded_where_the_user_says_so(tmp_path: Path, kind: str) -> None:
    """Loading runs code: without --run it is refused, with the words that say what to do."""
    path = tmp_path / "net.pt"
    saved(path, kind)
    with pytest.raises(InputError, match=r"runs code when it is loaded.*or say --run"):
        symlin.check(path, shape=(1, 1, 4, 4))
    report = symlin.check(path, shape=(1, 1, 4, 4), run=True)
    assert (report.affine.status, report.linear.status) == ("proved", "refuted")
    assert report.crosscheck.status == "agrees"


def test_weights_without_a_module_are_refused_in_words(tmp_path: Path) -> None:
    """What they are the weights of is not in the file."""
    path = tmp_path / "net.pth"
    saved(path, "weights")
    with pytest.raises(InputError, match="holds weights alone, and no module: load it into"):
        symlin.check(path, shape=(1, 1, 4, 4), run=True)
    path.write_bytes(b"nothing")
    with pytest.raises(InputError, match="holds no module"):
        symlin.check(path, shape=(1, 1, 4, 4), run=True)
