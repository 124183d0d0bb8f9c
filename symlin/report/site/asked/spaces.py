"""Questions about vectors, matrices and complex numbers."""

from __future__ import annotations

from symlin.report.site.questions import Question

SPACES = (
    Question(
        "shifted-coordinates",
        "Is `T(x, y, z) = (y, z, 0)` linear?",
        (
            "Yes: each entry of the output is an entry of the input, or 0. Information is lost, "
            "which a linear map may do: $x$ has no influence, and its column in the matrix is 0.",
        ),
        (("check", "T(x, y, z) = (y, z, 0)"),),
    ),
    Question(
        "translation",
        "Is a translation linear?",
        (
            "No, it is affine. It moves the origin, and a linear map keeps it. The *matrix* is "
            "then that of the linear part, and the *offset* is where the origin goes.",
        ),
        (("check", "T(x, y) = (x + 1, y)"),),
    ),
    Question(
        "rotation",
        "Is a rotation about the origin linear?",
        (
            "Yes, for every angle. It does not matter that the angle stands in a sine and a "
            "cosine: they are the numbers in the matrix.",
        ),
        (("check", "T(x: R^2) = [cos(a), -sin(a); sin(a), cos(a)]*x"),),
    ),
    Question(
        "transpose",
        "Is transposing a matrix linear?",
        (
            "Yes: it only changes the places of the entries. As an operator on the four entries "
            "it is a permutation matrix.",
        ),
        (("check", "T(A: 2x2) = A.T"),),
    ),
    Question(
        "trace",
        "Is the trace linear?",
        ("Yes: it is a sum of entries, those on the diagonal.",),
        (("check", "T(A: 2x2) = trace(A)"),),
    ),
    Question(
        "determinant",
        "Is the determinant linear?",
        (
            "No, not in the whole matrix: two matrices of determinant 0 can add up to one of "
            "determinant -1. For 2x2 matrices, `-A` even has the determinant of `A`. In each row "
            "alone it is linear, while the other row is held fixed.",
        ),
        (
            ("check", "T(A: 2x2) = det(A)"),
            ("check", "f(a, b; c, d) = a*d - b*c"),
        ),
    ),
    Question(
        "commutator",
        "Is `A*B - B*A` linear in `A`?",
        (
            "Yes, for every fixed $B$: each product is linear in $A$, and so is their difference. "
            "For numbers the difference would be 0; for matrices it is not, and linear all the "
            "same.",
        ),
        (("check", "T(A: 2x2) = A*B - B*A", "--space", "B: 2x2"),),
    ),
    Question(
        "gram-matrix",
        "Is `A.T*A` linear in `A`?",
        (
            "No: $A$ occurs twice in a product. The negative of $A$ has the same `A.T*A`, and the "
            "double of $A$ has it four times.",
        ),
        (("check", "T(A: 2x2) = A.T*A"),),
    ),
    Question(
        "inverse",
        "Is inverting a matrix linear?",
        (
            "No. The inverse of twice the identity is half the identity, and not twice. The laws "
            "are asked only where all inverses exist.",
        ),
        (("check", "T(A: 2x2) = A^-1"),),
    ),
    Question(
        "projection",
        "Is the projection onto a vector linear?",
        (
            "Yes, onto a fixed vector $a$ that is not 0. The dot product with $a$ is linear in "
            "$x$, and what it is divided by does not depend on $x$.",
        ),
        (("check", "T(x: R^2) = dot(x, a)/dot(a, a)*a"),),
    ),
    Question(
        "cross-product",
        "Is the cross product with a fixed vector linear?",
        (
            "Yes. Its matrix has the entries of the vector above and below its diagonal, with "
            "opposite signs.",
        ),
        (("check", "T(x: R^3) = cross(a, x)"),),
    ),
    Question(
        "dot-product",
        "Is the dot product linear?",
        (
            "In each of its vectors, while the other is held fixed: it is *bilinear*. It is not "
            "linear in both at once, for then entries of the input are multiplied with each other. "
            "The two pairs below have the dot product 0, but that of their sum is -1.",
        ),
        (
            ("check", "T(x: R^2) = dot(x, y)"),
            ("check", "T(x: R^2, y: R^2) = dot(x, y)"),
        ),
    ),
    Question(
        "square-of-the-norm",
        "Is `dot(x, x)` linear?",
        (
            "No: it is a sum of squares. It is the same for $-x$, and four times as large for "
            "$2*x$.",
        ),
        (("check", "T(x: R^2) = dot(x, x)"),),
    ),
    Question(
        "norm",
        "Is the norm of a vector linear?",
        (
            "No. It lets positive factors pass, but it is never negative: two opposite vectors add "
            "up to 0, and their norms do not. For sums only the triangle inequality is left.",
        ),
        (("check", "T(x: R^2) = norm(x)"),),
    ),
    Question(
        "complex-conjugation",
        "Is complex conjugation linear?",
        (
            "It depends on which numbers are factors. Over the real numbers it is linear. Over "
            "the complex ones it is additive and not homogeneous: the factor $i$ becomes $-i$.",
        ),
        (("check", "f(z: C) = conj(z)"),),
    ),
    Question(
        "real-part",
        "And the real part?",
        (
            "The same: it is linear over the real numbers only. The real part of $i$ is 0, and $i$ "
            "times the real part of 1 is $i$.",
        ),
        (("check", "f(z: C) = re(z)"),),
    ),
    Question(
        "complex-factor",
        "Is the product with a fixed complex number linear?",
        (
            "Yes, over the complex numbers too, and these products are all the linear maps from C "
            "to C.",
        ),
        (("check", "f(z: C) = w*z", "--space", "w: C"),),
    ),
    Question(
        "complex-modulus",
        "Is the absolute value of a complex number linear?",
        (
            "No, not even over the real numbers: at -1 and at 1 it is 1, and at their sum it is 0. "
            "It lets no factor pass but those that are not negative.",
        ),
        (("check", "f(z: C) = |z|"),),
    ),
)
