// „Bild vorbereiten“: Das Bild wird im Browser neu gezeichnet. So bleibt von den verborgenen Angaben nichts übrig.
// Es wird nichts geladen und nichts gesendet.
"use strict";
(function (Amtsfunk) {
  const root = document.querySelector("[data-af=prepare]");
  if (!root) return;
  const MOST_BYTES = 2000000;
  const MOST_GIVEN = 80000000;
  const QUALITIES = [0.88, 0.82, 0.75, 0.68, 0.6];
  const DRAWING_COLOURS = 4096;
  const SMALL_PNG = 300000;
  const FOUND = {
    location: "Ort der Aufnahme (GPS-Daten)", owner: "Name der Person, der die Kamera gehört", serial: "Seriennummer der Kamera",
    contact: "Kontaktdaten der Person, die es gemacht hat", faces: "Angaben zu Gesichtern", thumbnail: "Vorschaubild",
    notes: "Notizen und Angaben des Geräts",
  };
  const REFUSED = {
    heic: "Ihr Browser kann HEIC-Bilder vom Telefon nicht öffnen. Öffnen Sie das Bild in der Foto-App, und exportieren Sie es als JPEG.",
    tiff: "Ihr Browser kann TIFF-Bilder nicht öffnen. Öffnen Sie das Bild im Bildprogramm, und exportieren Sie es als JPEG.",
    svg: "SVG-Zeichnungen nehmen die Netzwerke nicht. Exportieren Sie die Zeichnung im Zeichenprogramm als PNG, 1600 Bildpunkte breit.",
    pdf: "Das ist ein PDF-Dokument. Machen Sie daraus ein Bild: als PNG exportieren oder einen Ausschnitt als Bildschirmfoto sichern.",
    video: "Das ist ein Video. Diese Seite bereitet nur Bilder vor.",
  };
  const part = (name) => root.querySelector(`[data-af="${name}"]`);
  const form = root.querySelector("form");
  const field = (name) => form.elements.namedItem(name);
  const drop = part("drop");
  const status = part("status");
  const problem = part("problem");
  const result = part("result");
  const canvas = part("canvas");
  const state = { file: null, bitmap: null, hidden: [], named: {}, blob: null, url: "", renamed: false, turn: 0 };

  const number = (value) => value.toLocaleString("de-DE");
  const kilobytes = (bytes) => `${number(Math.ceil(bytes / 1000))} kB`;

  function refuse(message) {
    result.hidden = true;
    problem.hidden = false;
    problem.firstElementChild.textContent = message;
  }

  // ---- Ein Bild kommt herein

  async function take(file) {
    if (!file) return;
    const turn = state.turn += 1;
    problem.hidden = true;
    problem.firstElementChild.textContent = "";
    status.textContent = "Das Bild wird vorbereitet …";
    if (file.size > MOST_GIVEN) {
      status.textContent = "";
      refuse(`„${file.name}“ ist größer als 80 MB. Speichern Sie das Bild im Bildprogramm kleiner.`);
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    let bitmap;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch (unreadable) {
      if (turn !== state.turn) return;
      status.textContent = "";
      refuse(REFUSED[Amtsfunk.kindOf(bytes)] || `„${file.name}“ lässt sich nicht öffnen: Es ist kein Bild oder beschädigt.`);
      return;
    }
    if (turn !== state.turn) { bitmap.close(); return; }
    if (state.bitmap) state.bitmap.close();
    Object.assign(state, { file, bitmap, hidden: [...Amtsfunk.findHidden(bytes)], named: Amtsfunk.readNamed(bytes), bare: null, kind: Amtsfunk.kindOf(bytes) });
    if (state.kind === "png") state.bare = Amtsfunk.barePng(bytes);
    part("moving").hidden = !Amtsfunk.isMoving(bytes);
    if (!state.renamed) field("name").value = "";
    offerCredit();
    result.hidden = false;
    await draw();
  }

  // ---- Neu zeichnen

  async function draw() {
    if (!state.bitmap) return;
    const turn = state.turn += 1;
    const most = Number(field("side").value);
    let scale = Math.min(1, most / Math.max(state.bitmap.width, state.bitmap.height));
    paint(scale);
    const wanted = field("form").value;
    let type = wanted === "auto" ? (isDrawing() || state.kind === "png" ? "image/png" : "image/jpeg") : wanted;
    let blob = await saved(type);
    // Was schon klein genug ist, wird beim Zeichnen nur größer; die verborgenen Angaben fallen auch so weg.
    if (type === "image/png" && scale === 1 && state.bare && state.bare.size < blob.size) blob = state.bare;
    if (wanted === "auto" && type === "image/png" && blob.size > SMALL_PNG && !isDrawing()) type = "image/jpeg";
    if (type === "image/png" && blob.size > MOST_BYTES) type = "image/jpeg";
    if (type === "image/jpeg") {
      onWhite();
      blob = await saved(type, QUALITIES[0]);
      for (let step = 1; blob.size > MOST_BYTES; step += 1) {
        if (step >= QUALITIES.length) { scale *= 0.85; paint(scale); onWhite(); step = 0; }
        blob = await saved(type, QUALITIES[step]);
      }
    }
    if (turn !== state.turn) return;
    state.blob = blob;
    state.ending = type === "image/png" ? ".png" : ".jpg";
    tell();
  }

  function paint(scale) {
    canvas.width = Math.max(1, Math.round(state.bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(state.bitmap.height * scale));
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.drawImage(state.bitmap, 0, 0, canvas.width, canvas.height);
  }

  /** JPEG kennt keine Durchsichtigkeit; ohne Weiß darunter würde sie schwarz. */
  function onWhite() {
    const context = canvas.getContext("2d");
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.globalCompositeOperation = "source-over";
  }

  /** Wenige Farben oder Durchsichtiges: gezeichnet, und JPEG machte die Kanten unscharf. */
  function isDrawing() {
    if (state.kind === "jpeg") return false;
    const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    const colours = new Set();
    for (const pixel of pixels) {
      if (pixel >>> 24 !== 255) return true;
      colours.add(pixel);
      if (colours.size > DRAWING_COLOURS) return false;
    }
    return true;
  }

  const saved = (type, quality) => new Promise((done) => { canvas.toBlob(done, type, quality); });

  // ---- Zeigen

  function tell() {
    const { file, bitmap, blob, hidden } = state;
    part("before-size").textContent = kilobytes(file.size);
    part("after-size").textContent = kilobytes(blob.size);
    part("before-pixels").textContent = `${number(bitmap.width)} × ${number(bitmap.height)}`;
    part("after-pixels").textContent = `${number(canvas.width)} × ${number(canvas.height)}`;
    const told = inWords(hidden, state.named).join(", ");
    part("before-hidden").textContent = told || "nichts gefunden";
    part("after-hidden").textContent = told ? "entfernt" : "nichts";
    const small = Math.max(canvas.width, canvas.height) < 600;
    part("small").hidden = !small;
    write();
    const gone = told ? `Gefunden und entfernt: ${told}.` : "Verborgene Angaben waren nicht darin.";
    status.textContent = `Fertig: ${number(canvas.width)} × ${number(canvas.height)} Bildpunkte, ${kilobytes(blob.size)}. ${gone}`;
  }

  /** Was gefunden wurde, mit den Namen, die darin stehen. */
  function inWords(hidden, named) {
    const camera = [named.maker, named.camera].filter(Boolean).join(" ");
    const names = new Set([named.author, named.owner].filter(Boolean));
    const others = hidden.filter((what) => what !== "owner" || !named.owner).map((what) => FOUND[what]);
    return [...others, ...[...names].map((name) => `Name „${name}“`), ...(camera ? [`Kamera „${camera}“`] : [])];
  }

  /** Der Nachweis bleibt leer, bis jemand sagt, von wem das Bild ist. Steht in der Datei ein Name, wird er angeboten. */
  function offerCredit() {
    const { author } = state.named;
    part("take-author").hidden = !author;
    part("take-author").textContent = author ? `„Foto: ${author}“ eintragen` : "";
    if (!field("own").checked) field("credit").value = "";
  }

  function setCredit(credit) {
    field("credit").value = credit;
    write();
  }

  /** Was vor dem Speichern noch fehlt: ein Feld und ein Satz; null, wenn nichts fehlt. */
  function lacking() {
    if (!field("alt").value.trim()) return ["alt", "Schreiben Sie zuerst, was auf dem Bild zu sehen ist."];
    if (state.stem === "bild") return ["name", "Geben Sie der Datei zuerst einen Namen, der sagt, was zu sehen ist."];
    return null;
  }

  function save(event) {
    const missing = lacking();
    if (!missing) return;
    event.preventDefault();
    const [name, sentence] = missing;
    part("lacking").textContent = sentence;
    field(name).focus();
  }

  function write() {
    const alt = field("alt").value;
    const hint = Amtsfunk.altHint(alt);
    part("alt-hint").textContent = hint || "Gut so.";
    part("alt-hint").classList.toggle("af-prepare__good", !hint);
    part("alt-hint").classList.toggle("af-prepare__todo", hint !== "");
    part("alt-count").textContent = `${number([...alt.trim()].length)} Zeichen. Bis 1.000 passen überall.`;
    if (!state.blob) return;
    const own = Amtsfunk.slugOf(field("name").value);
    const name = own || Amtsfunk.goodName(state.file.name, alt) || "bild";
    part("name-hint").textContent = name === "bild"
      ? "Der Name sagt nicht, was zu sehen ist. Schreiben Sie zwei, drei Wörter."
      : `Die Datei heißt dann „${name}${state.ending}“.`;
    const file = name + state.ending;
    state.stem = name;
    if (!lacking()) part("lacking").textContent = "";
    const credit = field("credit").value;
    part("credit-hint").textContent = credit.trim() ? part("credit-hint").dataset.usual
      : "Nennen Sie, von wem das Bild ist. Das steht jedem Urheber zu.";
    field("line").value = Amtsfunk.pictureLine(alt.trim() || "Was auf dem Bild zu sehen ist", file, credit);
    const link = part("download");
    if (state.url) URL.revokeObjectURL(state.url);
    state.url = URL.createObjectURL(state.blob);
    link.href = state.url;
    link.download = file;
    link.textContent = `„${file}“ speichern`;
    canvas.setAttribute("aria-label", alt.trim() || "Vorschau des vorbereiteten Bildes");
  }

  async function copy() {
    const line = field("line");
    try {
      await navigator.clipboard.writeText(line.value);
    } catch (blocked) {
      line.select();
      document.execCommand("copy"); // wo die Seite nicht in die Zwischenablage schreiben darf
    }
    status.textContent = "Die Bildzeile ist kopiert.";
  }

  // ---- Bedienung

  field("own").addEventListener("change", () => setCredit(field("own").checked ? part("own-credit").textContent : ""));
  part("take-author").addEventListener("click", () => {
    field("own").checked = false;
    setCredit(`Foto: ${state.named.author}`);
    field("credit").focus();
  });
  part("download").addEventListener("click", save);
  part("credit-hint").dataset.usual = part("credit-hint").textContent;
  field("file").addEventListener("change", () => take(field("file").files[0]));
  for (const option of form.querySelectorAll("[name=side], [name=form]")) option.addEventListener("change", draw);
  for (const name of ["alt", "credit", "name"]) field(name).addEventListener("input", write);
  field("name").addEventListener("input", () => { state.renamed = field("name").value.trim() !== ""; });
  part("copy").addEventListener("click", copy);
  form.addEventListener("submit", (event) => event.preventDefault());
  // Ein Bild, das daneben fällt, darf nicht die Seite ersetzen.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  drop.addEventListener("dragover", () => drop.classList.add("af-prepare__drop--over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("af-prepare__drop--over"));
  addEventListener("drop", (event) => {
    drop.classList.remove("af-prepare__drop--over");
    take([...event.dataTransfer.files][0]);
  });
  write();
  root.hidden = false;
})(window.Amtsfunk);
