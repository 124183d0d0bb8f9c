"""Texts of which nobody can say whether a name in them is a function: refused, with both readings.

Every function raises `InputError`, or returns where there is nothing to ask.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import NoReturn

from symlin.language.declared import default_inputs
from symlin.language.tokens import Change, fail
from symlin.reading.functions.certain import ALWAYS, FIELDS, INDEX, Functions
from symlin.reading.functions.header import FunctionHeader
from symlin.reading.functions.marks import PRIME, PRIMED
from symlin.reading.functions.words import Scan, is_letter
from symlin.reading.names import is_known

_FLAT = {"sum": "Sum", "symsum": "Sum", "int": "Integral", "integral": "Integral"}
"""Names under which sums and integrals go elsewhere."""


def refuse_undeclared(scan: Scan, header: FunctionHeader, text: str) -> None:
    """f(x) = h(x - 1), with no word about h: a shift, or a product?"""
    variables = header.variables or ()
    for use in scan.uses:
        name = use.name
        if not use.opening or use.mark or not is_letter(name) or is_known(name):
            continue
        if name in variables or name in header.parameters or name in scan.bound:
            continue
        opening, closing = scan.tokens[use.opening], scan.tokens[use.closing]
        place = text[opening.at : closing.end]
        head = f"T({name})({', '.join(variables)}) = "
        first, word = scan.tokens[0].at, scan.tokens[use.word]
        fail(
            f"{name}{place}: write {name}*{place} for a product; for an unknown function {head}...",
            text,
            word.at,
            Change(word.at, closing.end, f"{name}*{place}"),
            Change(0, first, head),
        )


def refuse_powers(scan: Scan, variables: Collection[str], functions: Collection[str]) -> None:
    """x^2(t): (x(t))^2, or a product?"""
    tokens = scan.tokens
    for k in range(len(tokens) - 4):
        name, raised = tokens[k], tokens[k + 2].kind
        is_power = name.kind == "name" and tokens[k + 1].kind == "^" and raised in ("number", "(")
        if not is_power or not is_letter(name.text) or name.text == "e":
            continue
        opening = scan.partner.get(k + 2, k + 2) + 1
        if opening not in scan.partner or tokens[opening].kind not in ("(", "["):
            continue
        inside = tokens[opening + 1 : scan.partner[opening]]
        plain = len(inside) == 1 and inside[0].text in INDEX | set(variables)
        is_function = name.text in functions or name.text in ALWAYS
        taken = name.text in variables or name.text in scan.bound or is_known(name.text)
        if not taken and (plain or is_function or tokens[opening].kind == "["):
            _refuse_power(scan, k, opening, is_function)


def _refuse_power(scan: Scan, first: int, opening: int, is_function: bool) -> NoReturn:
    text, tokens = scan.text, scan.tokens
    at, end = tokens[first].at, tokens[scan.partner[opening]].end
    word, place = text[at : tokens[first].end], text[tokens[opening].at : end]
    power = text[tokens[first + 1].at : tokens[opening].at].strip() or "^2"
    new = [f"{word}{place}{power}"]
    if is_function:
        new += [f"{word}({word}{place})"] if power in ("^2", "²") else []
    elif place[0] == "(":
        new.append(f"{word}{power}*{place}")
    changes = (Change(at, end, one) for one in new)
    fail(f"{text[at:end]}: write {' or '.join(new)}", text, at, *changes)


def refuse_partials(scan: Scan, text: str, declared: Collection[str]) -> None:
    """u_t beside u: a derivative, or a name with an index?"""
    names = scan.names()
    for use in scan.uses:
        word = scan.tokens[use.word]
        beside = use.name in names and use.name in FIELDS and use.mark[:1] == "_"
        if not beside or word.text in declared or len(use.mark) != 2:
            continue
        letter = use.mark[1]
        new = f"Derivative({use.name}({letter}), {letter})"
        inputs = ", ".join(default_inputs([*names - {word.text}])) or use.name
        head = f"f({inputs}; {word.text}) = "
        first = scan.tokens[0].at
        fail(
            f"{word.text}: write {new} for a derivative, or declare the name: {head}...",
            text,
            word.at,
            Change(word.at, word.end, new),
            *((Change(first, first, head),) if not text[:first].strip() else ()),
        )


def refuse_differentials(scan: Scan, text: str, declared: Collection[str]) -> None:
    """x(t) dt: what is under an integral?"""
    for before, token in pairwise(scan.tokens):
        word = token.text
        is_one = token.kind == "name" and len(word) == 2 and word[0] == "d" and word[1].isalpha()
        if is_one and word not in declared and before.kind not in ("/", "*"):
            of = f"(x({word[1]}), ({word[1]}, 0, 1))"
            fail(f"{word}: an integral is written Integral{of}", text, token.at)


def refuse_indices(scan: Scan, text: str) -> None:
    """b_k under a sum over k: a sequence, and no constant."""
    for token in scan.tokens:
        name, _, index = token.text.partition("_")
        if token.kind == "name" and name and index in scan.bound:
            new = f"{name}[{index}]"
            message = f"{token.text} depends on {index}: write {new}"
            fail(message, text, token.at, Change(token.at, token.end, new))


def refuse_joined(scan: Scan, text: str, declared: Collection[str]) -> None:
    """xy' in x^2*y'' + xy' = 0: a product, or one function?"""
    for use in scan.uses:
        name, word = use.name, scan.tokens[use.word]
        two_letters = len(name) == 2 and name.isascii() and name.isalpha()
        if not two_letters or use.mark[:1] != PRIME or is_letter(name) or name in declared:
            continue
        new = f"{name[0]}*{name[1]}{use.mark}"
        end = word.end + len(use.mark)
        message = f"{name}{use.mark}: write {new} for a product; for one function --inputs {name}"
        fail(message, text, word.at, Change(word.at, end, new))


def refuse_own_place(scan: Scan, text: str, bare: Collection[str]) -> None:
    """y(1 - y/K) beside y', where y stands alone: a product."""
    for use in scan.uses:
        if not use.opening or use.name not in bare or scan.is_square(use):
            continue
        inside = scan.tokens[use.opening + 1 : use.closing]
        own = any(
            token.text == use.name and after.kind not in ("(", PRIMED)
            for token, after in pairwise((*inside, scan.tokens[use.closing]))
        )
        if own:
            word, opening = scan.tokens[use.word], scan.tokens[use.opening]
            place = text[opening.at : scan.tokens[use.closing].end]
            name = text[word.at : opening.at].rstrip()
            message = f"{name}{place}: write {name}*{place} for a product"
            fail(message, text, word.at, Change(word.at, opening.at, f"{name}*"))


