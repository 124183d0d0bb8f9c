"use strict";
// The search, and the box on the first page. Everything else works without a script.
(() => {
  const up = document.body.dataset.up;
  const box = document.getElementById("find");
  const panel = document.getElementById("found");
  const said = panel.querySelector("p");
  const list = panel.querySelector("ol");
  const most = 12;
  let index = null;
  let loading = null;

  function load(name) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${up}assets/${name}`;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  const idle = new Set(("a an and are as at be but by do does how in is it of on or the to what when "
    + "which why with").split(" "));

  function begin() {
    loading ??= Promise.all([load("minisearch.js"), load("pages.js")]).then(() => {
      index = new MiniSearch({
        fields: ["title", "names", "says", "words"],
        storeFields: ["path", "title", "kind", "says"],
        processTerm: (term) => (idle.has(term.toLowerCase()) ? null : term.toLowerCase()),
      });
      index.addAll(symlinPages);
      show();
    });
  }

  const weights = { Operator: 1.3, Question: 1.1, Guide: 1, Change: 0.2 };

  function found(text) {
    const query = text.trim().toLowerCase();
    const options = {
      boost: { title: 4, names: 3, says: 1.5 },
      prefix: (term) => term.length > 2,
      combineWith: "AND",
      weights: { fuzzy: 0.2, prefix: 0.4 },
      boostDocument: (id, term, page) =>
        (page.title.toLowerCase() === query ? 20 : 1) * weights[page.kind],
    };
    // A misspelt word is looked for only where nothing has it as it is typed.
    for (const more of [{}, { fuzzy: 0.25 }, { fuzzy: 0.25, combineWith: "OR" }]) {
      const pages = index.search(query, { ...options, ...more });
      if (pages.length) return pages;
    }
    return [];
  }

  function row(page) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = up + page.path;
    link.textContent = page.title;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = page.kind;
    const says = document.createElement("span");
    says.className = "says";
    says.textContent = page.says;
    item.append(link, kind, says);
    return item;
  }

  function show() {
    const text = box.value;
    panel.hidden = !text.trim();
    if (panel.hidden) return;
    if (!index) {
      said.textContent = "Loading";
      begin();
      return;
    }
    const pages = found(text);
    const shown = pages.slice(0, most);
    said.textContent = pages.length > most ? `${most} of ${pages.length} found`
      : `${pages.length || "Nothing"} found`;
    list.replaceChildren(...shown.map(row));
  }

  function step(event) {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      panel.hidden = true;
      box.focus();
    } else if (event.key === "ArrowDown" && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (links[at - 1] || box).focus();
    } else if (event.key === "Enter" && document.activeElement === box && links.length) {
      links[0].click();
    } else {
      return;
    }
    event.preventDefault();
  }

  const search = box.closest("search");
  search.hidden = false;
  box.addEventListener("focus", begin);
  box.addEventListener("input", show);
  search.addEventListener("keydown", step);
  search.addEventListener("focusin", show);
  list.addEventListener("click", () => { panel.hidden = true; });
  document.addEventListener("click", (event) => {
    if (!search.contains(event.target)) panel.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
    }
  });

  const menu = document.querySelector('#menu [aria-current="page"]');
  if (menu) menu.scrollIntoView({ block: "nearest" });
  for (const side of document.querySelectorAll("nav[popover]")) {
    side.addEventListener("click", (event) => {
      if (event.target.closest("a") && side.matches(":popover-open")) side.hidePopover();
    });
  }

  const ask = document.querySelector("[data-ask]");
  if (ask) {
    const question = ask.querySelector("input");
    const button = ask.querySelector("a");
    const address = () => {
      const text = question.value.trim() || question.placeholder;
      return `${up}${ask.dataset.ask}#q=${encodeURIComponent(text)}`;
    };
    const keep = () => { button.href = address(); };
    question.addEventListener("input", keep);
    question.addEventListener("keydown", (event) => {
      if (event.key === "Enter") location.href = address();
    });
    keep();
  }
})();
