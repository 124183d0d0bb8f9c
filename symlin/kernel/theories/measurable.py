"""Laws that make a function linear: what breaks linearity breaks them too.

On all of R^n an additive function that is Borel measurable is linear (Fréchet 1913, Sierpiński
1920), and whatever a term denotes is measurable. On R a homogeneous f is linear, for f(x) = x f(1).
"""

from __future__ import annotations

from symlin.kernel.algebra import Theory
from symlin.kernel.claim import Law, Subject


def implies_linearity(subject: Subject, law: Law) -> bool:
    """Whether every function that obeys the law on the subject's domain is linear there."""
    if subject.domain:  # on a part of R^n there are additive functions that are not linear
        return False
    return law is Law.ADDITIVITY or (law is Law.HOMOGENEITY and len(subject.inputs) == 1)


THEORY = Theory(name="measurable", implies_linearity=implies_linearity)