def refuse_convolution(scan: Scan, variables: Collection[str], text: str) -> None:
    """y(t) = (x*h)(t): a convolution is no product of numbers."""
    tokens = scan.tokens
    for opening, closing in scan.partner.items():
        after = scan.partner.get(closing + 1)
        if tokens[opening].kind != "(" or after is None:
            continue
        place = [token.text for token in tokens[closing + 2 : after]]
        inside = tokens[opening + 1 : closing]
        product = [token.kind for token in inside] == ["name", "*", "name"]
        if product and len(place) == 1 and place[0] in (variables or INDEX):
            x, h = inside[0].text, inside[2].text
            form = f"Sum({x}[k]*{h}[{place[0]}-k], (k, -oo, oo))"
            if tokens[closing + 1].kind == "(":
                form = f"Integral({x}(s)*{h}({place[0]}-s), (s, -oo, oo))"
            at, end = tokens[opening].at, tokens[after].end
            message = f"{text[at:end]}: write {form} for a convolution"
            times = f"{x}*{h}*{place[0]}"
            message += "" if variables else f", or {times}"
            new = (form,) if variables else (form, times)
            fail(message, text, at, *(Change(at, end, one) for one in new))


def refuse_delta(scan: Scan, text: str, functions: Functions) -> None:
    """Δu and Δx[n]: a Laplacian, a difference, or a factor?"""
    for delta, after in pairwise(scan.tokens):
        if text[delta.at : delta.end] not in ("Δ", "\\Delta") or after.text not in functions.names:
            continue
        name, written = after.text, text[delta.at : after.end]
        new = f"Delta*{name}"
        message = f"{written}: write u_xx + u_yy or x[n] - x[n-1], as it is meant; or {new}"
        fail(message, text, delta.at, Change(delta.at, after.end, new))


