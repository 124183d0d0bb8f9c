"""Methods of Python's: every name that is offered instead of one can be read."""

from __future__ import annotations

import pytest

from symlin.errors import InputError
from symlin.language.attributes import _MORE, _OF_ENTRIES, _OF_NUMBERS
from symlin.reading.parse import parse_operator

pytestmark = pytest.mark.quick


def refused(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_operator(text)
    return caught.value


@pytest.mark.parametrize("name", sorted(_OF_NUMBERS))
def test_a_method_of_a_number_becomes_a_function_that_is_read(name: str) -> None:
    """No hint may lead into the next error."""
    assert refused(f"2*x.{name}()").suggestions == (f"2*{name}(x)",)


@pytest.mark.parametrize("name", sorted(_OF_ENTRIES))
def test_a_method_of_a_vector_becomes_a_function_that_is_read(name: str) -> None:
    """Of a number the message shows a text with a vector, which must be read too."""
    error = refused(f"x.{name}()")
    assert parse_operator(error.message.rpartition("as in ")[2]).outputs
    assert error.suggestions == ()
    assert refused(f"f(x: R^2) = x.{name}()").suggestions == (f"f(x: R^2) = {name}(x)",)


@pytest.mark.parametrize("name", sorted(_MORE))
def test_a_method_with_arguments_is_shown_with_all_of_them(name: str) -> None:
    """torch's x.clip(2) has a lower bound alone, and clip(x, 2) two bounds: it is not offered."""
    assert parse_operator(refused(f"x.{name}(2)").message.rpartition("write ")[2]).outputs


@pytest.mark.parametrize("text", ["(" * 50_000 + "x.sum", "x" * 50_000 + ".y()", ")." * 20_000])
def test_a_point_behind_a_long_text_is_refused_at_once(text: str) -> None:
    assert refused(text).suggestions == ()
