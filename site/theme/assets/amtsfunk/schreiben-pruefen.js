// „Was noch fehlt“: ein kleiner, ehrlicher Ausschnitt aus dem, was die Prüfung sagt, in einfachen Worten.
// „must“ entspricht einem Fehler der Prüfung. Was eine Regel beim Namen nennt, wiegt hier wie in der Prüfung.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const { datei, wortlaut, zaehlen } = Amtsfunk;
  const UNITS = { characters: "Zeichen", graphemes: "Zeichen", bytes: "Bytes", weighted: "Zeichen" };
  const WEEKDAYS = ["montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags"];
  const ENDING = /\.(?:jpe?g|png|gif|webp)$/i;
  const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z]+$/;
  const WEB = /^https?:\/\/[^\s/]+\.[^\s/]+/i;
  const INLINE_PICTURE = /!\[[^\]\n]*\]\([^)\n]*\.(?:jpe?g|png|gif|webp|avif|svg)\b[^)\n]*\)/i;
  const ADDRESS = /https?:\/\/([^\s/?#:]+)/gi;

  // ---- Zeit: Wanduhr der Behörde, als JJJJ-MM-TTTHH:MM

  const wallClock = (instant, zone) => new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).format(instant).replace(" ", "T");

  /** Wie oft es diese Ortszeit gibt: 1, und wenn die Uhren umgestellt werden 0 oder 2. */
  function occurrences(wall, zone) {
    const guess = Date.parse(`${wall}:00Z`);
    const found = [-86400000, 86400000].map((near) => {
      const offset = Date.parse(`${wallClock(guess + near, zone)}:00Z`) - (guess + near);
      return guess - offset;
    });
    return new Set(found.filter((instant) => wallClock(instant, zone) === wall)).size;
  }

  const nowOf = (facts) => facts.now || wallClock(Date.now(), facts.zone);
  const weekdayOf = (day) => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;

  // ---- was wohin geht

  /** Die Teile, die auf einem Kanal erscheinen, ohne die leeren. */
  const partsFor = (draft, channel) => {
    const own = (draft.own[channel] || []).filter((part) => !datei.isEmpty(part));
    return own.length ? own : draft.parts.filter((part) => !datei.isEmpty(part));
  };
  const measureOn = (channel, part, draft) => zaehlen.measure(
    channel, datei.sentText(part.text), datei.oneLine(draft.lines.content_warning || ""),
    part.pictures.filter((picture) => datei.bareName(picture.file)).length);
  const allParts = (draft) => [...draft.parts, ...draft.channels.flatMap((channel) => draft.own[channel] || [])]
    .filter((part) => !datei.isEmpty(part));

  const must = (field, text) => ({ field, text, must: true });
  const should = (field, text, rule) => ({ field, text, rule, must: false });

  /**
   * @typedef {Object} Missing
   * @property {string} field  Kennung des Eingabefelds
   * @property {string} text
   * @property {string} [remedy]
   * @property {string} severity  „Fehler“, „Warnung“ oder „Hinweis“
   * @property {boolean} must  ob es ein Fehler ist
   * @param {Draft} draft
   * @returns {Missing[]}
   */
  function missing(draft, facts) {
    const [worst] = facts.severities;
    const found = [
      ...basics(draft), ...kindNeeds(draft), ...lengths(draft, facts), ...pictures(draft, facts),
      ...links(draft, facts), ...timing(draft, facts), ...others(draft), ...wortlaut.find(draft, facts),
    ].map((one) => {
      const severity = one.severity || (one.must ? worst : facts.rules[one.rule].severity);
      return { ...one, severity, must: severity === worst };
    });
    return found.sort((one, other) => facts.severities.indexOf(one.severity) - facts.severities.indexOf(other.severity));
  }

  function basics(draft) {
    const found = [];
    if (!draft.channels.length) found.push(must("w-channels", "Wählen Sie mindestens einen Kanal."));
    if (!draft.lines.topic) found.push(must("w-topic", "Wählen Sie ein Thema."));
    if (!datei.oneLine(draft.title)) found.push(must("w-title", "Die Überschrift fehlt."));
    const texts = draft.channels.length ? draft.channels : [""];
    if (texts.some((channel) => !partsFor(draft, channel).length)) found.push(must(draft.parts[0].id, "Der Text fehlt."));
    draft.parts.forEach((part, index) => {
      const others = draft.parts.some((other) => other !== part && !datei.isEmpty(other));
      if (others && datei.isEmpty(part)) found.push(should(part.id, `Teil ${index + 1} ist leer und fällt weg.`, "empty-part"));
    });
    for (const part of allParts(draft)) {
      if (INLINE_PICTURE.test(part.text)) {
        found.push(must(part.id, "Mitten im Text steht ein Bild. Nehmen Sie es heraus und fügen Sie es mit „Bild dazu“ an."));
      }
    }
    return found;
  }

  const NEEDS = {
    statement: [["office", "Sagen Sie, wer spricht: Eine Stellungnahme wird zitiert."]],
    rebuttal: [
      ["claim_url", "Geben Sie an, wo die falsche Behauptung steht."],
      ["evidence", "Geben Sie an, womit wir die Behauptung widerlegen."],
    ],
    correction: [
      ["corrects", "Wählen Sie den Beitrag, der berichtigt wird."],
      ["was_wrong", "Sagen Sie, was falsch war."],
      ["since", "Sagen Sie, seit wann es falsch war."],
      ["because", "Sagen Sie, wie es dazu kam."],
    ],
  };
  NEEDS.withdrawal = [["corrects", "Wählen Sie den Beitrag, der zurückgenommen wird."], ...NEEDS.correction.slice(1)];

  function kindNeeds(draft) {
    const kind = draft.lines.kind || "service";
    const found = (NEEDS[kind] || []).filter(([key]) => !draft.lines[key]).map(([key, text]) => must(`w-${key}`, text));
    if (kind === "news" && !draft.lines.occasion && !draft.lines.timely) {
      found.push(should("w-occasion", "Eine Meldung hat einen Anlass. Welcher ist es?", "news-without-occasion"));
    }
    if (draft.lines.timely && !draft.lines.occasion) {
      found.push(should("w-occasion", "Nur an diesem Tag sinnvoll: Sagen Sie dazu den Anlass.", "timely-without-occasion"));
    }
    if (kind === "short" && allParts({ ...draft, channels: [] }).length > 1) {
      found.push(should(draft.parts[1].id, "Eine Kurzmeldung hat nur einen Teil.", "short-in-parts"));
    }
    return found;
  }

  function lengths(draft, facts) {
    const found = new Map();
    for (const name of draft.channels) {
      const parts = partsFor(draft, name);
      parts.forEach((part, index) => {
        for (const { unit, length, limit } of measureOn(facts.channels[name], part, draft)) {
          if (length <= limit) continue;
          const what = parts.length > 1 ? `Teil ${index + 1} ist` : "Der Text ist";
          found.set(`${name} ${part.id}`, must(part.id,
            `${what} für ${facts.channels[name].label} um ${length - limit} ${UNITS[unit]} zu lang.`));
        }
      });
    }
    return [...found.values()];
  }

  /** Alle Teile mit ihren Bildern und wie man sie nennt: „in Teil 2“, „im Text für X“; leer, wo es nur einen gibt. */
  const places = (draft, facts) => [["", draft.parts], ...Object.entries(draft.own)].flatMap(([channel, parts]) =>
    parts.map((part, index) => ({
      part,
      where: (parts.length > 1 ? ` in Teil ${index + 1}` : "") + (channel ? ` für ${facts.channels[channel].label}` : ""),
    })));

  function pictures(draft, facts) {
    const found = places(draft, facts).flatMap(({ part, where }) => part.pictures.flatMap((picture, index) =>
      aboutPicture(picture, `${part.pictures.length > 1 ? `Bild ${index + 1}` : "Bild"}${where}`)));
    return [...found, ...draft.channels.flatMap((name) => crowded(draft, name, facts.channels[name]))];
  }

  function aboutPicture(picture, label) {
    const file = datei.bareName(picture.file);
    if (!file) return [must(`${picture.id}-file`, `${label}: Der Dateiname fehlt.`)];
    const found = [];
    if (!ENDING.test(file)) {
      found.push(should(`${picture.id}-file`, `„${file}“ sollte auf .jpg, .png, .gif oder .webp enden.`, "picture-type"));
    } else if (!SLUG.test(file)) {
      found.push(should(`${picture.id}-file`,
        `„${file}“: Am besten nur kleine Buchstaben, Ziffern und Bindestriche, ohne Umlaute.`, "bad-file-name"));
    }
    if (!datei.oneLine(picture.alt)) found.push(must(`${picture.id}-alt`, `${label}: Beschreiben Sie, was auf „${file}“ zu sehen ist.`));
    if (!datei.oneLine(picture.credit)) found.push(should(`${picture.id}-credit`, `${label}: Von wem ist „${file}“? Der Bildnachweis fehlt.`, "missing-credit"));
    return found;
  }

  function crowded(draft, name, channel) {
    return partsFor(draft, name).flatMap((part) => {
      const shown = part.pictures.filter((picture) => datei.bareName(picture.file));
      const found = [];
      if (shown.length > channel.pictures) {
        const most = channel.pictures === 1 ? "ein Bild" : `${channel.pictures} Bilder`;
        found.push(must(`${shown[channel.pictures].id}-file`, `Auf ${channel.label} passen höchstens ${most} in einen Teil.`));
      }
      for (const picture of shown) {
        const over = [...datei.oneLine(picture.alt)].length - channel.alt;
        if (channel.alt && over > 0) {
          found.push(should(`${picture.id}-alt`, `Die Bildbeschreibung ist für ${channel.label} um ${over} Zeichen zu lang.`, "alt-text-too-long"));
        }
      }
      return found;
    });
  }

  const isOwn = (host, facts) => facts.hosts.some((own) => host.toLowerCase() === own || host.toLowerCase().endsWith(`.${own}`));

  function links(draft, facts) {
    const found = ["link", "claim_url"].filter((key) => draft.lines[key] && !WEB.test(draft.lines[key]))
      .map((key) => must(`w-${key}`, /^www\./i.test(draft.lines[key])
        ? `Schreiben Sie „https://“ davor: https://${draft.lines[key]}`
        : `„${draft.lines[key]}“ ist keine Adresse. So sieht eine aus: ${facts.website}/seite`));
    const everything = [draft.lines.link || "", ...allParts(draft).map((part) => part.text)].join("\n");
    const hosts = [...everything.matchAll(ADDRESS)].map((match) => match[1]);
    if (allParts(draft).length && !draft.lines.no_link_because && !hosts.some((host) => isOwn(host, facts))) {
      found.push(should("w-link", "Führen Sie auf unsere Website, oder sagen Sie, warum es ohne Link geht.", "no-own-link"));
    }
    return found;
  }

  function timing(draft, facts) {
    if (draft.when !== "at") return [];
    if (!draft.date || !draft.time) {
      return [must(draft.date ? "w-time" : "w-date", draft.date ? "Die Uhrzeit fehlt." : draft.time ? "Der Tag fehlt." : "Tag und Uhrzeit fehlen.")];
    }
    const wall = `${draft.date}T${draft.time}`;
    if (wall <= nowOf(facts)) return [must("w-date", "Dieser Zeitpunkt ist schon vorbei.")];
    const times = occurrences(wall, facts.zone);
    if (times !== 1) {
      return [must("w-time", `Diese Uhrzeit gibt es an dem Tag ${times ? "zweimal" : "nicht"}: Da werden die Uhren umgestellt.`)];
    }
    if (facts.urgent.includes(draft.lines.kind)) return [];
    return [...hours(draft, facts), ...elections(draft, facts)];
  }

  function hours(draft, facts) {
    const day = weekdayOf(draft.date);
    const open = facts.windows[day];
    if (!open.some(([begins, ends]) => begins <= draft.time && draft.time < ends)) {
      const when = open.length ? `nur ${open.map((span) => span.join("–")).join(" und ")} Uhr` : "gar nicht";
      return [should("w-time", `Wir veröffentlichen ${WEEKDAYS[day]} ${when}. Außerhalb kann niemand antworten.`, "outside-posting-hours")];
    }
    const holiday = facts.holidays[draft.date];
    if (holiday && !draft.lines.occasion) {
      return [should("w-date", `An dem Tag ist ${holiday}. Da kann niemand antworten.`, "public-holiday")];
    }
    return [];
  }

  const elections = (draft, facts) => facts.elections
    .filter((window) => window.begins <= draft.date && draft.date <= window.ends)
    .map((window) => should("w-date", `Vor der Wahl gilt besondere Zurückhaltung (${window.name}). Es liest jemand mehr mit.`, "before-election"));

  function others(draft) {
    const found = [];
    const options = draft.poll.options.map(datei.oneLine).filter(Boolean);
    if (options.length === 1) found.push(must("w-poll-2", "Eine Umfrage braucht mindestens zwei Antworten."));
    if (draft.lines.paid && !draft.lines.decision) found.push(must("w-decision", "Sagen Sie, wer die Werbung wann entschieden hat."));
    if (draft.lines.paid && draft.lines.kind === "news") found.push(must("w-paid", "Meldungen werden nicht beworben."));
    if (draft.lines.decision && !draft.lines.paid) found.push(should("w-paid", "Wird der Beitrag beworben? Dann kreuzen Sie es an.", "decision-without-paid"));
    if (draft.lines.language && !/^[a-z]{2,3}(-[A-Z]{2})?$/.test(draft.lines.language)) {
      found.push(must("w-language", "Die Sprache ist ein Kürzel wie „en“ oder „tr“."));
    }
    return found;
  }

  Amtsfunk.pruefen = { missing, partsFor, measureOn, nowOf, weekdayOf, occurrences, UNITS };
})(window.Amtsfunk);