def refuse_flat_sums(scan: Scan, text: str, functions: Functions) -> None:
    """sum(x[k], k, 0, n) and int(x(s), s, 0, t): the limits stand in brackets of their own."""
    for k, opening in enumerate(scan.tokens[1:]):
        kind = _FLAT.get(scan.tokens[k].text)
        if kind is None or opening.kind != "(" or k + 1 not in scan.partner:
            continue
        commas = [*scan.commas(k + 1, scan.partner[k + 1]), scan.partner[k + 1]]
        if len(commas) not in (2, 4):
            continue
        first, second = scan.tokens[commas[0] + 1 : commas[0] + 3]
        flat = len(commas) == 4 and first.kind == "name" and second.kind == ","
        if not flat and not (len(commas) == 2 and first.kind == "("):
            continue
        at, end = scan.tokens[k].at, scan.tokens[commas[-1]].end
        body = text[opening.end : scan.tokens[commas[0]].at].strip()
        limits = text[first.at : scan.tokens[commas[-1]].at].strip()
        new = f"{kind}({body}, {f'({limits})' if flat else limits})"
        if functions.names & {token.text for token in scan.tokens[k + 2 : commas[0]]}:
            fail(f"{text[at:end]}: write {new}", text, at, Change(at, end, new))


def refuse_quadratic(scan: Scan, text: str) -> None:
    """x'*A*x and x'x: a derivative, or a vector written as a row?"""
    tokens = scan.tokens
    if any(token.kind == "=" for token in tokens):
        return
    for k in range(len(tokens) - 2):
        name, prime = tokens[k], tokens[k + 1]
        if prime.kind != PRIMED or name.kind != "name" or tokens[k + 2].kind in (PRIMED, "(", "["):
            continue
        factors = [token for token in tokens[k + 2 : k + 7] if token.kind != "*"]
        between = factors[:1] if factors[0].text.isupper() and len(factors[0].text) == 1 else []
        last = factors[len(between)] if len(factors) > len(between) else prime
        if last.text != name.text or not (between or name.text == "x"):
            continue
        head, first = f"T({name.text}: R^3) = ", tokens[0].at
        new = f"{name.text}'(t)"
        fail(
            f"{name.text}': write {new} for the derivative; of a vector {head}...",
            text,
            name.at,
            Change(name.at, prime.end, new),
            *((Change(first, first, head),) if not text[:first].strip() else ()),
        )


def refuse_primes(scan: Scan, text: str) -> None:
    """(x*y)': the derivative of what, and by what?"""
    prime = next((token for token in scan.tokens if token.kind == PRIMED), None)
    if prime is not None:
        message = "a prime stands behind a function's name: write x'(t), or for the derivative"
        rest = "; for a transpose give sizes, as in T(A: 2x2) = ..."
        fail(f"{message} of a formula Derivative(x(t)**2, t){rest}", text, prime.at)


def refuse_without_function(scan: Scan, text: str) -> None:
    """Integral(f, (s, 0, 1)): of what function?"""
    for opening, _ in scan.inside:
        binder = scan.tokens[opening - 1]
        if is_known(binder.text):
            continue
        body, after = scan.tokens[opening + 1 : opening + 3]
        variable = next(iter(sorted(scan.bound | scan.variables)), "t")
        changes: tuple[Change, ...] = ()
        message = f"{binder.text} of what function? none is in this text"
        alone = body.kind == "name" and after.kind == "," and body.text != variable
        if is_letter(body.text) and alone:
            new = f"{body.text}({variable})"
            changes = (Change(body.at, body.end, new),)
            message += f": write {new}"
        fail(message, text, binder.at, *changes)
