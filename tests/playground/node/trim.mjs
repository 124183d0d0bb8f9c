// Leaves out of a shared library what nobody calls: trim.mjs BINARYEN OUT LIBRARY... -- CALLER...
// A library keeps what another of them or a caller imports, and what the loader itself asks for.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [binaryen, out, ...rest] = process.argv.slice(2);
const cut = rest.indexOf("--");
const libraries = rest.slice(0, cut);
const callers = rest.slice(cut + 1);
const opened = (path) => new WebAssembly.Module(readFileSync(path));
const wanted = new Set();
for (const path of [...libraries, ...callers]) {
  for (const { name } of WebAssembly.Module.imports(opened(path))) wanted.add(name);
}
const FEATURES = ["bulk-memory", "bulk-memory-opt", "mutable-globals", "sign-ext",
  "nontrapping-float-to-int", "simd", "reference-types", "multivalue", "exception-handling"];
for (const path of libraries) {
  const kept = WebAssembly.Module.exports(opened(path)).map(({ name }) => name)
    .filter((name) => wanted.has(name) || /^__wasm|^_initialize/.test(name));
  const graph = [{ name: "outside", root: true, reaches: kept },
    ...kept.map((name) => ({ name, export: name }))];
  const graphFile = join(out, `${basename(path)}.json`);
  writeFileSync(graphFile, JSON.stringify(graph));
  const done = spawnSync(process.execPath, [join(binaryen, "bin/wasm-metadce"), path,
    "--graph-file", graphFile, ...FEATURES.map((f) => `--enable-${f}`),
    "-o", join(out, basename(path))], { stdio: ["ignore", "ignore", "inherit"] });
  if (done.status !== 0) process.exit(1);
  if (WebAssembly.Module.customSections(opened(join(out, basename(path))), "dylink.0").length !== 1) {
    console.error(`${path}: no longer a library`);
    process.exit(1);
  }
}
