// Where symlin runs: beside the page, so that the page stays alive and can end it at any time.
// It is told a question (the fields of the page), and tells what symlin/playground/answer.py says.

const HOME = "/lib/packs";
const LIBRARIES = ["libgmp", "libmpfr", "libflint"];
const tell = (message) => self.postMessage(message);
const address = (name) => new URL(name, import.meta.url).href;

let files = {};
let expected = 0;
let received = 0;

function progress() {
  tell({ loading: [Math.min(received, expected), expected] });
}

// The bytes of a file as they come, unpacked unless a server has done that on the way.
async function stream(name) {
  const { path, size } = files[name];
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  const reader = response.body.getReader();
  let left = size;
  const count = (bytes) => {
    const step = Math.min(left, bytes.length);
    left -= step;
    received += step;
    progress();
  };
  const first = await reader.read();
  const head = first.value || new Uint8Array();
  count(head);
  const source = new ReadableStream({
    start(controller) { controller.enqueue(head); },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) {
        count(value);
        controller.enqueue(value);
        return;
      }
      received += left;
      left = 0;
      controller.close();
    },
  });
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  return packed ? source.pipeThrough(new DecompressionStream("gzip")) : source;
}

const bytes = async (name) => new Uint8Array(await new Response(await stream(name)).arrayBuffer());

// The files of a pack: eight digits, the table, and the bytes one after the other.
function* unpacked(data) {
  const text = new TextDecoder();
  const size = parseInt(text.decode(data.subarray(0, 8)), 16);
  let start = 8 + size;
  for (const [name, length] of JSON.parse(text.decode(data.subarray(8, start)))) {
    yield [name, data.subarray(start, start + length)];
    start += length;
  }
}

function place(FS, data) {
  const made = new Set();
  for (const [name, content] of unpacked(data)) {
    const path = `${HOME}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) FS.mkdirTree(folder);
    made.add(folder);
    FS.writeFile(path, content, { canOwn: true });
  }
}

// What Pyodide asks for by its own names comes out of packs.
function redirect(given) {
  const whole = self.fetch.bind(self);
  self.fetch = (input, options) => {
    const name = String(input.url || input).split("/").pop();
    return name in given ? given[name]() : whole(input, options);
  };
}

// A library is compiled while Python starts; what is loaded later by its bytes is that.
function compiledBefore(modules) {
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = async (binary, imports) => {
    const module = await modules.get(binary.byteLength);
    if (!module) return instantiate(binary, imports);
    return { module, instance: await instantiate(module, imports) };
  };
}

function fetchNow(name) {
  const { path, size, title } = files[name];
  tell({ state: `Loading ${title || name} (${(size / 1e6).toFixed(1)} MB)` });
  const request = new XMLHttpRequest();
  request.open("GET", address(path), false);
  request.responseType = "arraybuffer";
  try {
    request.send();
  } catch {
    return null;
  }
  return request.status === 200 ? new Uint8Array(request.response) : null;
}

async function start() {
  const manifest = await fetch(address("runtime.json"), { cache: "no-cache" });
  if (!manifest.ok) throw new Error(`runtime.json: ${manifest.status}`);
  const about = await manifest.json();
  files = about.files;
  expected = about.first.reduce((sum, name) => sum + files[name].size, 0);
  progress();
  const scripts = ["pyodide.js", "pyodide.asm.js"];
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    scripts.map(async (name) => {
      const found = await import(address(files[name].path));
      received += files[name].size;
      progress();
      return found;
    }));
  const modules = new Map();
  compiledBefore(modules);
  const flint = bytes("flint.pack").then((data) => {
    for (const [name, content] of unpacked(data)) {
      if (name.startsWith("python_flint.libs/")) {
        modules.set(content.byteLength, WebAssembly.compile(content));
      }
    }
    return data;
  });
  const own = bytes("symlin.pack");
  const all = Promise.all([flint, own]).catch(() => null);
  const headers = { "content-type": "application/wasm" };
  redirect({
    "pyodide.asm.wasm": async () => new Response(await stream("python.pack"), { headers }),
    "python_stdlib.zip": async () => new Response(await stream("stdlib.pack")),
  });
  all.then(() => tell({ state: "Starting" }));
  const python = await loadPyodide({
    indexURL: address("./"),
    stdLibURL: address("python_stdlib.zip"),
    lockFileContents: JSON.stringify(about.lock),
    createPyodideModule,
    env: { SYMPY_GROUND_TYPES: "python", HOME: "/home", PYTHONDONTWRITEBYTECODE: "1" },
    stdout: () => {},
    stderr: () => {},
  });
  place(python.FS, await flint);
  place(python.FS, await own);
  tell({ state: "Starting" });
  for (const library of LIBRARIES) {
    await python._api.loadDynlib(`${HOME}/python_flint.libs/${library}.so`);
  }
  python.runPython(`import sys; sys.path.insert(0, "${HOME}")`);
  return python.pyimport("symlin.playground.browser")
    .begin(HOME, JSON.stringify(about.packs), fetchNow);
}

const started = start();
started.then(() => tell({ ready: true }), (error) => tell({ broken: String(error.message || error) }));

self.onmessage = async ({ data }) => {
  let ask;
  try {
    ask = await started;
  } catch {
    return;
  }
  try {
    ask(JSON.stringify(data), (text) => tell(JSON.parse(text)));
    tell({ done: true });
  } catch (error) {
    tell({ broken: String(error.message || error) });
  }
};
