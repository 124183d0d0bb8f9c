from pathlib import Path

import pytest

from symlin.decision.network.report import NetworkReport
from symlin.errors import InputError, Unsupported
from symlin.exact.deadline import Deadline
from symlin.reading.networks.fitted.kinds import is_fitted
from symlin.reading.networks.fitted.read import read_fitted
from symlin.report.answers import answer
from tests.reading.networks.fitted.rows import Row, data, fitted, rows

pytestmark = pytest.mark.models
pytest.importorskip("sklearn", reason="scikit-learn is not installed")

import numpy as np
import sklearn.base
from sklearn import decomposition, linear_model, pipeline, preprocessing, svm


def said(report: NetworkReport) -> str:
    """linear, affine, not or unknown."""
    if report.linear.status.value == "proved":
        return "linear"
    found = {"proved": "affine", "refuted": "not"}
    return found.get(report.affine.status.value, "unknown")


def asked(source: object, shape: tuple[int, ...] | None = None) -> NetworkReport:
    """The report on a fitted object."""
    return answer(read_fitted(source, shape=shape), Deadline(30), True, 0).doubted()


def matrix(source: object) -> tuple[np.ndarray, np.ndarray]:
    """A and c of the report."""
    return asked(source).map.numpy()


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_answer_is_the_true_one_and_the_method_agrees(row: Row) -> None:
    """The graph is read off attributes: scikit-learn's own method is the second opinion, and the
    matrix must be the method's own, column by column."""
    method = getattr(fitted(row), row.method)
    report = asked(method)
    assert said(report) == row.answer
    assert report.crosscheck.status == "agrees"
    if row.answer != "not":
        a, c = report.map.numpy()
        width = a.shape[1]
        points = np.concatenate([np.zeros((1, width)), np.eye(width)])
        values = np.asarray(method(points)).reshape(width + 1, -1)
        assert np.allclose(c, values[0], rtol=1e-9, atol=1e-9)
        assert np.allclose(a.T + c, values[1:], rtol=1e-9, atol=1e-9)


def test_the_matrix_is_made_of_the_attributes_and_not_near_them() -> None:
    """The numbers are the float64 that the attributes are: nothing is fitted to values."""
    x, y = data()["x"], data()["y"]
    scaler = preprocessing.StandardScaler().fit(x)
    assert (matrix(scaler.transform)[0] == np.diag(1 / scaler.scale_)).all()
    assert (matrix(scaler.inverse_transform)[0] == np.diag(scaler.scale_)).all()
    assert (matrix(scaler.inverse_transform)[1] == scaler.mean_).all()
    pca = decomposition.PCA(2).fit(x)
    assert (matrix(pca.transform)[0] == pca.components_).all()
    ridge = linear_model.Ridge().fit(x, y)
    a, c = matrix(ridge.predict)
    assert (a == ridge.coef_).all()
    assert c == ridge.intercept_
    logistic = linear_model.LogisticRegression().fit(x, data()["classes"])
    a, c = matrix(logistic.decision_function)
    assert (a == logistic.coef_).all()
    assert (c == logistic.intercept_).all()


def test_a_batch_has_the_shape_that_was_given() -> None:
    """Rows do not mix: two rows have the matrix of one twice on the diagonal."""
    scaler = preprocessing.MaxAbsScaler().fit(data()["x"])
    report = asked(scaler.transform, shape=(2, 4))
    assert report.network.shape_in == {"x": (2, 4)}
    assert report.network.shape_out == (2, 4)
    assert (report.map.numpy()[0] == np.diag([*1 / scaler.scale_, *1 / scaler.scale_])).all()


def test_an_estimator_alone_stands_for_predict_or_transform() -> None:
    """And the answer says which it was."""
    x, y = data()["x"], data()["y"]
    network = read_fitted(linear_model.Ridge().fit(x, y))
    assert network.name == "Ridge.predict"
    assert network.notes == ("its method predict is meant",)
    assert read_fitted(decomposition.PCA(2).fit(x)).name == "PCA.transform"


def test_attributes_in_float32_are_the_numbers_that_they_are() -> None:
    """float32 fits into float64: nothing is rounded on the way."""
    model = linear_model.Ridge().fit(data()["x"].astype("f4"), data()["y"].astype("f4"))
    assert model.coef_.dtype == np.float32
    a, _ = matrix(model.predict)
    assert (a == model.coef_.astype("f8")).all()


