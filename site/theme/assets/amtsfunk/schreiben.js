// Die Seite „Beitrag schreiben“: hält Formular, Zähler, Vorschau und Datei beieinander. Nichts verlässt das Fenster, bevor
// jemand auf einen Knopf drückt; nichts wird gespeichert.
"use strict";
(function () {
  const { datei, pruefen, vorschau, oeffnen, fruehere, createForm } = window.Amtsfunk;
  const root = document.querySelector("[data-af=write]");
  if (!root) return;
  const facts = JSON.parse(root.dataset.facts);
  const part = (name) => root.querySelector(`[data-af="${name}"]`);
  const status = part("status");
  const summary = part("summary");
  const over = new Map();
  let draft = null;
  let unsaved = false;
  let waiting = 0;
  let spoken = 0;
  let tried = false;

  /** Sagt Sätze an, ohne den Fokus zu bewegen. Nach einer Weile verschwinden sie, weil sie dann nicht mehr stimmen müssen. */
  function tell(sentence) {
    status.textContent = sentence === status.textContent ? `${sentence}\u00a0` : sentence;
    clearTimeout(spoken);
    spoken = setTimeout(() => { status.textContent = ""; }, 8000);
  }

  const today = () => pruefen.nowOf(facts).slice(0, 10);
  const placeOf = () => datei.place(draft, today(), fruehere.ids);

  function update() {
    waiting = 0;
    draft = datei.withAddress(form.read());
    vorschau.drawWay(part("way"), draft, facts);
    const said = vorschau.drawCounts(draft, facts, over);
    if (said.length) tell(said.join(" "));
    const missing = pruefen.missing(draft, facts);
    vorschau.drawMissing(part("missing"), missing);
    markFields(missing);
    if (tried) drawSummary(missing);
    vorschau.drawPreviews(part("previews"), draft, facts);
    part("weekday").textContent = draft.date
      ? new Intl.DateTimeFormat("de-DE", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${draft.date}T12:00:00Z`)) : "";
    part("file").value = datei.text(draft);
    part("path").textContent = placeOf().path;
    form.element.elements.namedItem("name").placeholder = placeOf().id;
    return missing;
  }

  /** Nach dem letzten Anschlag kurz warten, damit Tippen flüssig bleibt. */
  function changed() {
    unsaved = true;
    clearTimeout(waiting);
    waiting = setTimeout(update, 120);
  }

  // ---- was fehlt, wenn jemand den Vorschlag anlegen will

  function markFields(missing) {
    const wanted = new Set(tried ? missing.filter((one) => one.must).map((one) => one.field) : []);
    for (const input of form.element.querySelectorAll("[aria-invalid]")) {
      if (!wanted.has(input.id)) input.removeAttribute("aria-invalid");
    }
    for (const id of wanted) {
      const input = document.getElementById(id);
      if (input && input.matches("input, select, textarea")) input.setAttribute("aria-invalid", "true");
    }
  }

  function drawSummary(missing) {
    const needed = missing.filter((one) => one.must);
    summary.hidden = needed.length === 0;
    summary.querySelector("ul").replaceChildren(...needed.map((one) => vorschau.make("li", "", vorschau.missingLink(one))));
    return needed.length > 0;
  }

  function focusField(id) {
    const target = document.getElementById(id);
    if (!target) return;
    const more = target.closest("details");
    if (more) more.open = true;
    const input = target.matches("input, select, textarea") ? target : target.querySelector("input");
    input.focus();
    input.scrollIntoView({ block: "center" });
  }

  // ---- Knöpfe

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([datei.text(draft)], { type: "text/markdown;charset=utf-8" }));
    link.download = placeOf().name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
  }

  const code = (text) => vorschau.make("code", "", text);

  function pictureNote() {
    const parts = draft.channels.flatMap((name) => pruefen.partsFor(draft, name));
    const files = new Set(parts.flatMap((one) => one.pictures).map((picture) => datei.bareName(picture.file)).filter(Boolean));
    if (!files.size) return [];
    return [vorschau.make("p", "", files.size > 1 ? "Die Bilder " : "Das Bild ", code([...files].join(", ")),
      files.size > 1 ? " gehören" : " gehört", " in den Ordner ", code(placeOf().media),
      ". Laden Sie es dort auf demselben Zweig hoch: „Add file“ (Datei hinzufügen), dann „Upload files“ (Dateien hochladen).".replace("Sie es", files.size > 1 ? "Sie sie" : "Sie es"))];
  }

  function explain(...paragraphs) {
    const box = vorschau.make("div", "af-box", ...paragraphs, ...pictureNote());
    box.tabIndex = -1;
    part("how").replaceChildren(box);
    box.focus();
  }

  function propose() {
    tried = true;
    const missing = update();
    if (drawSummary(missing)) {
      summary.focus();
      summary.scrollIntoView({ block: "start" });
      return;
    }
    const { path, name } = placeOf();
    const address = datei.forgeAddress(facts.repository, path, datei.text(draft), facts.longest);
    if (address) {
      window.open(address, "_blank", "noopener");
      unsaved = false;
      const again = vorschau.make("a", "", "Hier noch einmal öffnen");
      Object.assign(again, { href: address, target: "_blank", rel: "noopener noreferrer" });
      explain(
        vorschau.make("p", "", vorschau.make("strong", "", "Im neuen Fenster steht Ihr Beitrag schon in der Datei.")),
        vorschau.make("p", "", "Klicken Sie dort auf „Commit changes …“ (Änderungen sichern) und wählen Sie „Create a new branch“ (eigener Zweig, nicht gleich für alle). Mit „Propose changes“ (vorschlagen) und „Create pull request“ (zur Prüfung und Freigabe geben) ist Ihr Vorschlag angelegt, und die Prüfung beginnt von selbst."),
        vorschau.make("p", "", "Ist kein Fenster aufgegangen? ", again, "."));
      return;
    }
    download();
    const why = facts.repository ? "Der Beitrag ist zu lang, um ihn als Adresse zu übergeben." : "Hier ist nicht hinterlegt, wo das Repository liegt.";
    const folder = path.slice(0, -name.length - 1);
    const where = facts.repository ? vorschau.make("a", "", "im Repository") : "im Repository";
    if (facts.repository) Object.assign(where, { href: `${facts.repository}/tree/main/content/posts`, target: "_blank", rel: "noopener noreferrer" });
    explain(
      vorschau.make("p", "", vorschau.make("strong", "", why), " Deshalb liegt er jetzt als ", code(name), " in Ihrem Ordner für Downloads."),
      vorschau.make("p", "", "Öffnen Sie ", where, " den Ordner ", code(folder), ", wählen Sie „Add file“ (Datei hinzufügen) und „Upload files“ (Dateien hochladen) und ziehen Sie die Datei hinein. Mit „Create a new branch“ (eigener Zweig), „Propose changes“ (vorschlagen) und „Create pull request“ (zur Prüfung und Freigabe geben) ist Ihr Vorschlag angelegt."));
  }

  function save() {
    update();
    download();
    tell(`Gesichert als ${placeOf().name}. Mit „Datei öffnen“ schreiben Sie später weiter.`);
  }

  async function open(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const { draft: read, trouble } = oeffnen.read(await file.text(), file.name, facts);
    if (!read) {
      const where = facts.repository ? vorschau.make("a", "", "Beiträge im Repository öffnen") : "Öffnen Sie den Beitrag im Repository";
      if (facts.repository) Object.assign(where, { href: `${facts.repository}/tree/main/content/posts`, target: "_blank", rel: "noopener noreferrer" });
      explain(
        vorschau.make("p", "", vorschau.make("strong", "", trouble), " Was schon im Formular stand, ist noch da."),
        vorschau.make("p", "", "Mit dieser Seite lässt sich die Datei so nicht öffnen. Zwei Wege: Berichtigen Sie die genannte Stelle in einem Textprogramm, sichern Sie, und öffnen Sie die Datei hier noch einmal. Oder schreiben Sie dort weiter, wo die Datei liegt: ", where,
          ", den Beitrag auswählen, dann den Stift mit „Edit this file“ (Datei bearbeiten). Was an der Stelle falsch ist, sagt die Prüfung mit der richtigen Zeile dazu."));
      return;
    }
    form.fill(read);
    update();
    unsaved = false;
    form.element.elements.namedItem("title").focus();
    tell(`${file.name} ist geöffnet.`);
  }

  async function copy(event) {
    const button = event.currentTarget;
    part("file").select();
    try {
      await navigator.clipboard.writeText(part("file").value);
    } catch (refused) {
      document.execCommand("copy");
    }
    button.textContent = "Kopiert";
    tell("Der Inhalt der Datei ist kopiert.");
    setTimeout(() => { button.textContent = "Inhalt kopieren"; }, 2000);
  }

  root.hidden = false;
  const form = createForm(root, facts, tell, changed);
  part("propose").addEventListener("click", propose);
  part("save").addEventListener("click", save);
  part("open").addEventListener("change", open);
  part("copy").addEventListener("click", copy);
  root.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#w-"]');
    if (!link) return;
    event.preventDefault();
    focusField(link.hash.slice(1));
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  update();
})();
