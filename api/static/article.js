// On an article's page: a fact shows the words that state it, a sentence shows its facts. Without this script the same
// links lead to their places.
"use strict";

(function () {
  const pieces = [...document.querySelectorAll("[id^=c][data-end]")].map((element) => ({
    element,
    start: Number(element.id.slice(1)),
    end: Number(element.dataset.end),
  }));
  if (!pieces.length) return;

  function clear() {
    document.querySelectorAll(".lit").forEach((element) => element.classList.remove("lit"));
  }

  function light(start, end) {
    clear();
    const found = pieces.filter((piece) => piece.start >= start && piece.end <= end);
    found.forEach((piece) => piece.element.classList.add("lit"));
    if (found.length) found[0].element.scrollIntoView({ block: "center", behavior: calm() });
  }

  function calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  }

  function showFacts(sentence) {
    clear();
    const facts = sentence.dataset.facts.split(" ").map((number) => document.getElementById("f" + number)).filter(Boolean);
    sentence.classList.add("lit");
    facts.forEach((fact) => fact.classList.add("lit"));
    if (facts.length) facts[0].scrollIntoView({ block: "nearest", behavior: calm() });
    return facts[0];
  }

  document.addEventListener("click", (event) => {
    const place = event.target.closest("a.place");
    const states = event.target.closest("a.states");
    if (place) {
      event.preventDefault();
      history.replaceState(null, "", place.hash);
      light(Number(place.dataset.start), Number(place.dataset.end));
    } else if (states) {
      event.preventDefault();
      const fact = showFacts(states.closest(".sentence"));
      const link = fact && fact.querySelector("a");
      if (link) link.focus({ preventScroll: true });
    } else if (!event.target.closest("a")) {
      const sentence = event.target.closest(".sentence[data-facts]");
      if (sentence && getSelection().isCollapsed) showFacts(sentence);
      else if (!sentence && event.target.closest(".body")) clear();
    }
  });

  // Who comes from a fact's sentence on another page sees all of that sentence.
  function arrive() {
    const start = Number((location.hash.match(/^#c(\d+)$/) || [])[1]);
    if (Number.isNaN(start)) return;
    const ends = [...document.querySelectorAll('a.place[data-start="' + start + '"]')].map((a) => Number(a.dataset.end));
    if (ends.length) light(start, Math.max(...ends));
  }
  addEventListener("hashchange", arrive);
  arrive();
})();