def test_the_floor_of_a_norm_is_part_of_the_function() -> None:
    """scikit-learn does not divide by norms below ten times epsilon: a graph that does would
    have no value at 0."""
    network = read_fitted(preprocessing.Normalizer().fit(data()["x"]).transform)
    from tests.reading.networks.torch.floats import values

    assert values(network, {"x": [0.0] * 4}) == [0.0] * 4
    tiny = [1e-16, 0.0, -1e-16, 0.0]
    assert network.original is not None
    assert values(network, {"x": tiny}) == list(network.original({"x": tiny})) == tiny


def test_trees_choose_left_at_the_threshold() -> None:
    """`x <= threshold` goes left: one strict sign too many, and verdicts speak of another tree."""
    from sklearn.tree import DecisionTreeRegressor

    from tests.reading.networks.torch.floats import values

    tree = DecisionTreeRegressor().fit([[0.0], [1.0]], [5.0, 7.0])
    network = read_fitted(tree.predict)
    assert values(network, {"x": [0.5]}) == [5.0] == list(tree.predict([[0.5]]))
    assert values(network, {"x": [0.75]}) == [7.0]


def test_a_whole_forest_takes_few_nodes() -> None:
    """All trees are asked at once, depth by depth: a node for each of theirs would be thousands."""
    from sklearn.ensemble import RandomForestRegressor

    random = np.random.default_rng(1)
    x = random.normal(size=(400, 5))
    forest = RandomForestRegressor(50, random_state=0).fit(x, x[:, 0] * x[:, 1])
    report = asked(forest.predict)
    assert said(report) == "not"
    assert report.crosscheck.status == "agrees"
    deepest = max(tree.tree_.max_depth for tree in forest.estimators_)
    assert len(report.network.graph.nodes) < 20 * (deepest + 1)


class Doubled(preprocessing.StandardScaler):
    """Computes something else under the name that it inherits."""

    def transform(self, X, copy=None):
        """Twice as much."""
        return 2 * super().transform(X)


class Scale(sklearn.base.BaseEstimator, sklearn.base.TransformerMixin):
    """An estimator of the user's own."""

    def fit(self, x, y=None):
        """Learns nothing."""
        self.n_features_in_ = 4
        return self

    def transform(self, x):
        """Three times as much."""
        return 3 * x


def _replaced() -> object:
    scaler = preprocessing.StandardScaler().fit(data()["x"])
    scaler.transform = abs
    return scaler


def _rescored() -> object:
    model = linear_model.LogisticRegression().fit(data()["x"], data()["labels"])
    model.decision_function = abs
    return model


def _cut() -> object:
    scaler = preprocessing.StandardScaler().fit(data()["x"])
    scaler.mean_ = scaler.mean_[:3]
    return scaler


def _spoilt() -> object:
    scaler = preprocessing.StandardScaler().fit(data()["x"])
    scaler.mean_ = scaler.mean_ * np.nan
    return scaler


REFUSED = [
    (lambda x: Doubled().fit(x).transform, "derived from StandardScaler"),
    (lambda x: Scale().fit(x).transform, "not scikit-learn's own"),
    (lambda x: pipeline.make_pipeline(Scale()).fit(x).transform, "(in Pipeline/scale (Scale))"),
    (lambda x: _replaced(), "its transform was replaced"),
    (lambda x: _rescored().predict, "its decision_function was replaced"),
    (lambda x: _cut(), "its attributes do not fit each other"),
    (lambda x: _spoilt(), "its mean_ holds a NaN or an infinity"),
    (lambda x: preprocessing.StandardScaler().transform, "not fitted"),
    (lambda x: linear_model.Ridge().predict, "not fitted"),
    (lambda x: preprocessing.StandardScaler().fit_transform, "transform can be asked about"),
    (lambda x: linear_model.Ridge().fit(x, x[:, 0]).score, "none of the methods that are read"),
    (lambda x: decomposition.NMF(2).fit(abs(x)).transform, "NMF: its transform is not read"),
    (lambda x: preprocessing.SplineTransformer().fit(x).transform, "SplineTransformer: its"),
    (lambda x: preprocessing.OneHotEncoder().fit(x).transform, "OneHotEncoder: its transform"),
    (
        lambda x: svm.LinearSVC().fit(x, np.where(x[:, 0] > 0, "yes", "no")).predict,
        "labels that are no numbers (such as 'no')",
    ),
    (
        lambda x: preprocessing.FunctionTransformer(np.add, kw_args={"x2": 1}).fit(x).transform,
        "is not read: ask about the function itself",
    ),
    (lambda x: preprocessing.StandardScaler, None),
]


