"""What the page of benchmarks says around its tables."""

INTRODUCTION = """\
# symlin beside other tools

The same question to every tool: is this operator linear, for all inputs and all values of its
parameters? The answers are known, so they can be counted: *solved* (a definite answer, and
true), *wrong* (definite, and false), *undecided* (no answer within {timeout} s of processor
time, or no way to put the question).

Every run has a process of its own, all on one machine, and is limited in processor time and
memory. Times are processor time, with the operator's text being read and the question being
built, and without imports. They are given as ratios to symlin's, since seconds say more about a
machine than about a tool. *median*: of the ratios on the questions that both answered rightly.
*total*: of the sums on those questions. *total with undecided*: over all questions; what was
not tried any more counts with the whole limit.

What is asked of each tool:

- **symlin**: additivity, homogeneity, linear, affine, positive homogeneity and oddness, each
  with a certificate that the kernel has checked; the time is for all six. With parameters it
  must find the status "linear exactly if ..." where that is the truth. The numeric cross-check
  is switched off.
- **z3, cvc5**: the SMT-LIB scripts of `symlin export --to smtlib`, with default settings. *Both
  laws as written*: additivity in x and y, homogeneity in a and x. *Matrix form*: f(x) = A x
  with A read off at the unit vectors, which symlin's theory proposes; it is only asked where
  the inputs are unrestricted. exp, log, sin and cos are not translated (z3 has no decision
  procedure for them; cvc5 knows some of them, so more could be got out of it).
- **SymPy**: `simplify(f(x + y) - f(x) - f(y))` and `simplify(f(a*x) - a*f(x))`. 0 means that
  the law holds; a law counts as broken only if SymPy's own `equals(0)` says False.
- **CrossHair**: both laws as contracts of Python functions of floats, equal up to rounding;
  only "confirmed" and a counterexample count. It is made for programs with many branches, not
  for algebra.
- **Hypothesis alone**: both laws at {examples} drawn points, equal up to rounding. A test that
  passes is counted as the answer "linear", since that is how it is read, although it proves
  nothing.

The tools other than symlin need not find a condition on parameters: "not for all values" is
enough."""

STARVED = """\
**The machine was too busy for this run**: {count} runs were ended by the clock on the wall before
they had used their processor time. They count as undecided, which they might not be."""

AFTER = """\
The largest n solved, bold where it is the largest one tried, and the exponent of n with which
the processor time grows (least squares of log t over log n, for up to four of the largest sizes
solved; left out below three). A tool that gives no answer is not asked for larger sizes; symlin
is asked for all. Exponents near 0 say that the fixed costs still outweigh the rest. The text of
the dense pairs grows with n^2, and so does the number of pixels of an image."""

HOW = """\
    pip install -e .[dev] cvc5 crosshair-tool
    python -m tests.benchmarks -o docs/benchmarks.md

`--quick` takes a minute or two, `--corpus` and `--families` one half of it, `--timeout S`
another limit, `--tools symlin,z3-laws` some of the tools; one that is not installed is left
out, and the page says so. The exit code is 1 if symlin gave a wrong answer. The questions are
in `tests/corpus/operators.jsonl` and in `tests/benchmarks/families.py` and `networks.py`; a
ratio may differ by a factor of two between runs, a count by one or two where a run ends near
the limit."""
