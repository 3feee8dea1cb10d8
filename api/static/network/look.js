// How the drawing is looked at: classes in the legend, the time of events, groups by colour, and finding by name.
"use strict";

(function (net) {
  if (!net) return;
  const { network, nodes, edges, shown, look, texts, fill, make, byId } = net;
  const legend = byId("legend");
  let seen = null; // ids that the filters leave, where there is any filter

  function inTime(node) {
    if (node.group !== "Event" || !(look.since || look.until || !look.undated)) return true;
    if (!node.day) return look.undated;
    // A month without a day lies in every span that touches it.
    return node.day.slice(0, look.until.length || 99) <= (look.until || "9999") && node.day >= look.since.slice(0, node.day.length);
  }

  // With a span of time, who has no event in it and no other relation is not there either.
  function filter() {
    const timed = look.since || look.until || !look.undated;
    if (!look.hidden.size && !timed) return (seen = null);
    const kept = new Set(nodes.get().filter((node) => !look.hidden.has(node.group) && inTime(node)).map((node) => node.id));
    seen = kept;
    if (!timed) return;
    const joined = new Set();
    const before = new Set();
    for (const edge of edges.get()) {
      before.add(edge.from).add(edge.to);
      if (kept.has(edge.from) && kept.has(edge.to)) joined.add(edge.from).add(edge.to);
    }
    seen = new Set([...kept].filter((id) => joined.has(id) || !before.has(id) || nodes.get(id).center));
  }
  net.visible = (node) => seen === null || seen.has(node.id);

  function recount() {
    const now = fill(texts.now, { nodes: nodes.length, links: edges.length });
    net.note(seen === null ? now : now + " " + fill(texts.shown, { count: shown.length }));
  }

  net.applyLook = function () {
    filter();
    shown.refresh();
    recount();
  };

  function legendButton(cls) {
    const button = make("button", { type: "button" }, net.mark(cls), make("span", { textContent: texts.labels[cls] || cls }), make("span", { className: "num" }));
    button.dataset.class = cls;
    return button;
  }

  // The legend counts what is drawn; with groups by colour it names them instead, by their best joined node.
  function tellLegend() {
    const counts = {};
    for (const node of nodes.get()) counts[node.group] = (counts[node.group] || 0) + 1;
    for (const cls of texts.order) {
      let button = legend.querySelector('[data-class="' + cls + '"]');
      if (!button && !counts[cls]) continue;
      if (!button) legend.append((button = legendButton(cls)));
      button.hidden = !counts[cls];
      button.setAttribute("aria-pressed", String(!look.hidden.has(cls)));
      button.querySelector(".num").textContent = counts[cls] || 0;
    }
    for (const old of legend.querySelectorAll(".group-mark")) old.remove();
    if (look.colour === "community") legend.append(...groups());
  }

  function groups() {
    const found = new Map();
    for (const node of nodes.get()) {
      if (node.community === undefined) continue;
      const number = Math.min(node.community, net.groupCount);
      const group = found.get(number) || { count: 0, best: node };
      group.count += 1;
      if (node.size > group.best.size) group.best = node;
      found.set(number, group);
    }
    return [...found].sort((a, b) => a[0] - b[0]).map(([number, group]) => {
      const text = number === net.groupCount ? fill(texts.others, { count: group.count }) : fill(texts.group, { name: group.best.name, count: group.count });
      const swatch = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      for (const [name, value] of [["cx", 8], ["cy", 8], ["r", 7], ["fill", net.groupColour(number)]]) dot.setAttribute(name, value);
      for (const [name, value] of [["viewBox", "0 0 16 16"], ["width", 12], ["height", 12], ["aria-hidden", "true"]]) swatch.setAttribute(name, value);
      swatch.append(dot);
      return make("span", { className: "group-mark" }, swatch, " " + text);
    });
  }

  legend.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-class]");
    if (!button) return;
    const cls = button.dataset.class;
    if (!look.hidden.delete(cls)) look.hidden.add(cls);
    tellLegend();
    net.applyLook();
    net.lookChanged();
  });

  // The time line has a step for every day on which something drawn happened.
  const [since, until, undated] = ["since", "until", "undated"].map(byId);
  let days = [];
  function tellTime() {
    const events = nodes.get({ filter: (node) => node.group === "Event" });
    days = [...new Set(events.map((node) => node.day).filter(Boolean))].sort();
    byId("time").hidden = days.length < 2;
    since.max = until.max = Math.max(0, days.length - 1);
    const first = days.findIndex((day) => day >= look.since);
    since.value = look.since ? (first < 0 ? days.length - 1 : first) : 0;
    until.value = look.until ? Math.max(0, days.filter((day) => day <= look.until).length - 1) : days.length - 1;
    undated.checked = look.undated;
    undated.closest("label").hidden = events.every((node) => node.day);
    tellSpan();
  }
  function tellSpan() {
    for (const [input, output] of [[since, "since-told"], [until, "until-told"]]) {
      byId(output).textContent = days[input.value] || "";
      input.setAttribute("aria-valuetext", days[input.value] || "");
    }
  }
  let waiting = 0;
  function timeMoved(event) {
    if (Number(since.value) > Number(until.value)) (event.target === since ? until : since).value = event.target.value;
    look.since = Number(since.value) > 0 ? days[since.value] : "";
    look.until = Number(until.value) < days.length - 1 ? days[until.value] : "";
    look.undated = undated.checked;
    tellSpan();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(net.applyLook);
    if (event.type === "change") net.lookChanged();
  }
  for (const input of [since, until, undated]) {
    input.addEventListener("input", timeMoved);
    input.addEventListener("change", timeMoved);
  }

  // Finding: every letter narrows what is found, Enter goes from one to the next.
  const find = byId("find");
  let turn = 0;
  function matches() {
    const wanted = find.value.trim().toLowerCase();
    return wanted ? shown.get({ filter: (node) => node.name.toLowerCase().includes(wanted) }) : [];
  }
  find.addEventListener("input", () => {
    turn = 0;
    const found = matches();
    byId("found").textContent = find.value.trim() ? String(found.length) : "";
    network.selectNodes(found.map((node) => node.id), false);
  });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const found = matches();
    if (!found.length) return;
    const node = found[turn++ % found.length];
    byId("found").textContent = ((turn - 1) % found.length) + 1 + " / " + found.length;
    net.goTo(node.id, Math.max(network.getScale(), 0.9));
    net.choose(node.id);
  });

  net.drawnChanged = function () {
    tellLegend();
    tellTime();
    net.applyLook();
    if (net.tellTable) net.tellTable();
  };
})(window.unionNetwork);
