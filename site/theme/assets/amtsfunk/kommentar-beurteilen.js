// „Kommentar beurteilen“: führt Frage für Frage durch die Liste, die darunter steht. Es wird nichts gespeichert und nichts gesendet.
"use strict";
(function () {
  const tool = document.querySelector("[data-af=tree]");
  const list = document.querySelector("[data-af=questions]");
  if (!tool || !list) return;
  const part = (name) => tool.querySelector(`[data-af="${name}"]`);
  const modules = new Map(list.dataset.modules.trim().split("\n").filter(Boolean).map((row) => {
    const [title, anchor] = row.split("|").map((piece) => piece.trim());
    return [title, anchor];
  }));

  // ---- Die Fragen, wie sie auf der Seite stehen
  const until = (heading) => {
    const found = [];
    for (let next = heading.nextElementSibling; next && !/^H[1-3]$/.test(next.tagName); next = next.nextElementSibling) found.push(next);
    return found;
  };
  const questions = new Map();
  for (const heading of list.querySelectorAll("h3[id^=frage-]")) {
    const parts = until(heading);
    const answers = parts.flatMap((one) => one.tagName === "UL" ? [...one.children] : []).map((item) => {
      const label = item.querySelector("strong");
      return {
        label: label.textContent.replace(/:\s*$/, ""),
        said: item,
        jumps: [...item.querySelectorAll("a[href^='#frage-']")].map((link) => link.hash.slice(1)),
        ends: [...item.querySelectorAll("strong")].some((one) => one.textContent === "Ende."),
      };
    });
    questions.set(heading.id, { title: heading.textContent, said: parts.filter((one) => one.tagName !== "UL"), answers });
  }
  const first = questions.keys().next().value;

  // ---- Was zu einer Regel gehört
  const rules = document.querySelector("[data-af=rules]");
  const choice = tool.querySelector("select");
  for (const heading of rules ? rules.querySelectorAll("h3") : []) choice.add(new Option(heading.textContent, heading.id));
  choice.addEventListener("change", () => {
    const heading = choice.value && document.getElementById(choice.value);
    part("rule-said").replaceChildren(...(heading ? until(heading).map((one) => one.cloneNode(true)) : []));
  });

  // Textbausteine, die eine Antwort mit Namen nennt, werden zu Links.
  const linked = (node) => {
    const texts = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const found = /^(.*?„)([^“]+)(“.*)$/s.exec(text.data);
      if (!found || !modules.has(found[2])) continue;
      const link = document.createElement("a");
      link.href = `textbausteine.html#${modules.get(found[2])}`;
      link.textContent = found[2];
      text.replaceWith(found[1], link, found[3]);
    }
    return node;
  };

  const button = (label, act) => {
    const item = document.createElement("li");
    const made = document.createElement("button");
    made.type = "button";
    made.className = "af-button";
    made.textContent = label;
    made.addEventListener("click", act);
    item.append(made);
    return item;
  };

  // ---- Der Weg: eine Frage, oder was nach einer Antwort zu tun ist
  let way = [{ question: first }];
  const go = (step) => { way.push(step); show(true); };

  const showQuestion = (id) => {
    const { title, said, answers } = questions.get(id);
    part("asked").textContent = title;
    part("said").replaceChildren(...said.map((one) => one.cloneNode(true)));
    part("answers").replaceChildren(...answers.map((answer) => button(answer.label, () => {
      const onlyOn = !answer.ends && answer.jumps.length === 1 && /^[^:]*:?\s*weiter mit Frage \d+\.?$/i.test(answer.said.textContent.trim());
      way[way.length - 1].answer = answer.label;
      go(onlyOn ? { question: answer.jumps[0] } : { result: answer });
    })));
  };

  const showResult = (answer) => {
    part("asked").textContent = answer.ends && answer.jumps.length === 0 ? "Ergebnis" : "Zuerst das";
    const said = document.createElement("p");
    said.append(...[...answer.said.cloneNode(true).childNodes].slice(1));
    for (const link of said.querySelectorAll("a[href^='#frage-']")) link.replaceWith(link.textContent);
    part("said").replaceChildren(linked(said));
    part("answers").replaceChildren(...answer.jumps.map((id) => button(`Weiter mit ${questions.get(id).title}`, () => go({ question: id }))));
  };

  function show(moved) {
    const step = way[way.length - 1];
    const passed = way.filter((one) => one.question && one.answer);
    part("way").textContent = passed.map((one) => `${questions.get(one.question).title}: ${one.answer}`).join(" → ");
    if (step.question) showQuestion(step.question);
    else showResult(step.result);
    // Wo nichts geschieht oder noch gefragt wird, gibt es keine Maßnahme auszusuchen.
    const acts = step.result && step.result.jumps.length === 0 && !/^[^:]*:\s*Stehen lassen/.test(step.result.said.textContent);
    part("rule").hidden = !acts || choice.options.length < 2;
    choice.value = "";
    part("rule-said").replaceChildren();
    part("back").disabled = part("again").disabled = way.length === 1;
    if (moved) part("asked").focus();
  }

  part("back").addEventListener("click", () => {
    if (way.length === 1) return;
    way.pop();
    delete way[way.length - 1].answer;
    show(true);
  });
  part("again").addEventListener("click", () => { way = [{ question: first }]; show(true); });
  tool.hidden = false;
  show(false);
})();
