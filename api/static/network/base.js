// What all scripts of a network share: its data, its texts, and what is shown of it. Scripts add their part to `unionNetwork`.
"use strict";

window.unionNetwork = (function () {
  const source = document.getElementById("network-data");
  if (!source || !window.vis) return null;
  const texts = JSON.parse(document.getElementById("network-texts").textContent);

  // A text of the template with its {name}s filled in.
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // An element with properties and children; texts become text nodes, whatever they contain.
  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function mark(cls) {
    const found = document.getElementById("marks").content.querySelector(".c-" + cls.toLowerCase());
    return found ? found.cloneNode(true) : "";
  }

  function say(text) {
    document.getElementById("said").textContent = text;
  }

  function note(text) {
    document.getElementById("net-note").textContent = text;
  }

  // A menu closes when something else is clicked.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  return {
    data: JSON.parse(source.textContent),
    texts, fill, css, make, mark, say, note,
    byId: (id) => document.getElementById(id),
    edgeId: (edge) => edge.from + " " + edge.kind + " " + edge.to,
    // How the reader looks at it; state.js keeps it in the address.
    look: { hidden: new Set(), since: "", until: "", undated: true, size: "links", colour: "class", at: new Map() },
    lookChanged() {}, // the look has changed: state.js tells the address
    drawnChanged() {}, // nodes came or went: legend, table and time line follow
  };
})();
