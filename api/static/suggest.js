// Suggestions while typing, for every search box: a combobox as the ARIA Authoring Practices describe it.
// Without this script the box is a form like any other.
"use strict";

(function () {
  const PAUSE = 60; // milliseconds without a key before the server is asked

  function attach(input, number) {
    const form = input.form;
    const list = document.createElement("ul");
    const status = document.createElement("span");
    list.id = "suggestions-" + number;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.suggestions);
    status.className = "unseen";
    status.setAttribute("role", "status");
    form.classList.add("suggesting");
    form.append(list, status);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"], ["spellcheck", "false"]]) {
      input.setAttribute(name, value);
    }

    let chosen = -1;
    let asked = 0; // only the answer to what was typed last is shown
    let timer = 0;

    function close() {
      asked += 1;
      clearTimeout(timer);
      list.hidden = true;
      list.replaceChildren();
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    }

    function choose(number) {
      chosen = number;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
      const option = list.children[number];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function part(className, text) {
      const span = document.createElement("span");
      span.className = className;
      span.textContent = text;
      return span;
    }

    // Everything that comes from the data is set as text, never as markup; addresses are those of our own pages.
    function show(found) {
      const options = found.suggestions.map((hit, at) => {
        const option = document.createElement("li");
        option.id = list.id + "-" + at;
        option.dataset.href = hit.href;
        option.setAttribute("role", "option");
        option.append(part("name", hit.label));
        if (hit.why) option.append(part("why", hit.why));
        option.append(part("class", hit.kind));
        return option;
      });
      list.replaceChildren(...options);
      choose(-1);
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = found.told;
    }

    async function ask() {
      const turn = ++asked;
      const typed = input.value.trim();
      if (!typed) return close();
      try {
        const response = await fetch(input.dataset.suggest + "?q=" + encodeURIComponent(typed), { headers: { Accept: "application/json" } });
        if (!response.ok) return;
        const found = await response.json();
        if (turn === asked) show(found);
      } catch (error) {
        if (turn === asked) close(); // the form still works
      }
    }

    function open(option) {
      const target = new URL(option.dataset.href, location.href);
      if (target.origin === location.origin) location.assign(target);
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return; // the keys are those of an input method
      const count = list.children.length;
      if (event.key === "Escape" && !list.hidden) close();
      else if (event.key === "Enter" && list.children[chosen]) open(list.children[chosen]);
      else if (event.key === "ArrowDown" && !count) ask();
      else if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
      else if (event.key === "ArrowUp" && count) choose(chosen < 0 ? count - 1 : chosen - 1);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) open(option);
    });
    input.addEventListener("blur", close);
    addEventListener("pageshow", close);
  }

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
