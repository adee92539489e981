// Alles, was die Seiten mit JavaScript bequemer macht. Ohne JavaScript fehlt nur die Suche und der Farbschalter.
"use strict";
(function () {
  const root = document.documentElement;

  // ---- Farbschema
  const button = document.querySelector("[data-af=scheme]");
  if (button) {
    const dark = () => root.dataset.farbe
      ? root.dataset.farbe === "dunkel"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const label = () => { button.textContent = dark() ? "Hell" : "Dunkel"; };
    button.setAttribute("aria-description", "Farbschema wechseln");
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      const next = dark() ? "hell" : "dunkel";
      root.dataset.farbe = next;
      try { localStorage.setItem("farbschema", next); } catch (blocked) { /* gilt dann nur auf dieser Seite */ }
      label();
    });
  }

  // ---- Breite Tabellen lassen sich auf schmalen Bildschirmen auch mit der Tastatur schieben
  const reachable = () => {
    for (const table of document.querySelectorAll(".md-typeset table:not([class])")) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  };
  reachable();
  addEventListener("resize", reachable);

  // ---- Eine Tabelle ohne eigenen Namen wird mit der Überschrift vorgelesen, unter der sie steht
  let above = null;
  for (const part of document.querySelectorAll("main :is(h1, h2, h3, h4)[id], main table")) {
    if (part.localName !== "table") above = part;
    else if (above && !part.caption && !part.hasAttribute("aria-label")) part.setAttribute("aria-labelledby", above.id);
  }

  // ---- Knöpfe zum Kopieren: Was geschah, steht auf dem Knopf und wird vorgelesen
  const said = document.createElement("p");
  said.className = "af-said";
  said.setAttribute("role", "status");
  if (document.querySelector("button[data-copy], button[data-copy-from]")) document.querySelector("main").append(said);
  for (const copy of document.querySelectorAll("button[data-copy], button[data-copy-from]")) {
    if (!navigator.clipboard) continue;
    copy.hidden = false;
    const before = copy.textContent;
    copy.addEventListener("click", async () => {
      const { copyFrom, copy: what } = copy.dataset;
      const text = copyFrom ? document.getElementById(copyFrom).textContent
        : what.startsWith("#") ? new URL(what, location.href).href : what;
      let told = "Kopiert";
      try { await navigator.clipboard.writeText(text); } catch (refused) { told = "Kopieren ging nicht. Bitte markieren Sie den Text."; }
      copy.textContent = said.textContent = told;
      setTimeout(() => { copy.textContent = before; said.textContent = ""; }, 2000);
    });
  }

  // ---- Was heute gilt: nur der Tag zählt, darum stimmt der Satz bis Mitternacht; reichen die Angaben nicht so weit, steht nichts da
  for (const line of document.querySelectorAll("p[data-hours]")) {
    const hours = JSON.parse(line.dataset.hours);
    const today = new Date().toLocaleDateString("sv-SE", { timeZone: hours.zone });
    if (today > hours.until) continue;
    const weekday = (new Date(`${today}T12:00:00Z`).getUTCDay() + 6) % 7;
    line.textContent = `Heute antworten wir ${hours.days[today] ?? hours.week[weekday] ?? "nicht"}.`;
  }

  // ---- Suche: lädt die Verzeichnisse als Skript, damit sie auch von einem Netzlaufwerk aus geht
  const form = document.querySelector("form[data-af=search]");
  if (!form) return;
  const input = form.querySelector("input[type=search]");
  const output = document.querySelector("[data-af=results]");
  const status = document.querySelector("[data-af=status]");
  const base = form.dataset.base;
  const wanted = { loaded: new Set(), documents: [] };
  window.amtsfunkIndex = (documents) => { wanted.documents.push(...documents); };

  const load = (name) => wanted.loaded.has(name) ? Promise.resolve() : new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = base + name;
    script.onload = () => { wanted.loaded.add(name); done(); };
    script.onerror = () => failed(new Error(name));
    document.head.append(script);
  });

  const excerpt = (text, wanted) => {
    const { words } = window.amtsfunkFalten;
    let at = 0;
    for (const token of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      const folded = words(token[0]).join(" ");
      if (wanted.some((matches) => matches(folded))) { at = Math.max(0, token.index - 60); break; }
    }
    return (at > 0 ? "… " : "") + text.slice(at, at + 180).trim() + (at + 180 < text.length ? " …" : "");
  };

  const show = (found, matchers) => {
    output.replaceChildren(...found.slice(0, 50).map((hit) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = base + hit.l;
      link.textContent = hit.d ? `${hit.t} (${hit.d})` : hit.t;
      const text = document.createElement("p");
      text.textContent = excerpt(hit.x, matchers);
      item.append(link, text);
      return item;
    }));
    status.textContent = found.length === 0 ? "Nichts gefunden. Versuchen Sie es mit einem anderen oder kürzeren Wort."
      : found.length === 1 ? "Ein Treffer" : `${found.length} Treffer` + (found.length > 50 ? ", die ersten 50:" : "");
  };

  const search = async () => {
    if (input.value.trim() === "") { output.replaceChildren(); status.textContent = ""; return; }
    const names = ["assets/amtsfunk/falten.js", form.dataset.index];
    for (const year of form.querySelectorAll("input[name=jahr]:checked")) names.push(year.value);
    try {
      await Promise.all(names.map(load));
    } catch (missing) {
      status.textContent = "Die Suche ist gerade nicht erreichbar. Bitte versuchen Sie es später noch einmal.";
      return;
    }
    const folding = window.amtsfunkFalten;
    const words = folding.words(input.value).filter((word) => word.length > 1);
    const matchers = words.map(folding.matcher);
    const rank = (hit) => {
      const title = ` ${folding.words(hit.t).join(" ")} `;
      const body = ` ${hit.w} `;
      return matchers.filter((matches) => matches(title)).length * 2 + words.filter((word) => body.includes(` ${word} `)).length;
    };
    const found = words.length === 0 ? [] : wanted.documents
      .filter((hit) => matchers.every((matches) => matches(hit.w)))
      .map((hit) => ({ hit, rank: rank(hit) }))
      .sort((a, b) => b.rank - a.rank)
      .map((h) => h.hit);
    show(found, matchers);
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "#q=" + encodeURIComponent(input.value));
    search();
  });
  const asked = /^#q=(.*)$/.exec(location.hash);
  if (asked) {
    try { input.value = decodeURIComponent(asked[1]); } catch (mistyped) { input.value = asked[1]; }
    search();
  }
})();
