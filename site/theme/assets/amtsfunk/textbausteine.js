// Textbausteine durchsuchen: blendet aus, was nicht passt, und sagt, wie viele es sind. Es wird nichts geladen und nichts gesendet.
"use strict";
(function () {
  const form = document.querySelector("form[data-af=snippets]");
  if (!form) return;
  const input = form.querySelector("input");
  const status = document.querySelector("[data-af=snippet-count]");
  const all = document.querySelector("[data-af=all-snippets]");
  const { words, matcher } = window.amtsfunkFalten;

  // Ein Baustein reicht von seiner Überschrift bis zur nächsten, eine Gruppe bis zur nächsten Gruppe.
  const groups = [];
  for (const heading of document.querySelectorAll("main h2[id^=gruppe-]")) {
    const group = { heading, lead: [], snippets: [] };
    for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) {
      if (next.tagName === "H3") group.snippets.push({ parts: [] });
      if (group.snippets.length) group.snippets[group.snippets.length - 1].parts.push(next);
      else group.lead.push(next);
    }
    for (const one of group.snippets) {
      const said = one.parts.map((part) => [...part.childNodes].map((node) => node.textContent).join(" "));
      one.folded = ` ${words([heading.textContent, ...said].join(" ")).join(" ")} `;
    }
    groups.push(group);
  }
  const total = groups.reduce((sum, group) => sum + group.snippets.length, 0);
  const overview = document.querySelector("[data-af=snippet-groups]");

  const filter = () => {
    const asked = words(input.value).filter((word) => word.length > 1);
    const wanted = asked.map(matcher);
    let shown = 0;
    for (const group of groups) {
      let here = 0;
      for (const one of group.snippets) {
        const fits = wanted.every((matches) => matches(one.folded));
        for (const part of one.parts) part.hidden = !fits;
        here += fits ? 1 : 0;
      }
      group.heading.hidden = here === 0;
      for (const part of group.lead) part.hidden = asked.length > 0;
      shown += here;
    }
    if (overview) overview.hidden = asked.length > 0;
    all.hidden = asked.length === 0;
    status.textContent = asked.length === 0 ? ""
      : shown === 0 ? `Kein Textbaustein passt zu „${input.value.trim()}“. Versuchen Sie ein anderes oder kürzeres Wort.`
      : shown === 1 ? `Ein Textbaustein von ${total}` : `${shown} Textbausteine von ${total}`;
  };

  let waiting;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 200); });
  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  all.addEventListener("click", () => { input.value = ""; filter(); input.focus(); });
  form.hidden = false;
  if (input.value) filter();
})();
