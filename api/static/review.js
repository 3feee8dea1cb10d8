// One key answers: it presses the button, or follows the link, that carries it.
(() => {
  "use strict";

  const typing = (element) => element.matches("input:not([type=hidden]), textarea, select");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (typing(event.target)) return;
    const chosen = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!chosen) return;
    event.preventDefault();
    // A correction has to be typed before it can be sent.
    const needed = chosen.dataset.needs && document.getElementById(chosen.dataset.needs);
    if (needed && needed.value === needed.defaultValue) {
      needed.focus();
      needed.select();
    } else {
      chosen.click();
    }
  });

  // Enter in a field would press the first button, which says something else.
  for (const field of document.querySelectorAll(".answers input")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const needing = [...document.querySelectorAll("[data-needs]")].find((one) => one.dataset.needs === field.id);
      if (needing) needing.click();
      else field.blur();
    });
  }

  // While a build runs, the page looks again whether it is done.
  const state = document.querySelector("#state[data-running]");
  if (state) setTimeout(() => location.reload(), 1000);
})();
