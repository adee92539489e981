// Aus den Angaben des Formulars wird die fertige Datei: gültig bis aufs Byte, welche Zeichen auch immer darin stehen.
// Gegenstücke in Python: source/body.py (was eine Zeile bedeutet), source/characters.py (was unsichtbar ist),
// source/yaml_mend.py (wie ein Wert in Anführungszeichen steht), source/typed.py (wie ein Dateiname entsteht).
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  /**
   * @typedef {{file: string, alt: string, credit: string}} Picture
   * @typedef {{text: string, pictures: Picture[]}} Part
   * @typedef {Object} Draft  Was das Formular sagt. Werte sind Text, wie er dasteht; leer heißt: nicht angegeben.
   * @property {string} title
   * @property {Part[]} parts
   * @property {string[]} channels
   * @property {Object<string, Part[]>} own  Kanal → eigener Text
   * @property {"at"|"approval"|"draft"} when
   * @property {string} date  JJJJ-MM-TT
   * @property {string} time  HH:MM
   * @property {string} name  gewünschter Dateiname; leer: aus der Überschrift
   * @property {Object<string, string>} lines  Schlüssel des Kopfes → Wert, auch „topic“ und „kind“
   * @property {Object<string, string[]>} lists
   * @property {{options: string[], duration: string, multiple: boolean}} poll
   */

  // ---- Zeichen, die niemand sieht
  const HIDDEN = new RegExp("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f" +
    "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb" +
    "\\u{13430}-\\u{1345f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]", "gu");
  const HALF = /\p{Surrogate}/gu;
  const SYMBOL = /^\p{S}$/u;
  const KEYCAPS = "0123456789#*\u203c\u2049\u3030\u303d";
  const FLAG_TAGS = /\u{1f3f4}[\u{e0020}-\u{e007e}]{0,7}$/u;
  const last = (text) => [...text.slice(-2)].pop() || "";
  const first = (text) => [...text.slice(0, 2)][0] || "";

  function belongsToEmoji(text, at, sign) {
    const before = last(text.slice(0, at));
    if (sign === "\u200d") return (SYMBOL.test(before) || before === "\ufe0f") && SYMBOL.test(first(text.slice(at + 1)));
    if (sign === "\ufe0e" || sign === "\ufe0f") return SYMBOL.test(before) || KEYCAPS.includes(before || " ");
    return sign >= "\u{e0020}" && sign <= "\u{e007f}" && FLAG_TAGS.test(text.slice(0, at));
  }

  /** NFC, ein Zeilenende, und ohne die unsichtbaren Zeichen, die beim Einfügen aus Textprogrammen mitkommen. */
  function clean(text) {
    const lines = text.replace(/\r\n?|\u2028|\u2029|\x85|\x0b|\x0c/g, "\n").replace(HALF, "\ufffd");
    const plain = lines.normalize("NFC");
    return plain.replace(HIDDEN, (sign, at) => (belongsToEmoji(plain, at, sign) ? sign : ""));
  }

  /** Ein Satz in einer Zeile: Leerraum aller Art wird zu einem Leerzeichen. */
  const oneLine = (text) => clean(text).replace(/\s+/gu, " ").trim();

  // ---- YAML
  const LETTERS = "0-9A-Za-zÀ-ÖØ-öø-ÿ";
  const PLAIN = new RegExp(`^[${LETTERS}][${LETTERS}_ .,/+()=&;!?–…\\-]*(?::(?=[^ ])[${LETTERS}_ .,/+()=&;!?–…\\-]*)*$`, "u");

  /** Ein Wert, wie er hinter „Schlüssel: “ stehen darf. In einfachen Anführungszeichen hat kein Zeichen eine Bedeutung. */
  function yamlValue(text) {
    if (PLAIN.test(text) && !/[ :]$/.test(text)) return text;
    return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
  }

  // ---- Text
  const INDENTED = /^[ \t\xa0]+(?=!\[|##(?!#)|[-–—―](?:[ \t]*[-–—―])+[ \t]*$)/u;
  const ESCAPED = /^(?:\\+(?=#|!\[|[-–—―])|#(?:[ \t\xa0]|$)|##(?!#)|!\[|[-–—―](?:[ \t]*[-–—―])+[ \t]*$)/u;

  /** Der Text eines Teils, wie er hinausgeht: bereinigt, ohne leere Zeilen außen und ohne Einrückung vor Sonderzeichen. */
  function sentText(text) {
    const lines = clean(text).split("\n").map((line) => line.replace(INDENTED, ""));
    while (lines.length && !lines[0].trim()) lines.shift();
    while (lines.length && !lines[lines.length - 1].trim()) lines.pop();
    return lines.join("\n");
  }

  const fileText = (text) => sentText(text).split("\n").map((line) => (ESCAPED.test(line) ? "\\" + line : line)).join("\n");

  const bareName = (file) => oneLine(file).split(/[/\\]/).pop().replace(/[\s()"„“”]+/gu, "-");

  /**
   * Der Entwurf mit der Adresse aus „Seite, auf der mehr steht“ am Ende jedes Textes, in dem sie noch nicht steht:
   * Nur was im Text steht, kommt auf jedem Kanal an und zählt mit.
   */
  function withAddress(draft) {
    const address = oneLine(draft.lines.link || "");
    if (!/^https?:\/\/[^\s/]+\.[^\s/]+\S*$/i.test(address)) return draft;
    const add = (parts) => {
      const at = parts.map(isEmpty).lastIndexOf(false);
      if (at < 0 || parts.some((part) => clean(part.text).split(/\s+/).includes(address))) return parts;
      return parts.map((part, index) => (index === at
        ? { ...part, text: [sentText(part.text), address].filter(Boolean).join("\n\n") } : part));
    };
    const own = Object.fromEntries(Object.entries(draft.own).map(([name, parts]) => [name, add(parts)]));
    return { ...draft, parts: add(draft.parts), own };
  }

  function pictureLine(picture) {
    const credit = oneLine(picture.credit);
    return `![${oneLine(picture.alt)}](${bareName(picture.file)}${credit ? ` "${credit}"` : ""})`;
  }

  const isEmpty = (part) => !sentText(part.text) && part.pictures.every((picture) => !bareName(picture.file));

  function partLines(parts) {
    return parts.filter((part) => !isEmpty(part)).flatMap((part, index) => {
      const lines = index > 0 ? ["", `## Teil ${index + 1}`] : [];
      if (sentText(part.text)) lines.push(fileText(part.text));
      const pictures = part.pictures.filter((picture) => bareName(picture.file));
      for (const picture of pictures) lines.push("", pictureLine(picture));
      return lines;
    });
  }

  /** TT.MM.JJJJ HH:MM, wie in der Datei. */
  const moment = (draft) => `${draft.date.split("-").reverse().join(".")} ${draft.time}`;

  const KEY_ORDER = ["kind", "audiences", "office", "occasion", "timely", "latest", "no_link_because", "claim_url",
    "evidence", "corrects", "was_wrong", "since", "because", "repeat_of", "sensitive", "paid", "decision", "content_warning",
    "mentions", "language", "visibility", "file_number"];

  function headLines(draft) {
    const lines = [];
    if (draft.when === "at" && draft.date && draft.time) lines.push(`publish_at: ${moment(draft)}`);
    if (draft.when === "approval") lines.push("publish_at: after approval");
    if (draft.channels.length) lines.push(`channels: [${draft.channels.join(", ")}]`);
    if (draft.lines.topic) lines.push(`topic: ${draft.lines.topic}`);
    for (const key of KEY_ORDER) {
      const list = draft.lists[key] || [];
      const line = oneLine(draft.lines[key] || "");
      if (list.length) lines.push(`${key}: [${list.join(", ")}]`);
      else if (line) lines.push(`${key}: ${yamlValue(line)}`);
    }
    const options = draft.poll.options.map(oneLine).filter(Boolean);
    if (options.length) {
      lines.push("poll:", "  options:", ...options.map((option) => `    - ${yamlValue(option)}`));
      lines.push(`  duration: ${draft.poll.duration}`);
      if (draft.poll.multiple) lines.push("  multiple: true");
    }
    return lines;
  }

  /** @param {Draft} draft @returns {string} Die ganze Datei. */
  function text(draft) {
    const lines = ["---", ...headLines(draft), "---", `# ${oneLine(draft.title)}`, ...prefixed(partLines(draft.parts))];
    for (const channel of draft.channels) {
      const own = partLines(draft.own[channel] || []);
      if (own.length) lines.push("", `## ${channel}`, ...own.slice(own[0] === "" ? 1 : 0));
    }
    return lines.join("\n") + "\n";
  }

  const prefixed = (lines) => (lines.length && lines[0] !== "" ? ["", ...lines] : lines);

  function slug(title) {
    const plain = [...title].slice(0, 200).join("").toLowerCase()
      .replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss").normalize("NFKD");
    return plain.replace(/[^\0-\x7f]/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "").slice(0, 60).replace(/-+$/, "");
  }

  /**
   * Wohin die Datei gehört. Der Ordner ist der Monat, in dem der Beitrag erscheint; ein Name, den es schon gibt,
   * bekommt eine Zahl.
   * @param {string} today JJJJ-MM-TT
   * @param {string[]} taken
   */
  function place(draft, today, taken) {
    const month = (draft.when === "at" && draft.date ? draft.date : today).slice(0, 7).replace("-", "/");
    const wanted = slug(draft.name || draft.title) || "beitrag";
    let [name, number] = [wanted, 1];
    while (taken.includes(name)) name = `${wanted}-${number += 1}`;
    return { id: name, name: `${name}.md`, path: `content/posts/${month}/${name}.md`, media: `content/media/${month}` };
  }

  /** Die Seite der Forge, auf der die Datei schon eingetragen ist; null, wo das nicht geht (zu lang, keine Adresse). */
  function forgeAddress(repository, path, content, longest) {
    if (!repository || !/^https?:\/\//.test(repository)) return null;
    const query = new URLSearchParams({ filename: path, value: content });
    const address = `${repository.replace(/\/+$/, "")}/new/main?${query}`;
    return address.length <= longest ? address : null;
  }

  Amtsfunk.datei = { text, place, slug, forgeAddress, sentText, clean, oneLine, bareName, isEmpty, withAddress, moment, yamlValue };
})(window.Amtsfunk);
