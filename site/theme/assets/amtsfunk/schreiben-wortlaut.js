// Was im Wortlaut auffällt: fremde Konten und Nummern, Kurzlinks, Zeichen, die nur wie Buchstaben aussehen.
// Muster, Listen und Worte kommen aus der Prüfung selbst (pages/writing.py); tests/vectors/wording.json wird an beiden
// Stellen nachgerechnet.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const { datei } = Amtsfunk;
  const HOST = /^[a-z]+:\/\/(?:[^/?#]*@)?([^/?#:@]*)/i;
  const made = new WeakMap();

  /** Die Muster der Prüfung, einmal übersetzt. */
  function patternsOf(wording) {
    if (!made.has(wording)) {
      const all = Object.entries(wording.patterns).map(([name, pattern]) => [name, new RegExp(pattern, name === "address" ? "giu" : "gu")]);
      const markdown = wording.markdown.map(({ pattern, shown }) => ({ pattern: new RegExp(pattern, "u"), shown }));
      made.set(wording, { ...Object.fromEntries(all), markdown });
    }
    return made.get(wording);
  }

  /**
   * Alles, was hinausgeht, Stück für Stück.
   * @returns {{text: string, field: string, role: string, channels: string[]}[]}  `field`: Kennung des Eingabefelds
   */
  function passages(draft) {
    const found = [];
    const say = (text, field, role, channels = draft.channels) => { if (text) found.push({ text, field, role, channels }); };
    say(datei.oneLine(draft.title), "w-title", "title");
    const common = draft.channels.filter((name) => !(draft.own[name] || []).some((part) => !datei.isEmpty(part)));
    const places = [[draft.parts, common], ...draft.channels.map((name) => [draft.own[name] || [], [name]])];
    for (const [parts, channels] of places) {
      for (const part of parts) {
        say(datei.sentText(part.text), part.id, "text", channels);
        for (const picture of part.pictures.filter((one) => datei.bareName(one.file))) {
          say(datei.oneLine(picture.alt), `${picture.id}-alt`, "alt", channels);
          say(datei.oneLine(picture.credit), `${picture.id}-credit`, "note", channels);
        }
      }
    }
    say(datei.oneLine(draft.lines.content_warning || ""), "w-content_warning", "warning");
    for (const key of ["was_wrong", "because"]) say(datei.oneLine(draft.lines[key] || ""), `w-${key}`, "note");
    draft.poll.options.map(datei.oneLine).forEach((option, index) => say(option, `w-poll-${index + 1}`, "option"));
    return found;
  }

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (blank, name) => values[name] ?? "");

  /**
   * @param {Draft} draft  wie er hinausgeht, mit der Adresse im Text
   * @returns {{rule: string, severity: string, text: string, remedy: string, field: string}[]}
   */
  function find(draft, facts) {
    const found = [];
    for (const passage of passages(draft)) {
      const tell = (rule, values) => {
        const { severity, message, remedy } = facts.rules[rule];
        found.push({ rule, severity, field: passage.field, text: fill(message, values), remedy: fill(remedy, values) });
      };
      people(passage, facts, tell);
      addresses(passage, facts, tell);
      signs(passage, facts, tell);
    }
    return [...found, ...hashtags(draft, facts)];
  }

  // ---- Personen

  function people(passage, facts, tell) {
    const { wording } = facts;
    const patterns = patternsOf(wording);
    const names = new Set(wording.handles.map((handle) => handle.split("@")[0]));
    const onlyMastodon = passage.channels.every((name) => facts.channels[name].network === "mastodon");
    for (const [handle, name, host] of passage.text.matchAll(patterns.handle)) {
      const small = name.toLowerCase();
      const known = wording.handles.includes(small + (host || "").toLowerCase()) || (!host && onlyMastodon && names.has(small));
      if (!known) tell("unlisted-handle", { value: handle });
    }
    for (const [, host] of passage.text.matchAll(patterns.email)) {
      if (host.toLowerCase().match(patterns.mailbox)) tell("private-email", { value: `…@${host}` });
    }
    for (const [, account] of passage.text.matchAll(patterns.account)) {
      const compact = account.replace(/[\s-]/g, "");
      if (isAccount(compact)) tell("bank-account", { value: `${compact.slice(0, 4)}…${compact.slice(-2)}` });
    }
    const text = passage.text.replace(patterns.account, (account) => "X".repeat(account.length));
    for (const match of text.matchAll(patterns.phone)) {
      const number = match[0].replace(/\(0\)|[^\d+]/g, "").replace(/^(?:\+|00)49/, "0");
      const [fewest, most] = wording.digits;
      if (number.length < fewest || number.length > most || text.slice(0, match.index).match(patterns.no_phone)) continue;
      if (wording.phones.includes(number) || wording.begins.some((begin) => number.startsWith(begin))) continue;
      tell("foreign-phone", { value: `${match[0].trim().slice(0, 5)}…${number.slice(-2)}` });
    }
  }

  /** Ob die Prüfziffern stimmen (ISO 13616). */
  function isAccount(compact) {
    const digits = [...(compact.slice(4) + compact.slice(0, 4))].map((sign) => parseInt(sign, 36)).join("");
    return BigInt(digits) % 97n === 1n;
  }

  // ---- Adressen

  const ownHosts = (facts) => [...facts.hosts, (HOST.exec(facts.website) || ["", ""])[1]].flatMap((host) => {
    const small = host.toLowerCase();
    return [small, small.replace(/^www\./, "")];
  });

  function addresses(passage, facts, tell) {
    const { wording } = facts;
    for (const [raw] of passage.text.matchAll(patternsOf(wording).address)) {
      let address = raw;
      while (address && wording.trailing.includes(address.slice(-1))) address = address.slice(0, -1);
      const host = (HOST.exec(address) || ["", ""])[1].toLowerCase();
      if (/^http:/i.test(address) && host !== "localhost" && !host.startsWith("127.")) tell("insecure-link", { value: address });
      if (wording.shorteners.includes(host.replace(/^www\./, "")) && !ownHosts(facts).includes(host)) {
        tell("shortened-link", { value: address, host });
      }
    }
  }

  // ---- Zeichen

  function signs(passage, facts, tell) {
    const { wording } = facts;
    const patterns = patternsOf(wording);
    const networks = passage.channels.map((name) => facts.channels[name].network);
    const formatted = networks.length > 0 && networks.every((network) => wording.formatting.includes(network));
    const lines = passage.text.split("\n");
    const isRow = (line) => line !== undefined && line.search(patterns.table_row) >= 0;
    lines.forEach((line, index) => {
      const [styled] = line.match(patterns.styled) || [];
      if (styled) tell("styled-letters", { value: styled, plain: styled.replace(/[\u0332-\u0338]/g, "").normalize("NFKC") });
      const [run] = line.match(patterns.emoji_run) || [];
      if (run) tell("emoji-run", { count: String(run.match(patterns.emoji).length), limit: String(wording.most_emoji) });
      if (!["title", "text", "alt", "option"].includes(passage.role)) return;
      if (isRow(line)) {
        // Eine Tabelle wird einmal genannt, an ihrer letzten Zeile.
        if (passage.role === "text" && !isRow(lines[index + 1])) tell("markdown-table", { last: String(index + 1) });
        return;
      }
      const markup = patterns.markdown.filter(({ shown }) => !(shown && formatted)).map(({ pattern }) => pattern.exec(line)).find(Boolean);
      if (markup) tell("markdown-residue", { value: [...markup[0].trim()].slice(0, 80).join("") });
    });
  }

  function hashtags(draft, facts) {
    const all = passages(draft).filter((passage) => passage.role === "text");
    return draft.channels.flatMap((name) => {
      const { hashtags: limit, label } = facts.channels[name];
      const tags = all.filter((passage) => passage.channels.includes(name))
        .flatMap((passage) => [...passage.text.matchAll(patternsOf(facts.wording).hashtag)].map(() => passage.field));
      if (limit === null || tags.length <= limit) return [];
      const { severity, message, remedy } = facts.rules["too-many-hashtags"];
      const values = { channels: label, channel: label, label, labels: label, count: String(tags.length), limit: String(limit) };
      return [{ rule: "too-many-hashtags", severity, field: tags[limit], text: fill(message, values), remedy: fill(remedy, values) }];
    });
  }

  Amtsfunk.wortlaut = { find };
})(window.Amtsfunk);