@pytest.mark.parametrize("case", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_read_is_refused_in_words(case: tuple) -> None:
    """A guess about a class of the user's own would be a verdict about another function."""
    made, words = case
    source = made(data()["x"])
    if words is None:
        assert not is_fitted(source)
        return
    assert is_fitted(source)
    with pytest.raises(InputError) as caught:
        read_fitted(source)
    assert words in caught.value.message
    assert "\n" not in caught.value.message


def test_a_refusal_names_the_estimator_and_its_place() -> None:
    """In a pipeline of ten steps, the user must know which one it is."""
    steps = pipeline.make_pipeline(
        preprocessing.StandardScaler(), preprocessing.SplineTransformer()
    )
    with pytest.raises(Unsupported) as caught:
        read_fitted(steps.fit(data()["x"]).transform)
    assert caught.value.op == "SplineTransformer"
    assert caught.value.place == "Pipeline/splinetransformer (SplineTransformer)"


def test_rows_of_another_width_are_refused() -> None:
    """Broadcasting would make a function of it that the estimator is not."""
    scaler = preprocessing.StandardScaler().fit(data()["x"])
    with pytest.raises(InputError, match="takes rows of 4 numbers, not of 1"):
        read_fitted(scaler.transform, shape=(1,))
    with pytest.raises(InputError, match="rows and numbers"):
        read_fitted(scaler.transform, shape=(2, 3, 4))


def test_columns_keep_their_names_out_of_it() -> None:
    """A column transformer that was fitted to a table with names takes arrays by position."""
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    from sklearn.compose import make_column_transformer

    table = pandas.DataFrame(data()["x"], columns=list("abcd"))
    chosen = make_column_transformer((preprocessing.MaxAbsScaler(), ["c", "a"])).fit(table)
    a, _ = matrix(chosen.transform)
    scale = chosen.transformers_[0][1].scale_
    assert (a == [[0, 0, 1 / scale[0], 0], [1 / scale[1], 0, 0, 0]]).all()


def test_labels_say_which_step_a_node_comes_from() -> None:
    """What is not linear is named by the step of the user's pipeline."""
    x, y = data()["x"], data()["y"]
    steps = pipeline.make_pipeline(preprocessing.MinMaxScaler(clip=True), linear_model.Ridge())
    report = asked(steps.fit(x, y).predict)
    assert "minmaxscaler (MinMaxScaler)" in str(report)


def test_certificates_are_checked_without_scikit_learn() -> None:
    """A certificate holds the graph and the numbers: the estimator is not asked again."""
    import symlin

    x, y = data()["x"], data()["y"]
    for method in (
        decomposition.PCA(2, whiten=True).fit(x).transform,
        linear_model.LogisticRegression().fit(x, data()["classes"]).predict,
        linear_model.Ridge().fit(x, y).predict,
    ):
        claim = symlin.check(method).affine
        assert claim.certificate is not None
        assert symlin.verify(claim.certificate.to_json()).law is symlin.Law.AFFINE


def test_check_takes_them() -> None:
    """`symlin.check(scaler.transform)` is how it is asked for."""
    import symlin

    x, y = data()["x"], data()["y"]
    scaler = preprocessing.StandardScaler(with_mean=False).fit(x)
    assert symlin.check(scaler.transform).linear.status.value == "proved"
    ridge = linear_model.Ridge().fit(x, y)
    assert symlin.check(ridge, shape=(4,)).affine.status.value == "proved"
    with pytest.raises(InputError, match="no arguments"):
        symlin.check(ridge.predict, args=(1,))


def test_a_file_may_name_a_method(tmp_path: Path) -> None:
    """`train.py:model.predict`: which method is meant is said where the model is."""
    import symlin

    file = tmp_path / "train_for_a_test.py"
    file.write_text(
        "from sklearn.linear_model import LogisticRegression\n"
        "model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])\n"
    )
    scores = symlin.check(f"{file}:model.decision_function", run=True)
    assert scores.affine.status.value == "proved"
    assert symlin.check(f"{file}:model.predict", run=True).affine.status.value == "refuted"
