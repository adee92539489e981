// Was in einer Bilddatei steht, das niemand sieht. Gelesen werden nur Kopfdaten; nichts verlässt den Browser.
// Dasselbe wie in der Prüfung (source/media_hidden.py), damit die Seite findet, was dort beanstandet würde.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const TAGS = { 0xA430: "owner", 0xA431: "serial", 0xA435: "serial", 0xC62F: "serial",
    0x010E: "notes", 0x9286: "notes", 0x9C9C: "notes", 0x927C: "notes" };
  const NAMES = { 0x010F: "maker", 0x0110: "camera", 0x013B: "author", 0xA430: "owner" };
  const XMP = [
    [/GPS(?:Latitude|Longitude|Position)/, "location"],
    [/(?:Camera)?OwnerName/, "owner"],
    [/SerialNumber/, "serial"],
    [/Ci(?:EmailWork|TelWork|AdrExtadr|UrlWork)|CreatorContactInfo/, "contact"],
    [/mwg-rs:Regions|MP:RegionInfo|PersonInImage|PersonDisplayName/, "faces"],
    [/xmpGImg:image|xmp:Thumbnails/, "thumbnail"],
  ];
  const PLAIN_KEYS = new Set(["software", "copyright", "author", "title", "creation time", "date:create", "date:modify",
    "date:timestamp"]);
  const PROGRAM_WROTE = /^\s*(?:CREATOR: |Lav[cf]\d|Created with |File written by |Optimi[sz]ed |Compressed |Software: |\0|$)/i;
  const KINDS = [
    [0, "\x89PNG", "png"], [0, "\xff\xd8\xff", "jpeg"], [0, "GIF8", "gif"], [8, "WEBP", "webp"], [0, "II*\0", "tiff"],
    [0, "MM\0*", "tiff"], [0, "BM", "bmp"], [0, "%PDF", "pdf"], [0, "\x1a\x45\xdf\xa3", "video"], [8, "AVI ", "video"],
  ];

  const letters = (bytes, start, end) => {
    let text = "";
    for (let at = start; at < Math.min(end, bytes.length); at += 1) text += String.fromCharCode(bytes[at]);
    return text;
  };

  /** Die Art einer Datei nach ihrem Inhalt; leer, wenn wir sie nicht kennen. */
  function kindOf(bytes) {
    if (letters(bytes, 4, 8) === "ftyp") {
      const brand = letters(bytes, 8, 12);
      return /^(hei|hev|mif1|msf1)/.test(brand) ? "heic" : /^avi[fs]/.test(brand) ? "avif" : "video";
    }
    const known = KINDS.find(([at, mark]) => letters(bytes, at, at + mark.length) === mark);
    if (known) return known[2];
    return /<svg/i.test(letters(bytes, 0, 4000)) ? "svg" : "";
  }

  /** Menge der Kennungen dessen, was verborgen ist: location, owner, serial, contact, faces, thumbnail, notes. */
  const findHidden = (bytes) => new Set(readHidden(bytes));

  /** Was in der Datei beim Namen genannt ist: author (von wem das Bild ist), owner, maker, camera. Fehlt, wo nichts steht. */
  const readNamed = (bytes) => readHidden(bytes).named;

  function readHidden(bytes) {
    const found = Object.assign(new Set(), { named: {} });
    const walk = { jpeg: inJpeg, png: inPng, webp: inWebp, gif: inGif }[kindOf(bytes)];
    try {
      if (walk) walk(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), found);
    } catch (broken) {
      if (!(broken instanceof RangeError)) throw broken; // die Datei bricht ab; was davor steht, zählt
    }
    return found;
  }

  function inJpeg(bytes, view, found) {
    for (let at = 2; at < bytes.length;) {
      while (bytes[at] === 0xFF && bytes[at + 1] === 0xFF) at += 1;
      const marker = bytes[at + 1];
      if (bytes[at] !== 0xFF || marker === 0xDA || marker === 0xD9) return;
      const length = view.getUint16(at + 2);
      const body = bytes.subarray(at + 4, at + 2 + length);
      const start = letters(body, 0, 6);
      if (marker === 0xE1 && start === "Exif\0\0") inExif(body.subarray(6), found);
      else if (marker === 0xE1) inXmp(body, found);
      else if (marker === 0xE2 && start.startsWith("MPF\0")) found.add("thumbnail");
      else if (marker === 0xED) inIptc(body, found);
      else if (marker === 0xFE && !PROGRAM_WROTE.test(letters(body, 0, 200))) found.add("notes");
      at += 2 + length;
    }
  }

  function inPng(bytes, view, found) {
    for (let at = 8; at + 8 <= bytes.length;) {
      const length = view.getUint32(at);
      const kind = letters(bytes, at + 4, at + 8);
      const body = bytes.subarray(at + 8, at + 8 + length);
      if (kind === "eXIf") inExif(body, found);
      if (kind === "tEXt" || kind === "zTXt" || kind === "iTXt") {
        const end = body.indexOf(0);
        const key = letters(body, 0, end).toLowerCase();
        const written = kind === "zTXt" || letters(body, end, body.length).replace(/[\0 \r\n]/g, "") !== "";
        if (key === "xml:com.adobe.xmp") inXmp(body, found);
        else if (written && !PLAIN_KEYS.has(key)) found.add("notes");
      }
      at += 12 + length;
    }
  }

  const SHOWN = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

  /** Ein PNG mit nichts als dem, was man sieht, Bildpunkt für Bildpunkt; null, wo es gedreht gemeint sein kann. */
  function barePng(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const kept = [bytes.subarray(0, 8)];
    for (let at = 8; at + 12 <= bytes.length;) {
      const kind = letters(bytes, at + 4, at + 8);
      const end = at + 12 + view.getUint32(at);
      if (kind === "eXIf") return null;
      if (SHOWN.includes(kind)) kept.push(bytes.subarray(at, end));
      if (kind === "IEND") return new Blob(kept, { type: "image/png" });
      at = end;
    }
    return null;
  }

  function inWebp(bytes, view, found) {
    for (let at = 12; at + 8 <= bytes.length;) {
      const kind = letters(bytes, at, at + 4);
      const length = view.getUint32(at + 4, true);
      const body = bytes.subarray(at + 8, at + 8 + length);
      if (kind === "EXIF") inExif(letters(body, 0, 6) === "Exif\0\0" ? body.subarray(6) : body, found);
      if (kind === "XMP ") inXmp(body, found);
      at += 8 + length + (length & 1);
    }
  }

  /** Liest ein GIF durch; gibt zurück, wie viele Einzelbilder es hat. */
  function inGif(bytes, view, found) {
    let frames = 0;
    let at = 13 + (bytes[10] & 0x80 ? 3 << ((bytes[10] & 7) + 1) : 0);
    while (at < bytes.length && bytes[at] !== 0x3B) {
      if (bytes[at] === 0x2C) {
        frames += 1;
        at += 11 + (bytes[at + 9] & 0x80 ? 3 << ((bytes[at + 9] & 7) + 1) : 0);
      } else {
        if (bytes[at + 1] === 0xFE && !PROGRAM_WROTE.test(letters(bytes, at + 3, at + 200))) found.add("notes");
        at += 2;
      }
      while (bytes[at]) at += bytes[at] + 1;
      at += 1;
    }
    return frames;
  }

  const isMoving = (bytes) => kindOf(bytes) === "gif" && inGif(bytes, null, new Set()) > 1;

  function inExif(tiff, found) {
    const order = letters(tiff, 0, 2);
    if (order !== "II" && order !== "MM") return;
    const little = order === "II";
    const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
    const entries = (at) => {
      const list = [];
      for (let index = 0; index < Math.min(view.getUint16(at, little), 400); index += 1) {
        const entry = at + 2 + 12 * index;
        list.push([view.getUint16(entry, little), view.getUint32(entry + 4, little), view.getUint32(entry + 8, little), entry + 8]);
      }
      return list;
    };
    const name = (as, [, count, value, at]) => {
      const start = count > 4 ? value : at;
      say(found, as, new TextDecoder().decode(tiff.subarray(start, start + Math.min(count, 200))));
    };
    const first = view.getUint32(4, little);
    for (const entry of entries(first)) {
      const [tag, count, value] = entry;
      if (NAMES[tag]) name(NAMES[tag], entry);
      if (tag === 0x8825 && entries(value).some(([inner]) => inner !== 0)) found.add("location");
      else if (tag === 0x8769) for (const inside of entries(value)) {
        if (TAGS[inside[0]] && inside[1]) found.add(TAGS[inside[0]]);
        if (NAMES[inside[0]]) name(NAMES[inside[0]], inside);
      }
      else if (TAGS[tag] && count > 1) found.add(TAGS[tag]);
    }
    if (view.getUint32(first + 2 + 12 * view.getUint16(first, little), little)) found.add("thumbnail");
  }

  /** Merkt sich einen Namen; was zuerst gefunden wird, gilt. */
  function say(found, as, text) {
    const plain = text.split("\0")[0].replace(/\s+/g, " ").trim();
    if (plain && !found.named[as]) found.named[as] = plain;
  }

  function inXmp(body, found) {
    const [, creator] = /<dc:creator>[^]*?<rdf:li[^>]*>([^<]*)</.exec(new TextDecoder().decode(body)) || [];
    if (creator) say(found, "author", new DOMParser().parseFromString(creator, "text/html").body.textContent);
    const text = new TextDecoder("latin1").decode(body);
    for (const [pattern, what] of XMP) if (pattern.test(text)) found.add(what);
  }

  function inIptc(body, found) {
    const text = new TextDecoder("latin1").decode(body);
    const by = text.indexOf("\x1c\x02\x50");
    if (by >= 0) say(found, "author", new TextDecoder().decode(body.subarray(by + 5, by + 5 + body[by + 3] * 256 + body[by + 4])));
    if (text.includes("\x1c\x02\x76")) found.add("contact");
    if (text.includes("\x1c\x02\x78")) found.add("notes");
  }

  Object.assign(Amtsfunk, { kindOf, barePng, findHidden, readNamed, isMoving });
})(window.Amtsfunk);
