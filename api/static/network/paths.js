// Paths from the chosen node to another one, of the drawing or of the whole graph: drawn, lit up, and told in the panel.
"use strict";

(function (net) {
  if (!net) return;
  const { network, nodes, edges, look, texts, fill, make, byId } = net;
  const dialog = byId("path-dialog");
  const field = byId("path-to");
  const choices = byId("path-choices");
  const SUGGESTED = 8;
  const PAUSE = 150; // milliseconds of quiet before the server is asked
  let from = null;
  let waiting = 0;

  net.pathFrom = function (id) {
    from = id;
    byId("path-title").textContent = fill(texts.path_from, { name: nodes.get(id).name });
    field.value = "";
    choices.replaceChildren();
    byId("path-do").disabled = true;
    dialog.showModal();
  };

  function suggest(found) {
    const offered = found.filter((node) => node.id !== from).slice(0, SUGGESTED).map((node, number) => {
      const input = make("input", { type: "radio", name: "to", value: node.id, checked: number === 0 });
      return make("label", {}, input, " ", net.mark(node.group), " " + node.name);
    });
    byId("path-do").disabled = !offered.length;
    choices.replaceChildren(...(offered.length || !field.value.trim() ? offered : [make("p", { className: "fine", textContent: texts.nobody })]));
  }

  // What is drawn comes first, then what the search of the whole graph finds.
  async function look_up() {
    const wanted = field.value.trim();
    if (!wanted) return suggest([]);
    const here = nodes.get({ filter: (node) => node.name.toLowerCase().includes(wanted.toLowerCase()) });
    suggest(here);
    let told;
    try {
      const response = await fetch("/search?q=" + encodeURIComponent(wanted), { headers: { Accept: "application/json" } });
      if (!response.ok || field.value.trim() !== wanted) return;
      told = await response.json();
    } catch (error) {
      if (field.value.trim() === wanted) choices.append(make("p", { className: "fine", textContent: texts.silent }));
      return;
    }
    const known = new Set(here.map((node) => node.id));
    const found = told.results.map((hit) => ({ id: hit.iri.split("/").slice(-2).join("/"), name: hit.label, group: hit.class }));
    suggest([...here, ...found.filter((node) => !known.has(node.id) && texts.labels[node.group])]);
  }
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look_up, PAUSE);
  });

  function light(ids) {
    const chain = new Set(ids.slice(1).map((id, i) => [ids[i], id].sort().join(" ")));
    const lit = edges.getIds({ filter: (edge) => chain.has([edge.from, edge.to].sort().join(" ")) });
    network.setSelection({ nodes: ids.filter((id) => nodes.get(id)), edges: lit }, { unselectAll: true, highlightEdges: false });
  }
  net.byId("panel").addEventListener("click", (event) => {
    if (event.target.classList.contains("show-path")) light(event.target.closest(".path").dataset.nodes.split(" "));
  });

  dialog.addEventListener("close", async () => {
    const to = choices.querySelector("input:checked");
    if (dialog.returnValue === "do" && to) {
      const length = byId("path-length").value;
      const without = [...look.hidden].sort();
      await net.step(["path", from, to.value, length, ...(without.length ? [without.join(",")] : [])].join(":"));
      const classes = without.map((cls) => "&without=" + cls).join("");
      byId("actions").hidden = true;
      await net.tellPanel("/network/paths?from=" + from + "&to=" + to.value + "&length=" + length + classes);
      const first = byId("panel").querySelector(".path");
      if (first) light(first.dataset.nodes.split(" "));
    }
    dialog.returnValue = "";
    net.canvas.focus();
  });
})(window.unionNetwork);
