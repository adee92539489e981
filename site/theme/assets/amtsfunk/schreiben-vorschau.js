// Was man beim Schreiben sieht: Zähler unter jedem Text, was noch fehlt, und wie es auf jedem Kanal aussehen wird.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const { datei, pruefen, zaehlen } = Amtsfunk;
  const MARKED = /(https?:\/\/[^\s]+|(?<![\p{L}\p{N}_&])[#@][\p{L}\p{N}_][\p{L}\p{N}_.@-]*)/gu;
  const number = new Intl.NumberFormat("de-DE");

  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // ---- Zähler

  /** „212 von 280“; bei Kanälen ohne feste Grenze nur die Länge. */
  function figures(measure, channel) {
    if (channel.ample) return `${number.format(measure.length)} Zeichen`;
    const unit = measure.unit === "bytes" ? " Bytes" : "";
    return `${number.format(measure.length)} von ${number.format(measure.limit)}${unit}`;
  }

  function drawCount(item, channel, measure) {
    const over = measure.length - measure.limit;
    if (!item.firstChild) {
      item.append(make("span", "af-count__name", channel.label), make("span", "af-count__bar", make("span")), make("span", "af-count__figures"));
      item.querySelector(".af-count__bar").setAttribute("aria-hidden", "true");
    }
    const [, bar, text] = item.children;
    text.textContent = over > 0 ? `${figures(measure, channel)} – ${number.format(over)} zu viel` : figures(measure, channel);
    item.classList.toggle("af-count--over", over > 0);
    bar.hidden = channel.ample;
    bar.firstChild.style.width = `${Math.min(100, (100 * measure.length) / measure.limit)}%`;
  }

  /**
   * Zeichnet die Zähler aller Teile und gibt die Sätze zurück, die anzusagen sind: nur wo eine Grenze überschritten
   * oder wieder eingehalten wurde.
   * @param {Map<string, boolean>} before  Teil und Kanal → zu lang; wird fortgeschrieben
   */
  function drawCounts(draft, facts, before) {
    const said = [];
    const own = new Set(Object.keys(draft.own));
    const boxes = [
      ...draft.parts.map((part) => [part, draft.channels.filter((name) => !own.has(name))]),
      ...Object.entries(draft.own).flatMap(([name, parts]) => parts.map((part) => [part, [name]])),
    ];
    for (const [part, channels] of boxes) {
      const list = part.element.querySelector("[data-af=counts]");
      const items = new Map([...list.children].map((item) => [item.dataset.channel, item]));
      for (const [name, item] of items) if (!channels.includes(name)) item.remove();
      for (const name of channels) {
        const channel = facts.channels[name];
        const measure = zaehlen.tightest(pruefen.measureOn(channel, part, draft));
        let item = items.get(name);
        if (!item) {
          item = make("li", "af-count");
          item.dataset.channel = name;
        }
        list.append(item);
        drawCount(item, channel, measure);
        const over = measure.length > measure.limit;
        const key = `${part.id} ${name}`;
        if (over && !before.get(key)) said.push(`Für ${channel.label} um ${measure.length - measure.limit} zu lang.`);
        if (!over && before.get(key)) said.push(`Passt jetzt auf ${channel.label}.`);
        before.set(key, over);
      }
    }
    return said;
  }

  // ---- was noch fehlt

  function missingLink(one) {
    const link = make("a", "", one.text);
    link.href = `#${one.field}`;
    return link;
  }

  function drawMissing(list, missing) {
    const wanted = missing.map((one) => `${one.severity} ${one.field} ${one.text}`).join("\n");
    if (list.dataset.shown === wanted) return;
    list.dataset.shown = wanted;
    if (!missing.length) {
      list.replaceChildren(make("li", "af-missing__done", "Nichts, was diese Seite finden kann. Die vollständige Prüfung sieht mehr."));
      return;
    }
    list.replaceChildren(...missing.map((one) => {
      const sign = make("span", "af-tag", one.severity);
      if (one.must) sign.classList.add("af-tag--bad");
      const item = make("li", one.must ? "af-missing__must" : "", sign, " ", missingLink(one));
      if (one.remedy) item.append(make("span", "af-hint", one.remedy));
      return item;
    }));
  }

  // ---- Vorschau

  function marked(text) {
    return text.split(MARKED).map((piece, index) => (index % 2 ? make("span", "af-preview__mark", piece) : piece));
  }

  function drawPicture(picture) {
    const figure = make("figure", "af-preview__picture", make("span", "af-preview__file", datei.bareName(picture.file)));
    const alt = datei.oneLine(picture.alt);
    const caption = make("figcaption", "", alt ? `Beschreibung: ${alt}` : "Noch ohne Beschreibung");
    const credit = datei.oneLine(picture.credit);
    if (credit) caption.append(make("br"), credit);
    figure.append(caption);
    return figure;
  }

  function drawPart(part, channel, draft) {
    const measure = zaehlen.tightest(pruefen.measureOn(channel, part, draft));
    const warning = datei.oneLine(draft.lines.content_warning || "");
    const box = make("div", "af-preview__part");
    if (warning && (channel.countsWarning || channel.site)) box.append(make("p", "af-preview__warning", `⚠ ${warning}`));
    box.append(make("p", "af-preview__text", ...marked(datei.sentText(part.text))));
    box.append(...part.pictures.filter((picture) => datei.bareName(picture.file)).map(drawPicture));
    box.append(make("p", "af-hint", figures(measure, channel)));
    return box;
  }

  function drawPreview(name, draft, facts) {
    const channel = facts.channels[name];
    const parts = pruefen.partsFor(draft, name);
    const card = make("article", "af-preview", make("h3", "", channel.label));
    if (channel.by_hand) card.append(make("p", "af-hint", "Trägt eine Person von Hand ein."));
    if (channel.site && datei.oneLine(draft.title)) card.append(make("p", "af-preview__title", datei.oneLine(draft.title)));
    if (!parts.length) card.append(make("p", "af-hint", "Noch ohne Text."));
    else if (parts.length > 1) {
      const way = channel.site ? "" : channel.threads ? `Eine Folge aus ${parts.length} Teilen.` : `${parts.length} einzelne Beiträge: Folgen gibt es hier nicht.`;
      if (way) card.append(make("p", "af-hint", way));
    }
    card.append(...parts.map((part) => drawPart(part, channel, draft)));
    const options = draft.poll.options.map(datei.oneLine).filter(Boolean);
    if (options.length && parts.length) card.append(make("ul", "af-preview__poll", ...options.map((option) => make("li", "", option))));
    return card;
  }

  function drawPreviews(place, draft, facts) {
    const cards = draft.channels.map((name) => drawPreview(name, draft, facts));
    place.replaceChildren(...(cards.length ? cards : [make("p", "af-hint", "Sobald Sie einen Kanal wählen, sehen Sie hier, wie der Beitrag dort erscheint.")]));
  }

  /** Sagt, wo der Beitrag von selbst erscheint und wo eine Person ihn einträgt. */
  function drawWay(place, draft, facts) {
    const channels = draft.channels.map((name) => facts.channels[name]);
    const named = (byHand) => channels.filter((channel) => channel.by_hand === byHand).map((channel) => channel.label).join(", ");
    const [itself, hand] = [named(false), named(true)];
    place.textContent = [
      itself && `Geht nach der Freigabe von selbst hinaus: ${itself}.`,
      hand && `Trägt nach der Freigabe eine Person von Hand ein: ${hand}.`,
    ].filter(Boolean).join(" ");
  }

  Amtsfunk.vorschau = { drawWay, drawCounts, drawMissing, drawPreviews, missingLink, make };
})(window.Amtsfunk);
