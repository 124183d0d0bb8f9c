"""Texts about functions that are refused: what is said, and what to write instead."""

from __future__ import annotations

REFUSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "a(b+c)": (
        "a(b+c): write a*(b+c) for a product; for an unknown function T(a)(b, c",
        ("T(a)(b, c) = a(b+c)",),
    ),
    "k(x-y)": (
        "k(x-y): write k*(x-y) for a product; for an unknown function T(k)(x, y",
        ("k*(x-y)", "T(k)(x, y) = k(x-y)"),
    ),
    "y(x+1)": (
        "y(x+1): write y*(x+1) for a product; for an unknown function T(y)(x) =",
        ("y*(x+1)", "T(y)(x) = y(x+1)"),
    ),
    "t(x+1)": (
        "t(x+1): write t*(x+1) for a product; for an unknown function T(t)(x) =",
        ("t*(x+1)", "T(t)(x) = t(x+1)"),
    ),
    "(1-x^2)y'' - 2xy' + 6y = 0": (
        "xy': write x*y' for a product; for one function --inputs xy",
        ("(1-x^2)y'' - 2x*y' + 6y = 0",),
    ),
    "y'' + n(n+1)*y = 0": (
        "n(n+1): write n*(n+1) for a product; for an unknown function T(n)(t) =",
        ("y'' + n*(n+1)*y = 0",),
    ),
    "y' = 2y(1 - y/K)": (
        "y(1 - y/K): write y*(1 - y/K) for a product",
        ("y' = 2y*(1 - y/K)",),
    ),
    "y(t) = (x*h)(t)": (
        "(x*h)(t): write Integral(x(s)*h(t-s), (s, -oo, oo)) for a convolution",
        ("y(t) = Integral(x(s)*h(t-s), (s, -oo, oo))",),
    ),
    "y[n] = (x*h)[n]": (
        "(x*h)[n]: write Sum(x[k]*h[n-k], (k, -oo, oo)) for a convolution",
        ("y[n] = Sum(x[k]*h[n-k], (k, -oo, oo))",),
    ),
    "y[n] = sum(x[k], k, 0, n)": (
        "sum(x[k], k, 0, n): write Sum(x[k], (k, 0, n))",
        ("y[n] = Sum(x[k], (k, 0, n))",),
    ),
    "y[n] = sum(x[n-k], (k, 0, 3))": (
        "sum(x[n-k], (k, 0, 3)): write Sum(x[n-k], (k, 0, 3))",
        ("y[n] = Sum(x[n-k], (k, 0, 3))",),
    ),
    "y(t) = int(x(s), s, -oo, t)": (
        "int(x(s), s, -oo, t): write Integral(x(s), (s, -oo, t))",
        ("y(t) = Integral(x(s), (s, -oo, t))",),
    ),
    "u_t = Δu": (
        "Δu: write u_xx + u_yy or x[n] - x[n-1], as it is meant; or Delta*u",
        ("u_t = Delta*u",),
    ),
    "x(x+1)": (
        "x(x+1): write x*(x+1) for a product; for an unknown function T(x)(t) =",
        ("x*(x+1)", "T(x)(t) = x(x+1)"),
    ),
    "w(t+b)": (
        "w(t+b): write w*(t+b) for a product; for an unknown function T(w)(t) = ",
        ("w*(t+b)", "T(w)(t) = w(t+b)"),
    ),
    "u(x)": (
        "u(x): write u*(x) for a product; for an unknown function T(u)(x) = ...",
        ("u*(x)", "T(u)(x) = u(x)"),
    ),
    "x(0)": (
        "x(0): write x*(0) for a product; for an unknown function T(x)(t) = ...",
        ("x*(0)", "T(x)(t) = x(0)"),
    ),
    "x(2)": (
        "x(2): write x*(2) for a product; for an unknown function T(x)(t) = ...",
        ("x*(2)", "T(x)(t) = x(2)"),
    ),
    "x[0]": (
        "x[...]: for the value of a sequence T(x)[n] = ...; the first entry of ",
        ("T(x)[n] = x[0]",),
    ),
    "f(x) = h(x-1)": (
        "h(x-1): write h*(x-1) for a product; for an unknown function T(h)(x) =",
        ("f(x) = h*(x-1)", "T(h)(x) = h(x-1)"),
    ),
    "y(x) = u(x)**2": (
        "u(x): write u*(x) for a product; for an unknown function T(u)(x) = ...",
        ("y(x) = u*(x)**2", "T(u)(x) = u(x)**2"),
    ),
    "s*X(s)": (
        "X(s): write X*(s) for a product; for an unknown function T(X)(s) = ...",
        ("T(X)(s) = s*X(s)",),
    ),
    "beta(x)": (
        "beta(x): write beta*(x) for a product; for an unknown function T(beta)",
        ("beta*(x)", "T(beta)(x) = beta(x)"),
    ),
    "x(t) + x": (
        "x is a function here, and stands without its argument: write x(t)",
        ("x(t) + x(t)",),
    ),
    "x(t) + t(x+1)": (
        "x is a function here, and stands without its argument: write x(t)",
        ("x(t) + t*(x(t)+1)",),
    ),
    "x' = a*x - b*x*y": (
        "y is a number here, beside functions: write y(t) for a function",
        ("x' = a*x - b*x*y(t)",),
    ),
    "u(t)*x": (
        "x is a number here, beside functions: write x(t) for a function; for a",
        ("u(t)*x(t)", "T(u; x)(t) = u(t)*x"),
    ),
    "dy/dt + y = x": (
        "x is a number here, beside functions: write x(t) for a function",
        ("dy/dt + y = x(t)",),
    ),
    "x(t)*a(x(t)+1)": (
        "a(x(t)+1): write a*(x(t)+1) for a product; unknown functions are decla",
        ("x(t)*a*(x(t)+1)",),
    ),
    "y(t) = x(t) + y": (
        "y is a function here, and stands without its argument: write y(t)",
        ("y(t) = x(t) + y(t)",),
    ),
    "x(t)'": ("a prime stands behind a function's name: write x'(t), or for the deriv", ("x'(t)",)),
    "(x(t))'": ("a prime stands behind a function's name: write x'(t), or for the deriv", ()),
    "(x*y)'": ("a prime stands behind a function's name: write x'(t), or for the deriv", ()),
    "A'*x": (
        "A': write A'(t) for the derivative; for a transpose T(A: 2x2)",
        ("A'(t)*x(t)", "T(A: 2x2) = A'*x"),
    ),
    "A' + B": (
        "A': write A'(t) for the derivative; for a transpose T(A: 2x2)",
        ("A'(t) + B", "T(A: 2x2) = A' + B"),
    ),
    "A'*A": (
        "A': write A'(t) for the derivative; for a transpose T(A: 2x2)",
        ("A'(t)*A(t)", "T(A: 2x2) = A'*A"),
    ),
    "x'*x": (
        "x': write x'(t) for the derivative; of a vector T(x: R^3)",
        ("x'(t)*x(t)", "T(x: R^3) = x'*x"),
    ),
    "x'*A*x": ("x': write x'(t) for the derivative; of a vector T(x: R^3)", ("x'(t)*A*x(t)",)),
    "y(t) = x²(t)": ("x²(t): write x(t)² or x²*(t)", ("y(t) = x(t)²", "y(t) = x²*(t)")),
    "y(t) = x^2(t)": ("x^2(t): write x(t)^2 or x^2*(t)", ("y(t) = x(t)^2", "y(t) = x^2*(t)")),
    "y[n] = x²[n]": ("x²[n]: write x[n]²", ("y[n] = x[n]²",)),
    "x^2(t)": ("x^2(t): write x(t)^2 or x^2*(t)", ("x(t)^2", "x^2*(t)")),
    "f^2(x)": ("f^2(x): write f(x)^2 or f(f(x))", ("f(x)^2", "f(f(x))")),
    "f^{-1}(x)": ("f^{-1}(x): write f(x)^{-1}", ("f(x)^{-1}",)),
    "x(t)*delta(t-1)": (
        "delta is an impulse to most: write DiracDelta(t - 1); an unknown funct",
        ("x(t)*DiracDelta(t - 1)",),
    ),
    "x(t)*δ(t-1)": (
        "delta is an impulse to most: write DiracDelta(t - 1); an unknown funct",
        ("x(t)*DiracDelta(t - 1)",),
    ),
    "x[n]*δ[n-1]": (
        "delta is an impulse to most: write Piecewise((1, Eq(n - 1, 0)), (0, Tr",
        ("x[n]*Piecewise((1, Eq(n - 1, 0)), (0, True))",),
    ),
    "u_t + u": (
        "u_t: write Derivative(u(t), t) for a derivative, or declare the name: ",
        ("Derivative(u(t), t) + u(t)", "f(u; u_t) = u_t + u"),
    ),
    "x(t) dt": ("dt: an integral is written Integral(x(t), (t, 0, 1))", ()),
    "d/dt x(t)*t": (
        "how far does the derivative reach? write Derivative(x(t), t), or more ",
        ("Derivative(x(t), t)*t",),
    ),
    "Integral(x(s), s)": (
        "expected a variable and its limits, as in (s, 0, t)",
        ("Integral(x(s), (s, 0, t))",),
    ),
    "Integral(x(s))": (
        "Integral of what, from where to where? write limits",
        ("Integral(x(s), (s, 0, t))",),
    ),
    "Integral(f, (s,0,1))": (
        "Integral of what function? none is in this text: write f(s)",
        ("Integral(f(s), (s,0,1))",),
    ),
    "Integral(s, (s, 0, 1))": ("Integral of what function? none is in this text", ()),
    "Sum(k, (k, 0, 3))": ("Sum of what function? none is in this text", ()),
    "Integral(x(s), (s, oo, 0))": ("the limits run backwards: write them from -oo, or to oo", ()),
    "Integral(x(s), (2*s, 0, 1))": ("expected a variable, as in (s, 0, t)", ()),
    "Integral(x(s), (s, 0))": ("expected a variable and its limits, as in (s, 0, t)", ()),
    "Sum(x[k], (k, 3, 1))": ("this sum runs backwards, and conventions differ on what it is", ()),
    "Sum(x[k], (k, 0, 1/2))": ("a sum runs over whole numbers", ()),
    "Derivative(x(t), 2)": ("expected a variable, as in Derivative(x(t), t)", ()),
    "Derivative(x(t))": ("expected a variable, as in Derivative(x(t), t)", ()),
    "(-2)**t*x(t)": ("a negative number has a power only where the exponent is whole", ()),
    "x(t) > 0": ("expected a function's value here, not a condition", ()),
    "x(t) + x(t, 1)": ("x has one variable elsewhere in this text, and 2 here", ()),
    "u(x, t) + u(x)": ("u has 2 variables elsewhere in this text, and 1 here", ()),
    "u''(x, t)": ("u'': write Derivative(u(x, t), x)", ()),
    "y' = y, y(0) = 1": ("ask about one equation at a time, without its conditions", ()),
    "x(t) = y(t) = 1": ('more than one "=": ask about one operator at a time', ()),
    "T(x)(x) = x(t)": ("x is a function here, and a letter that functions depend on", ()),
    "∫ x(s) ds": ("limits are missing: write Integral(x(s), (s, 0, t))", ()),
    "∫_0^t x(s)": ("an integral ends with its variable, as in x(s) ds", ()),
    "\\int_0 x(s) ds": ("the upper limit is missing: write _0^t, or _{0}^{t}", ()),
    "\\sum_{k=0}^{M} b_k x[n-k]": (
        "b_k depends on k: write b[k]",
        ("\\sum_{k=0}^{M} b[k] x[n-k]",),
    ),
    "T{x[n]} = n*x[n]": (
        "curly brackets are not part of the language: write T(...)",
        ("T(x[n]) = n*x[n]",),
    ),
    "max(x(t))": ("max of one number: write both, as in max(x, 0)", ("max(x(t), 0)",)),
    "y[n] = n**2": ("y[n]: write y(n) = ...; no sequence stands on the right", ("y(n) = n**2",)),
    "x(t) + relu": ("relu is a function here, not a symbol: write relu(x)", ("x(t) + relu(x(t))",)),
    "x'''''''''''''''''''''''": ("a derivative of order above 20", ()),
    "T(x)(t) =": ("expected a formula on both sides of =", ()),
    "x' =": ("expected a formula on both sides of =", ()),
    "= x'": ("expected a formula on both sides of =", ()),
    "E[X]": ("random variables are not read", ()),
    "conj(psi(x))": ("conj: functions have real values here", ()),
    "u(x - c*t)": (
        "u(x - c*t): write u*(x - c*t) for a product; for an unknown function T(u)(x, t)",
        ("u*(x - c*t)", "T(u)(x, t) = u(x - c*t)"),
    ),
}
