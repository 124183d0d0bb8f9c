"use strict";
// The page on which one asks: what stands in its fields goes to the worker, what comes back is shown.
(() => {
  const NAMES = ["q", "equiv", "inputs", "given", "assume", "shape", "space", "seconds"];
  const USUAL = 30;
  const $ = (id) => document.getElementById(id);
  const field = Object.fromEntries(NAMES.map((name) => [name, $(name)]));
  const [state, wrong, answer, check, stop] = ["state", "wrong", "answer", "check", "stop"].map($);
  const pages = new Set([...$("names").options].map((option) => option.value));
  let worker = null;
  let ready = false;
  let asked = null;      // the question that is being answered
  let shown = false;     // whether its answer stands below already
  let begun = 0;
  let limit = 0;
  let clock = 0;
  let words = "";
  let ours = "";         // the hash that this page wrote itself

  // ---- what stands in the fields, and in the address ----

  function fields() {
    const found = {};
    for (const name of NAMES) {
      const text = field[name].value.trim();
      if (text) found[name] = text;
    }
    return found;
  }

  function fill(question) {
    for (const name of NAMES) field[name].value = question[name] || "";
    summary();
  }

  function fromAddress() {
    const found = {};
    for (const part of location.hash.slice(1).split("&")) {
      const [name, ...rest] = part.split("=");
      if (!NAMES.includes(name)) continue;
      let text = rest.join("=");
      try {
        text = decodeURIComponent(text);  // a plus sign is one: people write w*x+b there
      } catch { /* a stray percent sign stays what it is */ }
      found[name] = found[name] ? `${found[name]}\n${text}` : text;
    }
    return found;
  }

  function summary() {
    const set = NAMES.slice(1).filter((name) => field[name].value.trim())
      .map((name) => `${name === "equiv" ? "compare with" : name} ${
        field[name].value.trim().split("\n").join(", ")}`);
    $("set").textContent = set.join("; ") || "none set";
  }

  function remember(question) {
    const parts = Object.entries(question);
    ours = `#${parts.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join("&")}`;
    if (location.hash !== ours) history.pushState(null, "", ours);
  }

  // ---- states ----

  function say(text, share) {
    words = text;
    state.replaceChildren(text);
    if (share !== undefined) {
      const bar = document.createElement("progress");
      bar.value = share;
      bar.setAttribute("aria-label", "Loading");
      state.append(bar);
    }
  }

  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

  function tick() {
    if (asked && ready && !state.querySelector("progress")) state.textContent = `${words} (${seconds()})`;
  }

  function busy(question) {
    asked = question;
    check.disabled = question !== null;
    stop.disabled = question === null;
    clearInterval(clock);
    clearTimeout(limit);
    if (question) clock = setInterval(tick, 500);
  }

  // ---- the worker ----

  function lacking() {
    if (location.protocol === "file:") {
      return "This page needs a server, for a browser runs no program from a file. In the site's " +
        "folder, start one with: python -m http.server 8000, and open " +
        "http://localhost:8000/ask/ then.";
    }
    const wanted = { WebAssembly: "WebAssembly", Worker: "workers",
      DecompressionStream: "decompression" };
    const missing = Object.keys(wanted).filter((name) => !(name in window));
    return missing.length ? `This browser has no ${missing.map((n) => wanted[n]).join(", no ")}: ` +
      "a newer one can run symlin, and so can the command line." : "";
  }

  function wake() {
    if (worker) return;
    ready = false;
    worker = new Worker("worker.js", { type: "module" });
    const mine = worker;
    worker.onmessage = ({ data }) => { if (mine === worker) hear(data); };
    worker.onerror = (event) => {
      if (mine === worker) broken(event.message || "the program did not start");
    };
  }

  function end() {
    if (worker) worker.terminate();
    worker = null;
    ready = false;
  }

  function broken(what) {
    end();
    const memory = /memory|allocation|RangeError/i.test(what);
    const said = memory ? "Out of memory: nothing is known. A smaller question may be answered."
      : `The program in this page has ended: ${what}`;
    if (asked || !shown) failed(said);
  }

  function failed(text) {
    busy(null);
    say("");
    wrong.replaceChildren(paragraph(text));
    wrong.hidden = false;
    if (!shown) answer.hidden = true;
  }

  function hear(message) {
    if (message.loading) {
      const [got, all] = message.loading;
      if (asked) say(`Loading ${(got / 1e6).toFixed(1)} of ${(all / 1e6).toFixed(1)} MB`, got / all);
    }
    if (message.ready) {
      ready = true;
      if (asked) put();
    }
    if (message.state && asked) say(message.state);
    if (message.answer && asked) show(message.answer);
    if (message.picture && asked) picture(message.picture);
    if (message.numbers && asked) closing(message.numbers);
    if (message.wrong && asked) complain(message.wrong);
    if (message.broken) broken(message.broken);
    if (message.done && asked) {
      if (shown) say(`Done in ${seconds()}`);
      busy(null);
    }
  }

  function put() {
    begun = performance.now();
    const most = 1.5 * (Number(asked.seconds) || USUAL) + 5;
    limit = setTimeout(() => halt(`Stopped after ${most.toFixed(0)} s, the limit of this page.`),
      most * 1000);
    say("Looking for a proof");
    worker.postMessage(asked);
  }

  function halt(why) {
    if (!asked) return;
    end();
    const rest = shown ? " The answer below is certified; the numbers were not tried to the end."
      : " Nothing is known.";
    busy(null);
    say(why + rest);
    if (!shown) answer.hidden = true;
    wake();
  }

  // ---- asking ----

  function ask() {
    const question = fields();
    wrong.hidden = true;
    if (!question.q) {
      failed("Type an operator first, such as relu(w*x + b).");
      field.q.focus();
      return;
    }
    remember(question);
    shown = false;
    if (pages.has(question.q) && Object.keys(question).length === 1 && location.protocol !== "file:") {
      ofTheSite(question);
      return;
    }
    run(question);
  }

  function run(question) {
    if (asked) end();
    answer.classList.add("old");
    busy(question);
    say(worker ? "Starting" : "Loading");
    wake();
    if (ready) put();
  }

  // The site has a page about it: that is there at once, and says the same.
  async function ofTheSite(question) {
    const place = `../operators/${encodeURIComponent(question.q)}.html`;
    let main;
    try {
      const found = await fetch(place);
      if (!found.ok) throw new Error(found.status);
      const parsed = new DOMParser().parseFromString(await found.text(), "text/html");
      main = parsed.querySelector("main");
      main.querySelectorAll("nav, script").forEach((node) => node.remove());
      for (const [name, selector] of [["src", "[src]"], ["href", "[href]"]]) {
        main.querySelectorAll(selector).forEach((node) => {
          const value = node.getAttribute(name);
          if (!/^(#|[a-z]+:)/i.test(value)) node.setAttribute(name, `../operators/${value}`);
        });
      }
      main.querySelectorAll("h1").forEach((node) => node.remove());
    } catch {
      run(question);
      return;
    }
    const title = document.createElement("p");
    title.className = "asked";
    const link = document.createElement("a");
    link.href = place;
    link.textContent = question.q;
    title.append(link, ": this site has a page about it, which is shown here. ");
    const again = button("Decide it anew", () => run(question));
    title.append(again);
    answer.replaceChildren(title, ...main.childNodes);
    answer.classList.remove("old");
    answer.hidden = false;
    shown = true;
    say("");
  }

  // ---- what is shown ----

  function paragraph(text) {
    const made = document.createElement("p");
    made.textContent = text;
    return made;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function complain({ message, placed, suggestions = [] }) {
    const text = document.createElement("pre");
    text.textContent = message;
    if (placed) text.className = "placed";
    wrong.replaceChildren(text);
    if (suggestions.length) {
      const row = document.createElement("div");
      row.className = "try";
      row.append("Try ");
      for (const one of suggestions) {
        row.append(button(one, () => {
          field.q.value = one;
          ask();
        }));
      }
      wrong.append(row);
    }
    wrong.hidden = false;
    if (!shown) {
      answer.hidden = true;
      say("");
    }
  }

  function copyable(title, text) {
    const box = document.createElement("div");
    box.className = "copy";
    const code = document.createElement("pre");
    code.tabIndex = 0;
    code.setAttribute("aria-label", title);
    code.textContent = text;
    const copy = button("Copy", async () => {
      try {
        await navigator.clipboard.writeText(text);
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(code);
        copy.textContent = "Selected";
      }
    });
    box.append(code, copy);
    return box;
  }

  function show(found) {
    const drawn = shown && answer.querySelector("figure.drawn");
    const title = document.createElement("p");
    title.className = "asked";
    title.textContent = asked.equiv ? `${asked.q} = ${asked.equiv} ?` : asked.q;
    const body = document.createElement("div");
    body.innerHTML = found.html;  // made by symlin, which escapes what was typed
    for (const link of body.querySelectorAll('a[href^="#certificate-"]')) {
      download(link, found.certificates);
    }
    const again = document.createElement("h2");
    again.textContent = "Ask it again";
    const share = document.createElement("p");
    const link = document.createElement("a");
    link.href = ours;
    link.textContent = "A link that asks this question";
    share.append(link, "; on the command line, and in Python:");
    const printed = document.createElement("details");
    const summaryLine = document.createElement("summary");
    summaryLine.textContent = "What the command line prints";
    const text = document.createElement("pre");
    text.tabIndex = 0;
    text.id = "printed";
    text.textContent = found.text;
    printed.append(summaryLine, text);
    answer.replaceChildren(title, body, again, share, copyable("Command", found.command),
      copyable("Python", found.python), ...(asked.equiv ? [] : [printed]));
    if (drawn) beside(drawn);
    answer.classList.remove("old");
    answer.dataset.status = found.style;
    answer.dataset.final = String(Boolean(found.final));
    answer.hidden = false;
    shown = true;
  }

  function closing({ text, undone }) {
    $("printed").textContent = text;
    if (undone) answer.append(paragraph(`Numbers were not tried: ${undone}.`));
    answer.dataset.final = "true";
  }

  function download(link, certificates) {
    const law = link.getAttribute("href").slice("#certificate-".length);
    const text = certificates[law];
    if (text === undefined) return;
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `certificate-${law}.json`;
  }

  function beside(figure) {
    const verdict = answer.querySelector(".verdict");
    (verdict || answer.firstChild).after(figure);
  }

  function picture({ svg, alt }) {
    const figure = document.createElement("figure");
    figure.className = "drawn";
    const image = document.createElement("img");
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    image.alt = alt;
    figure.append(image);
    beside(figure);
  }

  // ---- the page ----

  function open(question) {
    fill(question);
    if (question.q) ask();
  }

  check.addEventListener("click", ask);
  stop.addEventListener("click", () => halt(`Stopped after ${seconds()}.`));
  for (const name of NAMES) {
    field[name].addEventListener("input", summary);
    field[name].addEventListener("keydown", (event) => {
      const enters = event.key === "Enter" && (event.ctrlKey || field[name].tagName === "INPUT");
      if (enters && !event.isComposing) {
        event.preventDefault();
        ask();
      }
    });
  }
  window.addEventListener("hashchange", () => {
    if (location.hash !== ours) open(fromAddress());
  });
  window.addEventListener("popstate", () => {
    if (location.hash !== ours && location.hash) open(fromAddress());
  });

  $("ask").hidden = false;
  const reason = lacking();
  if (reason) {
    fill(fromAddress());
    failed(reason);
    check.disabled = true;
    return;
  }
  field.q.addEventListener("input", wake, { once: true });
  if ("serviceWorker" in navigator && window.isSecureContext) {
    navigator.serviceWorker.register("service.js").then(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const about = await (await fetch("runtime.json")).json();
      active.postMessage(Object.values(about.files).map(({ path }) => path.split("/").pop()));
    }).catch(() => {});  // without it the page works as well, with a network
  }
  open(fromAddress());
})();
