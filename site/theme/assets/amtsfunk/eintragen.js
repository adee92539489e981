// „Adresse eintragen“: macht aus Beitrag, Kanal und Adresse den fertigen Befehl. Es wird nichts geladen und nichts gesendet;
// unterschrieben wird im Terminal.
"use strict";
(function () {
  const root = document.querySelector("[data-af=record]");
  if (!root) return;
  const form = root.querySelector("form");
  const field = (name) => form.elements.namedItem(name);
  const part = (name) => root.querySelector(`[data-af="${name}"]`);
  const POST = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const PLAIN = /^[\x21-\x7e]+$/;
  const bare = (host) => host.toLowerCase().replace(/^www\./, "");

  // Was ein Terminal selbst deuten würde, wird umschrieben; die Adresse bleibt dieselbe.
  const quoted = (address) => `"${address.replace(/["$`!\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}"`;

  function trouble(post, option, address) {
    if (!post) return "Welcher Beitrag ist es?";
    if (!POST.test(post)) return "Der Name eines Beitrags besteht aus kleinen Buchstaben, Ziffern und Bindestrichen.";
    if (!option || !option.value) return "Auf welchem Kanal steht er?";
    if (!address) return "Fügen Sie die Adresse ein.";
    let url;
    try { url = new URL(address); } catch (broken) { return "Das ist noch keine vollständige Adresse. Sie beginnt mit https://"; }
    const host = option.dataset.host;
    const there = host.includes(":") ? url.host : url.hostname;
    const port = host.includes(":") ? "" : url.port;
    if (!/^https?:$/.test(url.protocol) || url.username || port || bare(there) !== bare(host)) {
      return `Diese Adresse gehört nicht zum Kanal „${option.textContent}“. Dort beginnt sie mit https://${host}/`;
    }
    if (!PLAIN.test(address)) return "In der Adresse stehen Leerzeichen, Umlaute oder ß. Kopieren Sie sie bitte noch einmal aus dem Browser.";
    return "";
  }

  function show() {
    const post = field("beitrag").value.trim();
    const option = field("kanal").selectedOptions[0];
    const address = field("adresse").value.trim();
    const said = trouble(post, option, address);
    part("told").textContent = said;
    part("ready").hidden = Boolean(said);
    root.querySelector("#e-command").textContent = said
      ? "" : `amtsfunk record ${post} ${option.value} ${quoted(address)} --key SCHLÜSSEL`;
  }

  const asked = new URLSearchParams(location.search);
  field("beitrag").value = (asked.get("beitrag") || "").slice(0, 80);
  const channel = asked.get("kanal") || "";
  if ([...field("kanal").options].some((option) => option.value === channel)) field("kanal").value = channel;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.hidden = false;
  show();
}());
