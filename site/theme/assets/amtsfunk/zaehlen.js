// Zählt Texte so, wie die Netzwerke und die Prüfung (scripts/amtsfunk/channels/counting.py, addresses.py) sie zählen.
// Dieselben Zahlen wie dort, auf das Zeichen genau: tests/vectors/counting.json wird an beiden Stellen nachgerechnet.
//
// Die Muster kommen ohne den Schalter „i“ aus und nennen Groß- und Kleinbuchstaben selbst: Beim Angleichen von
// Groß- und Kleinschreibung sind sich Python und JavaScript in seltenen Buchstaben nicht einig.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const ADDRESS_LENGTH = 23;
  const LONGEST = 4096;
  const LONGEST_LABEL = 63;

  // ---- Buchstaben, wie Python sie bei \w, \s und IGNORECASE versteht
  const AZ = "A-Za-z\\u0130\\u0131\\u017f\\u212a";
  const WORD = "\\p{L}\\p{N}_";
  const SPACE = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const LATIN = "\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u1e00-\\u1eff\\u0253\\u0254\\u0256\\u0257\\u0259\\u025b" +
    "\\u0260\\u0263\\u0268\\u0269\\u026f\\u0272\\u0275\\u0280\\u0283\\u0288-\\u028c\\u0292\\u212b\\u2c65\\u2c66\\u2c7e\\u2c7f";
  const CYRILLIC = "\\u0400-\\u04ff\\u1c80-\\u1c87";

  // ---- Adressen
  const COUNTRIES =
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc " +
    "cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb " +
    "gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke " +
    "kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu " +
    "mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw " +
    "sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz " +
    "ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";
  const GENERIC =
    "academy aero agency app archi art asia bayern berlin bio biz blog bund business camp care cat center city cloud " +
    "club coach cologne com community consulting coop dev digital earth edu education email energy events expert expo " +
    "family film finance foundation fund gallery global gmbh gov graphics group guide hamburg haus health help house " +
    "immo info institute int international jobs koeln land legal life live llc mba media mil mobi museum music name " +
    "net network news ngo nrw one ong online org page party pics plus press pro reise reisen report rocks ruhr " +
    "saarland school science services shop site social software solutions space store stream studio support systems " +
    "team tech technology tel today tools top tours town training travel tube tirol university versicherung video " +
    "watch website wien wiki work works world wtf xyz zone";
  const ALIKE = { i: "iI\\u0130\\u0131", s: "sS\\u017f", k: "kK\\u212a" };
  const anyCase = (word) => [...word].map((sign) => `[${ALIKE[sign] || sign + sign.toUpperCase()}]`).join("");

  const SCHEME = `${anyCase("http")}[sS\\u017f]?://`;
  const BEFORE = `(?<![${AZ}0-9@＠$#＃\\ufeff\\ufffe\\uffff])`;
  const LABEL = "[\\p{L}\\p{N}](?:[" + WORD + "\\-]*[\\p{L}\\p{N}])?";
  const HOST = `(?:${LABEL}\\.)+[\\p{L}\\p{Nl}\\p{No}]{2,}(?:--[${AZ}0-9\\-]+)?(?![${WORD}\\-])`;
  const PORT = "(?::[0-9]+)?";

  const X_PATH = `${AZ}${CYRILLIC}0-9!*';:=+,.$/%#\\[\\]\\-\\u2013_~@|&${LATIN}`;
  const X_END = `[${AZ}${CYRILLIC}0-9=_#/+\\-${LATIN}]`;
  const X_PARENTHESES = `\\([${X_PATH}]+(?:\\([${X_PATH}]+\\)[${X_PATH}]*)?\\)`;
  const X_TAIL = `(?:/(?:(?:[${X_PATH}]|${X_PARENTHESES})*(?:${X_END}|${X_PARENTHESES}))?)?` +
    `(?:\\?[${AZ}0-9!?*'@();:&=+$/%#\\[\\]\\-_.,~|]*[${AZ}0-9\\-_&=#/])?`;
  const TOP = `${COUNTRIES} ${GENERIC}`.split(" ").map(anyCase).join("|");
  const X = `${BEFORE}(?:${SCHEME}${HOST}|(?<![\\-_./])(?:[${AZ}0-9${LATIN}](?:[${AZ}0-9${LATIN}\\-]*[${AZ}0-9${LATIN}])?\\.)+` +
    `(?:${TOP})(?![${WORD}@\\-]))${PORT}${X_TAIL}`;

  const M_PATH = `[^${SPACE}<>()?]`;
  const M_END = `[^${SPACE}()?!*"'「」<>;:=,.$%\\[\\]~&|@]`;
  const M_PARENTHESES = `\\(${M_PATH}*(?:\\(${M_PATH}+\\)${M_PATH}*)?\\)`;
  const MASTODON = `${BEFORE}${SCHEME}${HOST}${PORT}` +
    `(?:/(?:(?:${M_PATH}|${M_PARENTHESES})*(?:${M_END}|${M_PARENTHESES}|/))?)?` +
    `(?:\\?[${AZ}0-9!?*'();:&=+$/%#\\[\\]\\-_.,~|@\\^\\u00a0-\\ufffd]*[${AZ}0-9_&=#/\\-\\u00a0-\\ufffd])?`;

  const RUN = new RegExp(`[^${SPACE}]+`, "gu");
  const PATTERNS = { x: new RegExp(X, "gu"), mastodon: new RegExp(MASTODON, "gu") };
  const MENTION = new RegExp(
    `(?<![=/${WORD}])(@[${AZ}0-9_]+(?:[${AZ}0-9_.\\-]+[${AZ}0-9_]+)?)@[${WORD}.\\-]+[${AZ}0-9]+`, "gu");

  // ---- Zeichen
  const NOT_ALONE = new RegExp("[^\\t\\n -~\\u00a0-\\u02ff\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20c0\\u2100-\\u2bff" +
    "\\u{1f300}-\\u{1f3fa}\\u{1f400}-\\u{1faff}]", "u");
  const NOT_LIGHT = /[^\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/gu;
  const ONE = "(?:[©®]\\ufe0f|(?![©®])\\p{Extended_Pictographic})(?:\\ufe0f|\\p{Emoji_Modifier})*[\\u{e0020}-\\u{e007f}]*";
  const EMOJI = new RegExp(
    `[#*0-9]\\ufe0f?\\u20e3|\\p{Regional_Indicator}{2}|${ONE}(?:\\u200d${ONE})*`, "gu");
  const NEARLY = new RegExp(
    `\\r\\n|(?:\\p{Regional_Indicator}{2}|${ONE}(?:\\u200d${ONE})*|[^])[\\p{M}\\u200c\\u200d\\ufe0f]*`, "gu");
  const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter("de", { granularity: "grapheme" }) : null;

  const countMatches = (pattern, text) => (text.match(pattern) || []).length;
  const countPoints = (text) => text.length - countMatches(/[\ud800-\udbff][\udc00-\udfff]/g, text);

  function countGraphemes(text) {
    if (!NOT_ALONE.test(text)) return countPoints(text);
    if (!segmenter) return countMatches(NEARLY, text);
    let count = 0;
    for (const _ of segmenter.segment(text)) count += 1;
    return count;
  }

  const countBytes = (text) => new TextEncoder().encode(text).length;

  /** Die Länge eines Rechnernamenteils in ASCII (RFC 3492): „xn--“ und Punycode. */
  function asciiLength(label) {
    const points = [...label].map((sign) => sign.codePointAt(0));
    const plain = points.filter((point) => point < 128).length;
    if (plain === points.length) return plain;
    let length = 4 + plain + (plain > 0 ? 1 : 0);
    let [current, delta, bias, done] = [128, 0, 72, plain];
    while (done < points.length) {
      const next = Math.min(...points.filter((point) => point >= current));
      delta += (next - current) * (done + 1);
      current = next;
      for (const point of points) {
        if (point < current) delta += 1;
        if (point !== current) continue;
        let rest = delta;
        for (let step = 36; ; step += 36) {
          const threshold = step <= bias ? 1 : step >= bias + 26 ? 26 : step - bias;
          length += 1;
          if (rest < threshold) break;
          rest = Math.floor((rest - threshold) / (36 - threshold));
        }
        delta = done === plain ? Math.floor(delta / 700) : Math.floor(delta / 2);
        delta += Math.floor(delta / (done + 1));
        let rounds = 0;
        for (; delta > 455; rounds += 36) delta = Math.floor(delta / 35);
        bias = rounds + Math.floor((36 * delta) / (delta + 38));
        [delta, done] = [0, done + 1];
      }
      [delta, current] = [delta + 1, current + 1];
    }
    return length;
  }

  function isPossible(address) {
    const scheme = address.indexOf("://");
    const host = (address.slice(scheme < 0 ? 0 : scheme + 3) || address).split(/[/?:]/)[0];
    return countPoints(address) <= LONGEST && host.split(".").every((label) => asciiLength(label) <= LONGEST_LABEL);
  }

  /** Teilt einen Text: was zwischen den Adressen steht, und wie viele Adressen es sind. */
  function splitAddresses(network, text) {
    const between = [];
    let [at, count] = [0, 0];
    for (const run of text.matchAll(RUN)) {
      if (!run[0].includes(".")) continue;
      for (const found of run[0].matchAll(PATTERNS[network])) {
        if (!isPossible(found[0])) continue;
        between.push(text.slice(at, run.index + found.index));
        at = run.index + found.index + found[0].length;
        count += 1;
      }
    }
    return { between: [...between, text.slice(at)], count };
  }

  function countMastodon(text) {
    const { between, count } = splitAddresses("mastodon", text);
    return between.reduce((sum, piece) => sum + countGraphemes(piece.replace(MENTION, "$1")), 0) + ADDRESS_LENGTH * count;
  }

  function weigh(text) {
    const emoji = countMatches(EMOJI, text);
    const without = text.replace(EMOJI, "");
    return 2 * emoji + countPoints(without) + countMatches(NOT_LIGHT, without);
  }

  function countWeighted(text) {
    const { between, count } = splitAddresses("x", text.normalize("NFC"));
    return between.reduce((sum, piece) => sum + (countMatches(NOT_LIGHT, piece) ? weigh(piece) : countPoints(piece)), 0) +
      ADDRESS_LENGTH * count;
  }

  function countThreads(text) {
    if (!countMatches(NOT_LIGHT, text)) return countPoints(text);
    const without = text.replace(EMOJI, "");
    return countPoints(without) + countBytes(text) - countBytes(without);
  }

  const BY_NETWORK = { "mastodon characters": countMastodon, "threads characters": countThreads };
  const BY_UNIT = {
    characters: (text) => text.length,
    graphemes: countGraphemes,
    bytes: countBytes,
    weighted: countWeighted,
  };

  /** @returns {number} Wie lang `text` in der Einheit `unit` für das Netzwerk `network` ist. */
  function count(network, unit, text) {
    return (BY_NETWORK[`${network} ${unit}`] || BY_UNIT[unit])(text);
  }

  /**
   * Ein Maß je Grenze des Kanals.
   * @param {{network: string, texts: {unit: string, limit: number}[], caption: ?Array, countsWarning: boolean}} channel
   * @returns {{unit: string, length: number, limit: number}[]}
   */
  function measure(channel, text, warning, pictures) {
    const limits = pictures && channel.caption ? channel.caption : channel.texts;
    const extra = (unit) => (warning && channel.countsWarning
      ? (unit === "bytes" ? countBytes(warning) : countGraphemes(warning)) + (channel.warningGap || 0) : 0);
    return limits.map(({ unit, limit }) => ({ unit, limit, length: count(channel.network, unit, text) + extra(unit) }));
  }

  /** Das Maß, das seiner Grenze am nächsten oder am weitesten darüber ist. */
  const tightest = (measures) => measures.reduce((one, other) =>
    (other.length / other.limit > one.length / one.limit ? other : one));

  Amtsfunk.zaehlen = { count, measure, tightest, countGraphemes, asciiLength, exact: segmenter !== null };
})(window.Amtsfunk);
