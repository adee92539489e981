// Das Formular: Teile und Bilder anfügen und entfernen, Felder nach Art des Beitrags zeigen, alles auslesen und füllen.
"use strict";
window.Amtsfunk = window.Amtsfunk || {};
(function (Amtsfunk) {
  const LINES = ["topic", "kind", "office", "claim_url", "evidence", "corrects", "was_wrong", "because", "occasion", "link",
    "no_link_because", "latest", "content_warning", "decision", "repeat_of", "language", "file_number"];
  const FLAGS = ["timely", "sensitive", "paid"];
  const PICTURE_LINE = /^\s*!\[(.*)\]\(\s*([^\s()"„“”]+)(?:\s+"(.*)")?\s*\)\s*$/u;
  let numbers = 0;

  /**
   * @param {HTMLElement} root  `[data-af=write]`
   * @param {function(string): void} tell  sagt einen Satz an, ohne den Fokus zu bewegen
   * @param {function(): void} changed
   */
  function createForm(root, facts, tell, changed) {
    const form = root.querySelector("form");
    const part = (name) => root.querySelector(`[data-af="${name}"]`);
    const common = part("parts");
    const ownSwitches = part("own-switches");
    const ownTexts = part("own-texts");
    const field = (name) => form.elements.namedItem(name);

    // ---- Teile und Bilder

    const copyOf = (name) => part(name).content.cloneNode(true).firstElementChild;

    function name(element, id, control, label) {
      const input = element.querySelector(control);
      input.id = id;
      (label || input.closest(".af-field").querySelector("label")).htmlFor = id;
      const hint = input.closest(".af-field").querySelector(".af-hint");
      if (hint) {
        hint.id = `${id}-hint`;
        input.setAttribute("aria-describedby", hint.id);
      }
      return input;
    }

    function addPart(place, values) {
      const element = copyOf("part-template");
      const text = name(element, `w-text-${numbers += 1}`, "[name=text]");
      const counts = element.querySelector("[data-af=counts]");
      counts.id = `${text.id}-counts`;
      text.setAttribute("aria-describedby", counts.id);
      text.value = values ? values.text : "";
      for (const picture of values ? values.pictures : []) addPicture(element, picture);
      place.append(element);
      renumber(place);
      return element;
    }

    function addPicture(element, values) {
      const picture = copyOf("picture-template");
      picture.id = `w-picture-${numbers += 1}`;
      for (const key of ["file", "alt", "credit"]) {
        name(picture, `${picture.id}-${key}`, `[name=${key}]`).value = values ? values[key] : "";
      }
      element.querySelector("[data-af=pictures]").append(picture);
      renumber(element.parentElement || common);
      return picture;
    }

    function renumber(place) {
      const parts = [...place.children];
      parts.forEach((element, index) => {
        const label = parts.length > 1 ? `Teil ${index + 1}` : "Text";
        element.querySelector("legend").textContent = label;
        element.classList.toggle("af-part--only", parts.length === 1);
        element.querySelector("[data-af=remove-part]").hidden = parts.length === 1;
        const pictures = [...element.querySelectorAll(".af-picture")];
        pictures.forEach((picture, number) => {
          picture.querySelector("legend").textContent = pictures.length > 1 ? `Bild ${number + 1}` : "Bild";
        });
      });
    }

    /** Entfernt und gibt den Fokus dem Nachbarn, damit er nicht verloren geht. */
    function remove(element, place, selector, what) {
      const siblings = [...place.querySelectorAll(selector)];
      const at = siblings.indexOf(element);
      const label = element.querySelector("legend").textContent;
      const neighbour = siblings[at + 1] || siblings[at - 1];
      element.remove();
      const target = neighbour ? neighbour.querySelector("legend") : place.parentElement.querySelector("[data-af=add-picture]");
      target.focus();
      tell(`${label || what} ist entfernt.`);
    }

    /** Eine Bildzeile, die im Text landet, wird ein Bild dieses Teils. */
    function takePictureLines(area) {
      const lines = area.value.split("\n");
      const found = lines.map((line) => PICTURE_LINE.exec(line)).filter(Boolean);
      if (!found.length) return;
      area.value = lines.filter((line) => !PICTURE_LINE.test(line)).join("\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\n+$/g, "");
      for (const [, alt, file, credit] of found) addPicture(area.closest(".af-part"), { alt, file, credit: credit || "" });
      tell(found.length > 1 ? "Die Bildzeilen sind jetzt Bilder unter dem Text." : "Die Bildzeile ist jetzt ein Bild unter dem Text.");
    }

    /** Die fertige Zeile von „Bild vorbereiten“, in den Dateinamen eingefügt, verteilt sich auf die drei Felder. */
    function takePictureLine(input) {
      const found = PICTURE_LINE.exec(input.value);
      if (!found) return;
      const picture = input.closest(".af-picture");
      ["alt", "file", "credit"].forEach((key, index) => {
        if (found[index + 1]) picture.querySelector(`[name=${key}]`).value = found[index + 1];
      });
      tell("Dateiname, Beschreibung und Nachweis sind eingetragen.");
    }

    // ---- eigene Texte je Kanal

    function ownBox(channel) {
      return ownTexts.querySelector(`[data-channel="${channel}"]`);
    }

    function openOwn(channel, parts) {
      const box = document.createElement("fieldset");
      box.dataset.channel = channel;
      box.className = "af-own";
      const legend = document.createElement("legend");
      legend.textContent = `Eigener Text für ${facts.channels[channel].label}`;
      const place = document.createElement("div");
      const add = document.createElement("button");
      Object.assign(add, { type: "button", className: "af-button af-button--quiet", textContent: "Weiteren Teil anfügen" });
      add.dataset.af = "add-part";
      box.append(legend, place, add);
      ownTexts.append(box);
      for (const one of parts) addPart(place, one);
      return box;
    }

    function setOwn(channel, wanted) {
      const box = ownBox(channel);
      if (wanted && !box) {
        openOwn(channel, readParts(common)).querySelector("textarea").focus();
        tell(`Eigener Text für ${facts.channels[channel].label}: der gemeinsame Text steht schon darin.`);
      }
      if (!wanted && box) {
        box.remove();
        tell(`Für ${facts.channels[channel].label} gilt wieder der gemeinsame Text.`);
      }
    }

    function offerOwn() {
      const chosen = chosenChannels();
      part("own").hidden = chosen.length < 2 && !ownTexts.childElementCount;
      const wanted = chosen.map((channel) => {
        const known = ownSwitches.querySelector(`[value="${channel}"]`);
        if (known) return known.closest("label");
        const label = document.createElement("label");
        label.className = "af-check";
        const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "own", value: channel });
        const text = document.createElement("span");
        text.textContent = facts.channels[channel].label;
        label.append(box, " ", text);
        return label;
      });
      for (const box of [...ownTexts.children]) {
        box.hidden = !chosen.includes(box.dataset.channel);
      }
      const shown = [...ownSwitches.children];
      if (shown.length !== wanted.length || shown.some((label, index) => label !== wanted[index])) {
        for (const label of shown) if (!wanted.includes(label)) label.remove();
        for (const label of wanted) ownSwitches.append(label);
      }
    }

    // ---- auslesen

    const checked = (wanted) => [...form.querySelectorAll(`input[name="${wanted}"]:checked`)].map((box) => box.value);
    const chosenChannels = () => checked("channels");
    const isShown = (input) => !input.closest("[hidden]");

    const readParts = (place) => [...place.children].map((element) => ({
      id: element.querySelector("[name=text]").id,
      element,
      text: element.querySelector("[name=text]").value,
      pictures: [...element.querySelectorAll(".af-picture")].map((picture) => ({
        id: picture.id,
        file: picture.querySelector("[name=file]").value,
        alt: picture.querySelector("[name=alt]").value,
        credit: picture.querySelector("[name=credit]").value,
      })),
    }));

    /** @returns {Draft} */
    function read() {
      const lines = {};
      for (const key of LINES) if (isShown(field(key)) || key === "topic") lines[key] = field(key).value.trim();
      for (const key of FLAGS) lines[key] = field(key).checked ? "true" : "";
      const since = field("since");
      lines.since = isShown(since) ? since.value.split("-").reverse().join(".") : "";
      if (lines.kind === "service") lines.kind = "";
      const own = {};
      for (const box of ownTexts.children) if (!box.hidden) own[box.dataset.channel] = readParts(box.querySelector("div"));
      return {
        title: field("title").value,
        name: field("name").value,
        parts: readParts(common),
        channels: chosenChannels(),
        own,
        when: checked("when")[0],
        date: field("date").value,
        time: field("time").value,
        lines,
        lists: { mentions: checked("mentions") },
        poll: {
          options: [...form.querySelectorAll("[name=poll]")].map((input) => input.value),
          duration: field("poll-duration").value,
          multiple: field("poll-multiple").checked,
        },
      };
    }

    // ---- füllen

    const setChecked = (wanted, values) => {
      for (const box of form.querySelectorAll(`input[name="${wanted}"]`)) box.checked = values.includes(box.value);
    };

    /** @param {Draft} draft */
    function fill(draft) {
      form.reset();
      for (const key of ["title", "name", "date", "time"]) field(key).value = draft[key];
      for (const choice of choices) choice.begin(draft.lines[choice.name] || "");
      for (const key of LINES) field(key).value = draft.lines[key] || (key === "kind" ? "service" : "");
      for (const key of FLAGS) field(key).checked = draft.lines[key] === "true";
      field("since").value = (draft.lines.since || "").split(".").reverse().join("-");
      setChecked("channels", draft.channels);
      setChecked("mentions", draft.lists.mentions || []);
      setChecked("when", [draft.when]);
      form.querySelectorAll("[name=poll]").forEach((input, index) => { input.value = draft.poll.options[index] || ""; });
      if (draft.poll.options.length) field("poll-duration").value = draft.poll.duration;
      field("poll-multiple").checked = draft.poll.multiple;
      common.replaceChildren();
      ownTexts.replaceChildren();
      for (const one of draft.parts.length ? draft.parts : [null]) addPart(common, one);
      refresh();
      for (const [channel, parts] of Object.entries(draft.own)) {
        openOwn(channel, parts);
        ownSwitches.querySelector(`[value="${channel}"]`).checked = true;
      }
    }

    /** Zeigt, was zur Art und zum Zeitpunkt gehört. */
    function refresh() {
      const kind = field("kind");
      part("kind-means").textContent = kind.selectedOptions[0].dataset.means;
      for (const element of form.querySelectorAll("[data-kinds]")) {
        element.hidden = !element.dataset.kinds.split(" ").includes(kind.value);
      }
      part("at").hidden = checked("when")[0] !== "at";
      offerOwn();
    }

    function takeSlot(slot) {
      [field("date").value, field("time").value] = slot.at.split("T");
      if (!field("topic").value) field("topic").value = slot.topic;
      if (!chosenChannels().length) setChecked("channels", slot.channels);
      refresh();
      tell("Der freie Platz ist eingetragen.");
    }

    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-af]");
      if (!button) return;
      const element = button.closest(".af-part");
      const place = button.closest(".af-own") ? button.closest(".af-own").querySelector("div") : common;
      if (button.dataset.af === "add-part") {
        addPart(place).querySelector("textarea").focus();
        tell(`Teil ${place.childElementCount} ist angefügt.`);
      } else if (button.dataset.af === "add-picture") {
        addPicture(element).querySelector("input").focus();
        tell("Ein Bild ist angefügt.");
      } else if (button.dataset.af === "remove-part") {
        remove(element, element.parentElement, ":scope > .af-part", "Der Teil");
        renumber(place);
      } else if (button.dataset.af === "remove-picture") {
        remove(button.closest(".af-picture"), element.querySelector("[data-af=pictures]"), ".af-picture", "Das Bild");
        renumber(place);
      }
      changed();
    });
    form.addEventListener("input", (event) => {
      const input = event.target;
      if (input.name === "own") setOwn(input.value, input.checked);
      if (input.name === "file") takePictureLine(input);
      if (input.name === "text") takePictureLines(input);
      if (input.name === "slot" && input.value) takeSlot(facts.slots[Number(input.value)]);
      refresh();
      changed();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    const choices = [...form.querySelectorAll("[data-af=earlier]")].map((select) => Amtsfunk.fruehere.offer(select, tell));
    field("paid").id = "w-paid";
    addPart(common);
    refresh();
    return { read, fill, element: form };
  }

  Amtsfunk.createForm = createForm;
})(window.Amtsfunk);
