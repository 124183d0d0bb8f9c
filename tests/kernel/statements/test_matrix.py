"""The matrix of a theorem is what its certificate proves, put together from all of its cases."""

from __future__ import annotations

import pytest

from symlin.kernel.certificate import (
    CaseProof,
    Conditional,
    Contradiction,
    DirectProof,
    Impossible,
    LawProof,
    MatrixProof,
    Witness,
)
from symlin.kernel.checker import check
from symlin.kernel.claim import Law, Subject
from symlin.kernel.statements.matrix import Stated, stated_matrix
from symlin.kernel.term import (
    ONE,
    TRUE,
    ZERO,
    Term,
    add,
    const,
    function,
    ge,
    mul,
    neg,
    piecewise,
    var,
)

pytestmark = pytest.mark.quick

a, b, x = var("a"), var("b"), var("x")
POSITIVE, OTHER = ge(a), ge(b)
PLAIN = Contradiction()
NOTHING = Impossible(PLAIN)
DIRECT = DirectProof((PLAIN,))


def proof(*rows: tuple[Term, ...], offset: tuple[Term, ...] | None = None) -> MatrixProof:
    return MatrixProof(rows, offset, tuple(PLAIN for _ in rows))


TWO, THREE = const(2), const(3)
STATED: dict[str, tuple[LawProof | Conditional, Stated | None]] = {
    "as it stands": (proof((ONE, TWO)), (((ONE, TWO),), None)),
    "with its offset": (proof((ONE,), offset=(TWO,)), (((ONE,),), (TWO,))),
    "no matrix": (DIRECT, None),
    "of the case that can arise, the first": (
        CaseProof(POSITIVE, proof((ONE,), offset=(TWO,)), NOTHING),
        (((ONE,),), (TWO,)),
    ),
    "of the case that can arise, the second": (
        CaseProof(POSITIVE, NOTHING, proof((ONE,))),
        (((ONE,),), None),
    ),
    "entry by entry, each by its case": (
        CaseProof(POSITIVE, proof((ONE, TWO), (ONE, ONE)), proof((ONE, THREE), (ONE, ONE))),
        (((ONE, piecewise((TWO, POSITIVE), (THREE, TRUE))), (ONE, ONE)), None),
    ),
    "an offset that one case does not have is 0 there": (
        CaseProof(POSITIVE, proof((ONE,), offset=(TWO,)), proof((ONE,))),
        (((ONE,),), (piecewise((TWO, POSITIVE), (ZERO, TRUE)),)),
    ),
    "nor need the first case have it": (
        CaseProof(POSITIVE, proof((ONE,)), proof((ONE,), offset=(TWO,))),
        (((ONE,),), (piecewise((ZERO, POSITIVE), (TWO, TRUE)),)),
    ),
    "an offset that both have": (
        CaseProof(POSITIVE, proof((ONE,), offset=(TWO,)), proof((ONE,), offset=(TWO,))),
        (((ONE,),), (TWO,)),
    ),
    "none where one case states none": (CaseProof(POSITIVE, proof((ONE,)), DIRECT), None),
    "nor where the other states none": (CaseProof(POSITIVE, DIRECT, proof((ONE,))), None),
    "cases within cases": (
        CaseProof(POSITIVE, CaseProof(OTHER, proof((ONE,)), proof((TWO,))), proof((THREE,))),
        (
            (
                (
                    piecewise(
                        (piecewise((ONE, OTHER), (TWO, TRUE)), POSITIVE),
                        (THREE, TRUE),
                    ),
                ),
            ),
            None,
        ),
    ),
    "under a condition": (
        Conditional(
            POSITIVE, proof((TWO,)), Witness(({"x": ONE},), (ONE,), 0), {"a": ONE}, {"a": ZERO}
        ),
        (((TWO,),), None),
    ),
}


@pytest.mark.parametrize("name", STATED)
def test_what_a_certificate_says_of_the_matrix(name: str) -> None:
    """It is printed: an entry of another case, row or column would be a false statement."""
    certificate, expected = STATED[name]
    assert stated_matrix(certificate) == expected


def test_a_theorem_has_the_matrix_and_the_offset_of_its_cases() -> None:
    """|a| x + a has the slope a for a >= 0, and -a elsewhere; its offset is a in both."""
    subject = Subject(("x",), ("a",), (add(mul(function("abs", a), x), a),))
    cases = CaseProof(POSITIVE, proof((a,), offset=(a,)), proof((neg(a),), offset=(a,)))
    found = check(subject, Law.AFFINE, "proved", cases)
    assert found.matrix == ((piecewise((a, POSITIVE), (neg(a), TRUE)),),)
    assert found.offset == (a,)
