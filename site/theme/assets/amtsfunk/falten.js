// Wörter, wie die Suche sie vergleicht. Das Verzeichnis faltet genauso: scripts/amtsfunk/pages/folding.py.
"use strict";
(function (scope) {
  const words = (text) =>
    (text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("ß", "ss").match(/[\p{L}\p{N}]+/gu) || [])
      .map((word) => word.replace(/(^|[^aeioq])([aou])e/gu, "$1$2"));

  // Endungen der Beugung, die längsten zuerst, und wie viele Buchstaben mindestens stehen bleiben
  const endings = [["innen", 4, "in"], ["ern", 4, ""], ["em", 4, ""], ["en", 4, ""], ["er", 3, ""], ["es", 3, ""],
    ["e", 3, ""], ["n", 4, ""], ["s", 4, ""]];
  const stem = (word) => {
    for (const [ending, least, instead] of endings) {
      if (word.endsWith(ending) && word.length - ending.length >= least) return word.slice(0, -ending.length) + instead;
    }
    return word;
  };

  // Ob das Wort oder sein Stamm vorkommt. Ein sehr kurzer Stamm muss am Anfang eines Wortes stehen: „Räte“ meint nicht „Beratung“.
  const matcher = (word) => {
    const root = stem(word);
    const needle = root !== word && root.length < 4 ? " " + root : root;
    return (folded) => folded.includes(word) || (" " + folded).includes(needle);
  };

  scope.amtsfunkFalten = { words, stem, matcher };
})(globalThis);
