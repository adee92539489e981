// Worte zu einem Bild: was an einer Beschreibung nicht stimmt, ein guter Dateiname, die fertige Zeile.
// Dieselben Regeln wie in der Prüfung (rules/media_alt.py); tests/vectors/alt.json hält beide zusammen.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const LEAST_CHARACTERS = 20;
  const LEAST_WORDS = 3;
  const LONGEST_NAME = 60;
  const ENDING = /^\S+\.(?:jpe?g|png|gif|webp|hei[cf]|tiff?|svg|bmp|avif|mp4|m4v|mov|webm)$/i;
  const CAMERA = new RegExp(
    "^(?:img|dsc[nf]?|pxl|mvimg|gopr|dji|whatsapp image|screen ?shot|bildschirmfoto|scan|unbenannt|untitled|image|bild"
    + "|foto|photo|picture|unnamed)"
    + "(?:[\\s_.:()-]|um|at|uhr|kopie|copy|edited|bearbeitet)*\\d"
    + "(?:[\\s\\d_.:()-]|um|at|uhr|kopie|copy|edited|bearbeitet)*$", "i");
  const MACHINE = /^(?:[0-9][0-9_.-]{3,}|[0-9a-f]{12,}|[a-z0-9]+(?:_[a-z0-9]+)+)$/i;
  const PLACEHOLDERS = new Set(("alt|alternativtext|alttext|banner|beschreibung|bild|bildbeschreibung|bilder|foto|fotos|grafik"
    + "|header|icon|image|kein text|logo|photo|picture|platzhalter|screenshot|symbolbild|symbolfoto|test|text|titelbild|todo"
    + "|was auf dem bild zu sehen ist|what the picture shows|xxx").split("|"));
  const OPENING = new RegExp(
    "^(?:(?:(?:ein|das|dieses|unser)\\s+)?(?:bild|foto|fotografie|abbildung|aufnahme|grafik|image|photo|picture)"
    + "\\s+(?:von|vom|zeigt|of|shows|showing)\\b"
    + "|(?:bild|foto|fotografie|abbildung|aufnahme|image|photo|picture)\\s*:"
    + "|auf (?:dem|diesem) (?:bild|foto)\\b|(?:hier|man) (?:sieht|sehen)\\b|zu sehen (?:ist|sind)\\b)", "i");
  const HINTS = {
    "missing": "Noch ohne Beschreibung. Schreiben Sie in einem Satz, was zu sehen ist.",
    "file-name": "Das ist ein Dateiname. Vorgelesen sagt er niemandem etwas. Schreiben Sie, was zu sehen ist.",
    "placeholder": "Das ist noch keine Beschreibung. Schreiben Sie in einem Satz, was zu sehen ist.",
    "opening": "Dass es ein Bild ist, sagt die Vorlesehilfe schon selbst. Beginnen Sie mit dem, was zu sehen ist.",
    "short": "Das ist sehr kurz. Was ist zu sehen, und was davon ist wichtig?",
    "bracket": "Eckige Klammern stören in der Bildzeile. Nehmen Sie runde.",
  };
  const SPELLED = { "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS" };

  /** Was an einer Beschreibung am meisten stört, als Kennung; leer, wenn nichts stört. */
  function altFault(alt) {
    const text = alt.trim();
    if (!text) return "missing";
    if (ENDING.test(text) || CAMERA.test(text) || MACHINE.test(text)) return "file-name";
    if (PLACEHOLDERS.has(text.replace(/^[ .!:…–-]+|[ .!:…–-]+$/g, "").toLowerCase())) return "placeholder";
    if (OPENING.test(text)) return "opening";
    return [...text].length < LEAST_CHARACTERS || text.split(/\s+/).length < LEAST_WORDS ? "short" : "";
  }

  function altHint(alt) {
    return HINTS[altFault(alt) || (/[[\]]/.test(alt) ? "bracket" : "")] || "";
  }

  /** „Größe & Maß“ wird „groesse-mass“; leer, wenn nichts davon bleiben kann. */
  function slugOf(name) {
    const plain = name.normalize("NFC").replace(/[äöüßÄÖÜẞ]/g, (sign) => SPELLED[sign])
      .normalize("NFKD").replace(/\p{M}/gu, "");
    return plain.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase().slice(0, 80).replace(/^-+|-+$/g, "");
  }

  function shortened(slug) {
    if (slug.length <= LONGEST_NAME) return slug;
    const cut = slug.slice(0, LONGEST_NAME);
    return cut.slice(0, cut.lastIndexOf("-")) || cut;
  }

  /** Ein Name, der sagt, was zu sehen ist: der eigene der Datei, sonst die ersten Worte der Beschreibung. */
  function goodName(fileName, alt) {
    const stem = fileName.replace(/\.[^.]*$/, "");
    const fault = altFault(stem);
    if (slugOf(stem) && fault !== "file-name" && fault !== "placeholder") return shortened(slugOf(stem));
    return shortened(slugOf(alt).split("-").slice(0, 5).join("-"));
  }

  function pictureLine(alt, file, credit) {
    const flat = (text) => text.replace(/\s+/g, " ").trim();
    return `![${flat(alt)}](${file}${flat(credit) ? ` "${flat(credit)}"` : ""})`;
  }

  Object.assign(Amtsfunk, { altFault, altHint, slugOf, goodName, pictureLine });
})(window.Amtsfunk);
