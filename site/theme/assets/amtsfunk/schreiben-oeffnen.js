// Liest eine Datei, die diese Seite geschrieben hat, zurück ins Formular. Was das Formular nicht kennt, wird nicht
// stillschweigend weggelassen: Dann bleibt das Formular, wie es ist, und die Seite sagt, woran es liegt.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const LINES = ["topic", "kind", "office", "claim_url", "evidence", "corrects", "was_wrong", "since", "because", "occasion",
    "link", "no_link_because", "latest", "content_warning", "decision", "repeat_of", "language", "file_number", "timely",
    "sensitive", "paid"];
  const FILE = /^---\n([^]*?)\n---\n([^]*)$/;
  const PICTURE = /^!\[(.*)\]\(\s*([^\s()"„“”]+)(?:\s+"(.*)")?\s*\)\s*$/u;
  const MOMENT = /^(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}):(\d{2})$/;

  class Unreadable extends Error {}

  function value(text) {
    if (/^'.*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
    if (/^"[^"\\]*"$/.test(text)) return text.slice(1, -1);
    if (/^["'|>&*!%@`{]/.test(text)) throw new Unreadable(`den Wert „${text}“`);
    return text;
  }

  const list = (text) => {
    const inner = /^\[(.*)\]$/.exec(text);
    if (!inner) throw new Unreadable(`die Liste „${text}“ (sie beginnt mit „[“ und endet mit „]“)`);
    return inner[1].split(",").map((one) => one.trim()).filter(Boolean);
  };

  function readHead(head, draft) {
    for (const line of head.split("\n")) {
      const option = /^ {4}- (.*)$/.exec(line);
      const [, key, rest] = /^\s*([a-z_]+):\s*(.*)$/.exec(line) || [];
      if (option) draft.poll.options.push(value(option[1]));
      else if (key === "duration") draft.poll.duration = rest;
      else if (key === "multiple") draft.poll.multiple = rest === "true";
      else if (key === "poll" || key === "options" || !line.trim()) continue;
      else if (key === "channels") draft.channels = list(rest);
      else if (key === "mentions") draft.lists.mentions = list(rest);
      else if (key === "publish_at") readMoment(rest, draft);
      else if (LINES.includes(key)) draft.lines[key] = value(rest);
      else throw new Unreadable(`die Zeile „${line}“`);
    }
  }

  function readMoment(text, draft) {
    const found = MOMENT.exec(text);
    if (text === "after approval") draft.when = "approval";
    else if (found) {
      const [, day, month, year, hour, minute] = found.map((digits) => digits.padStart(2, "0"));
      Object.assign(draft, { when: "at", date: `${year}-${month}-${day}`, time: `${hour}:${minute}` });
    } else throw new Unreadable(`die Zeit „${text}“`);
  }

  function readBody(body, draft, facts) {
    const byName = new Map(Object.keys(facts.channels).map((name) => [name.toLowerCase(), name]));
    let parts = draft.parts;
    let part = null;
    const begin = () => { parts.push(part = { text: [], pictures: [] }); };
    begin();
    for (const line of body.split("\n")) {
      const picture = PICTURE.exec(line);
      const section = /^## (.*)$/.exec(line);
      if (/^# /.test(line) && !draft.title) draft.title = line.slice(2);
      else if (picture) part.pictures.push({ alt: picture[1], file: picture[2], credit: picture[3] || "" });
      else if (section && /^Teil \d+$/i.test(section[1])) begin();
      else if (section) {
        const channel = byName.get(section[1].trim().toLowerCase().replaceAll(" ", "-"));
        if (!channel) throw new Unreadable(`den Abschnitt „${line}“`);
        parts = draft.own[channel] = [];
        begin();
      } else part.text.push(line.replace(/^\\(?=\\*(?:#|!\[|[-–—―]))/u, ""));
    }
    for (const one of [...draft.parts, ...Object.values(draft.own).flat()]) {
      one.text = Amtsfunk.datei.clean(one.text.join("\n")).replace(/^\s*\n|\s+$/g, "");
    }
  }

  /**
   * @returns {{draft: ?Draft, trouble: string}}  `trouble`: was nicht zu verstehen war
   */
  function read(text, name, facts) {
    const draft = {
      title: "", name: name.replace(/\.[a-z]+$/i, ""), parts: [], channels: [], own: {}, when: "draft", date: "", time: "",
      lines: {}, lists: {}, poll: { options: [], duration: "3 d", multiple: false },
    };
    const found = FILE.exec(text.replace(/\r\n?/g, "\n"));
    if (!found) return { draft: null, trouble: "In der Datei fehlt der Kopf zwischen den beiden Strichlinien." };
    try {
      readHead(found[1], draft);
      readBody(found[2], draft, facts);
    } catch (unreadable) {
      if (!(unreadable instanceof Unreadable)) throw unreadable;
      return { draft: null, trouble: `Diese Seite versteht ${unreadable.message} nicht.` };
    }
    return { draft, trouble: "" };
  }

  Amtsfunk.oeffnen = { read };
})(window.Amtsfunk);
