// Die Auswahl eines früheren Beitrags: Die neuesten stehen gleich zur Wahl, ältere findet man mit Wörtern oder ihrer
// Adresse. Die Liste aller Beiträge liegt als beitraege.js neben der Seite.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const { words, matcher } = window.amtsfunkFalten;
  const { earlier, others } = Amtsfunk.beitraege || { earlier: [], others: [] };
  const MOST = 50;
  const labels = new Map(earlier);
  let folded = null;

  /** Der Beitrag, dessen Adresse im Archiv oder dessen Datei jemand eingefügt hat; leer, wo es keinen gibt. */
  function addressed(text) {
    const found = /\/([a-z0-9-]+)(?:\.md|\/?(?:index\.html)?)$/.exec(text.split(/[?#]/)[0]) || /^([a-z0-9-]+)\.md$/.exec(text);
    return found && labels.has(found[1]) ? found[1] : "";
  }

  /** Beiträge, in deren Tag, Überschrift oder Dateinamen jedes Wort vorkommt, die neuesten zuerst. */
  function matching(text) {
    folded = folded || earlier.map(([id, label]) => ` ${words(`${label} ${id}`).join(" ")} `);
    const wanted = words(text).filter((word) => word.length > 1).map(matcher);
    return wanted.length ? earlier.filter((_, index) => wanted.every((fits) => fits(folded[index]))) : earlier;
  }

  function told(text, rows) {
    if (!text) return "";
    if (!rows.length) return `Kein Beitrag passt zu „${text}“. Versuchen Sie ein anderes oder kürzeres Wort.`;
    if (rows.length > MOST) return `${rows.length.toLocaleString("de-DE")} Beiträge passen. Oben zur Wahl stehen die ${MOST} neuesten davon; ein Wort mehr hilft.`;
    return rows.length === 1 ? "Ein Beitrag passt und steht jetzt oben zur Wahl." : `${rows.length} Beiträge passen und stehen jetzt oben zur Wahl.`;
  }

  /**
   * @param {HTMLSelectElement} select  mit einem ersten Eintrag für „keinen“
   * @param {function(string): void} tell
   * @returns {{name: string, begin: function(string): void}}  `begin`: von vorn, mit diesem Beitrag gewählt
   */
  function offer(select, tell) {
    const box = select.parentElement.querySelector("[data-af=find]");
    const input = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const [none] = select.options;
    let waiting = 0;

    /** Was gewählt ist, bleibt gewählt, auch wenn es nicht unter den Zeilen ist. */
    function show(rows, chosen) {
      const shown = rows.slice(0, MOST).map(([id, label]) => new Option(label, id));
      if (chosen && !shown.some((option) => option.value === chosen)) {
        shown.unshift(new Option(labels.get(chosen) || chosen, chosen));
      }
      select.replaceChildren(none, ...shown);
      select.value = chosen;
    }

    function find() {
      const text = input.value.trim();
      const id = addressed(text);
      const rows = id ? [[id, labels.get(id)]] : matching(text);
      show(rows, id || select.value);
      status.textContent = id ? "" : told(text, rows);
      if (id) tell(`Gewählt ist: ${labels.get(id)}`);
      select.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function begin(chosen) {
      clearTimeout(waiting);
      input.value = status.textContent = "";
      show(earlier, chosen);
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, 200);
    });
    box.hidden = earlier.length <= MOST;
    begin("");
    return { name: select.name, begin };
  }

  Amtsfunk.fruehere = { offer, ids: [...labels.keys(), ...others] };
})(window.Amtsfunk);
