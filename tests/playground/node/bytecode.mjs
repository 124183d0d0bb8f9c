// Compiles Python's sources with the very Python that will run them: bytecode.mjs PYODIDE IN OUT
// Below IN lie the sources, below OUT what is made of them, by the same names: .pyc beside nothing.
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

const [pyodide, from, to] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(resolve(pyodide), "pyodide.mjs")));
const python = await loadPyodide({ indexURL: `${resolve(pyodide)}/` });
for (const [inside, outside] of [["/from", from], ["/to", to]]) {
  python.FS.mkdirTree(inside);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: resolve(outside) }, inside);
}
python.runPython(`
import ast, importlib.util, os
from importlib._bootstrap_external import _code_to_hash_pyc

def without_docstrings(tree):  # which are for those who read; a blank, for some are added to
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            if ast.get_docstring(node, clean=False) is not None:
                node.body[0].value.value = " "
    return tree

def kept(path):  # those in which the catalog speaks, and what Pyodide makes objects of
    return path.startswith(("symlin/symlin/catalog", "stdlib/pyodide", "stdlib/_pyodide"))

def without_places(code):  # whoever reads a traceback has the sources; Hypothesis asks for them
    inner = tuple(without_places(c) if hasattr(c, "co_code") else c for c in code.co_consts)
    units = len(code.co_code) // 2  # each byte says of up to eight of them that they have no place
    table = bytes([255]) * (units // 8) + (bytes([247 + units % 8]) if units % 8 else b"")
    return code.replace(co_consts=inner, co_linetable=table)

for folder, folders, names in os.walk("/from"):
    folders.sort()
    for name in sorted(names):
        path = os.path.relpath(os.path.join(folder, name), "/from")
        with open(os.path.join(folder, name), "rb") as file:
            source = file.read()
        said = path.partition("/")[2]
        tree = ast.parse(source) if kept(path) else without_docstrings(ast.parse(source))
        code = compile(tree, said, "exec", dont_inherit=True, optimize=0)
        if not path.startswith("hypothesis/"):
            code = without_places(code)
        target = os.path.join("/to", path + "c")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))
`);
