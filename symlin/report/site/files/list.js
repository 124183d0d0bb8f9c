"use strict";
(() => {
  const box = document.getElementById("filter");
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
