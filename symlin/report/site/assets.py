"""The site's style and its script: search and filter, without any library."""

from __future__ import annotations

CSS = """\
:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1d1d1f; --soft: #5f6368; --line: #d9dce1; --tint: #f4f6f8;
  --link: #0057a8; --good: #00633f; --bad: #b3261e; --maybe: #7a4f00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181c; --text: #e8e8ea; --soft: #a5abb3; --line: #3a3f47; --tint: #20242a;
    --link: #8ec5ff; --good: #6fd6a7; --bad: #ff9d94; --maybe: #f2c46d;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 1.02rem/1.6 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, input:focus-visible, select:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .3rem .6rem; }
header { border-bottom: 1px solid var(--line); background: var(--tint); }
header nav, main, footer { max-width: 58rem; margin: 0 auto; padding: .8rem 1.1rem; }
header nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: baseline; }
header nav .home { font-weight: 700; text-decoration: none; color: var(--text); }
nav [aria-current] { font-weight: 700; text-decoration: none; color: var(--text); }
main.wide { max-width: 82rem; }
main > p, main > ul { max-width: 44rem; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 1rem 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.08rem; margin: 1.4rem 0 .4rem; }
.verdict { font-weight: 700; font-size: 1.15rem; margin: .4rem 0 1rem; }
.good { color: var(--good); } .bad { color: var(--bad); } .maybe { color: var(--maybe); }
pre, .formulas, .scroll { overflow-x: auto; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: .4rem;
  padding: .8rem 1rem; font-size: .88rem; line-height: 1.45; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
p code, li code { background: var(--tint); padding: .05em .3em; border-radius: .25em; }
.formulas { padding: .2rem 0 .2rem 1.4rem; }
.formula { margin: .35rem 0; }
math { font-size: 1.08em; } mtd { text-align: left; padding: .1em .5em .1em 0; }
figure { margin: 1rem 0; padding: .6rem; background: #ffffff; border: 1px solid var(--line);
  border-radius: .4rem; overflow-x: auto; }
figure img { display: block; width: 100%; height: auto; max-width: 52rem; margin: 0 auto; }
@media (max-width: 40rem) { figure img { min-width: 35rem; } }
table { border-collapse: collapse; font-size: .94rem; }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th[scope="row"] { position: sticky; left: 0; background: var(--ground); }
caption { text-align: left; color: var(--soft); padding-bottom: .4rem; }
footer { color: var(--soft); font-size: .88rem; border-top: 1px solid var(--line);
  margin-top: 3rem; }
.tools { display: flex; flex-wrap: wrap; gap: .8rem 1rem; margin: 1rem 0; align-items: end; }
.tools label { display: block; font-size: .88rem; color: var(--soft); }
.tools input, .tools select { font: inherit; height: 2.6rem; padding: .4rem .6rem;
  color: var(--text); background: var(--ground); border: 1px solid var(--soft);
  border-radius: .35rem; }
.tools .wide { flex: 1 1 17rem; } .tools .wide input { width: 100%; }
.list { list-style: none; padding: 0; max-width: none; }
.list li { padding: .65rem 0; border-bottom: 1px solid var(--line); }
.list .name { font-weight: 700; font-size: 1.05rem; margin-right: .7rem; }
.list p { margin: .1rem 0; }
.tags { color: var(--soft); font-size: .86rem; }
.list li[hidden] { display: none; }
"""

SCRIPT = """\
"use strict";
(() => {
  const box = document.getElementById("search");
  const verdict = document.getElementById("verdict");
  const family = document.getElementById("family");
  const count = document.getElementById("count");
  const rows = [...document.querySelectorAll(".list li[data-tags]")];
  const known = new Set(rows.flatMap((row) => row.dataset.tags.split(" ")));
  const idle = new Set(["but", "and", "is", "a", "an", "the", "with", "only"]);

  // "homogeneous but not additive" -> ["homogeneous", "not-additive"]
  function terms(text) {
    const words = text.toLowerCase().split(/[^a-z0-9_]+/).filter((w) => w && !idle.has(w));
    const found = [];
    for (let k = 0; k < words.length; k += 1) {
      let taken = false;
      for (let n = 4; n > 1 && !taken; n -= 1) {
        const tag = words.slice(k, k + n).join("-");
        if (k + n <= words.length && known.has(tag)) {
          found.push(tag);
          k += n - 1;
          taken = true;
        }
      }
      if (!taken) found.push(words[k]);
    }
    return found;
  }

  function matches(row, term) {
    const tags = row.dataset.tags.split(" ");
    return known.has(term) ? tags.includes(term) || row.dataset.words.split(" ").includes(term)
      : row.dataset.words.includes(term);
  }

  function update() {
    const wanted = terms(box.value);
    let shown = 0;
    for (const row of rows) {
      const fits = (!verdict.value || row.dataset.verdict === verdict.value)
        && (!family.value || row.dataset.family === family.value)
        && wanted.every((term) => matches(row, term));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = `${shown} of ${rows.length} operators`;
    const query = new URLSearchParams();
    if (box.value) query.set("q", box.value);
    if (verdict.value) query.set("verdict", verdict.value);
    if (family.value) query.set("family", family.value);
    const hash = query.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname);
  }

  const start = new URLSearchParams(location.hash.slice(1));
  box.value = start.get("q") || "";
  verdict.value = start.get("verdict") || "";
  family.value = start.get("family") || "";
  for (const control of [box, verdict, family]) control.addEventListener("input", update);
  document.querySelector(".tools").hidden = false;
  update();
})();
"""
