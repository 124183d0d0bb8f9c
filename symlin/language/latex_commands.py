"""LaTeX's commands by what becomes of them."""

from __future__ import annotations

GREEK_SHAPES = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varphi": "phi",
    "varrho": "rho",
    "varsigma": "sigma",
    "varkappa": "kappa",
    "top": "T",
}
FUNCTIONS = {
    **{name: name for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh")},
    **{name: name for name in ("coth", "exp", "ln", "log", "max", "min")},
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "sgn": "sign",
    "det": "det",
}
SIGNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp"), ("*",)),
    "div": ("/",),
    **dict.fromkeys(("le", "leq", "leqslant"), ("<=",)),
    **dict.fromkeys(("ge", "geq", "geqslant"), (">=",)),
    **dict.fromkeys(("ne", "neq"), ("!=",)),
    "lt": ("<",),
    "gt": (">",),
    **dict.fromkeys(("to", "rightarrow", "mapsto", "longmapsto", "longrightarrow"), ("->",)),
    **dict.fromkeys(("bmod", "mod", "%"), ("%",)),
    **dict.fromkeys(("land", "wedge"), ("and",)),
    **dict.fromkeys(("lor", "vee"), ("or",)),
    **dict.fromkeys(("lnot", "neg"), ("not",)),
    "colon": (":",),
    **dict.fromkeys(("vert", "mid"), ("|",)),
    **dict.fromkeys(("|", "Vert", "lVert", "rVert"), ("|", "|")),
    "coloneqq": (":=",),
}
FENCES = {
    "lvert": "Abs(",
    "rvert": ")",
    "lfloor": "floor(",
    "rfloor": ")",
    "lceil": "ceiling(",
    "rceil": ")",
    "langle": "<",
    "rangle": ">",
    "lparen": "(",
    "rparen": ")",
    "lbrack": "[",
    "rbrack": "]",
}
SKIPPED = frozenset(
    {",", ";", ":", "!", " ", "quad", "qquad", "displaystyle", "textstyle", "limits", "nolimits",
     "thinspace", "enspace", "hfill", "nonumber"}
)  # fmt: skip
WORDS = frozenset(
    {"text", "textrm", "textit", "textbf", "mathrm", "mathit", "mathbf", "mathsf", "mathbb",
     "boldsymbol", "bm", "operatorname", "mbox"}
)  # fmt: skip
ACCENTS = frozenset(
    {"hat", "bar", "vec", "tilde", "dot", "ddot", "overline", "widehat", "underline"}
)
NOT_YET = {
    **dict.fromkeys(("sum", "prod"), "sums and products over an index"),
    **dict.fromkeys(("int", "iint", "oint"), "integrals"),
    **dict.fromkeys(("partial", "nabla", "prime"), "derivatives"),
    "lim": "limits",
    "dagger": "adjoints (write conj(A.T))",
    "operatorname*": "operators with limits",
    "circ": "compositions of functions",
    "infty": "infinite values",
    **dict.fromkeys(("dots", "ldots", "cdots"), "lists that go on"),
    **dict.fromkeys(("in", "forall", "exists"), "statements about sets"),
    **dict.fromkeys(("pm", "mp"), "two formulas in one (ask about one at a time)"),
    **dict.fromkeys(("Re", "Im"), "complex numbers"),
    "binom": "binomials",
}
