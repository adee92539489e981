// Setzt das gemerkte Farbschema, bevor die Seite gezeichnet wird. Sonst wird nichts gespeichert.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.remove("no-js");
  try {
    const kept = localStorage.getItem("farbschema");
    if (kept === "hell" || kept === "dunkel") root.dataset.farbe = kept;
  } catch (blocked) { /* Ohne Speicher gilt das Schema des Geräts. */ }
})();
