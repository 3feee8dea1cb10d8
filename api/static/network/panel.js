// The panel beside the drawing: facts with their sentences, as the server tells them, and what can be done with a node.
"use strict";

(function (net) {
  if (!net) return;
  const { network, nodes, texts, fill, make, byId } = net;
  const panel = byId("panel");
  const actions = byId("actions");

  function say(text) {
    panel.replaceChildren(make("p", { className: "empty", textContent: text }));
  }

  let asked = 0; // only the last click's answer is shown
  net.tellPanel = async function (address) {
    const turn = ++asked;
    say(texts.reading);
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      const text = await response.text();
      if (turn !== asked) return;
      if (!response.ok) return say(texts.unread);
      panel.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      panel.parentElement.scrollTop = 0;
    } catch (error) {
      if (turn === asked) say(texts.silent);
    }
  };

  net.nodeChosen = function (id) {
    actions.hidden = false;
    net.tellPanel("/network/panel/" + id);
  };
  net.edgeChosen = function (edge) {
    actions.hidden = true;
    net.tellPanel("/network/panel/" + edge.from + "?with=" + encodeURIComponent(edge.to));
  };
  net.nothingChosen = () => (actions.hidden = true);

  // Expanding: which relation, and how many of its neighbours.
  const expand = byId("expand-dialog");
  let opened = null;
  function drawnBy(id, relation) {
    const [kind, way] = relation.split(".");
    const ends = network.getConnectedEdges(id).map((edge) => net.edges.get(edge)).filter((edge) => edge.kind === kind);
    return new Set(ends.filter((edge) => (edge.from === id) === (way === "out")).map((edge) => (way === "out" ? edge.to : edge.from))).size;
  }
  function choice(relation, label, hidden) {
    const input = make("input", { type: "radio", name: "relation", value: relation, disabled: !hidden });
    return make("label", {}, input, " " + label + " ", make("span", { className: "num", textContent: fill(texts.not_drawn, { count: hidden }) }));
  }
  net.opened = async function (id) {
    const node = nodes.get(id);
    if (!node.hidden_neighbours) return net.note(texts.nothing);
    let told;
    try {
      const response = await fetch("/network/relations/" + id, { headers: { Accept: "application/json" } });
      if (!response.ok) return net.note(texts.unread);
      told = await response.json();
    } catch (error) {
      return net.note(texts.silent);
    }
    opened = id;
    byId("expand-title").textContent = fill(texts.expand, { name: node.name });
    const choices = told.relations.map((r) => choice(r.relation, r.label, r.neighbours - drawnBy(id, r.relation)));
    byId("expand-choices").replaceChildren(choice("any", texts.any, node.hidden_neighbours), ...choices);
    byId("expand-choices").querySelector("input").checked = true;
    expand.showModal();
  };
  expand.addEventListener("close", () => {
    const number = Number(byId("expand-number").value);
    const relation = byId("expand-choices").querySelector("input:checked");
    if (expand.returnValue === "do" && relation && number >= 1) net.step("expand:" + opened + ":" + relation.value + ":" + number);
    expand.returnValue = "";
    net.canvas.focus();
  });

  actions.addEventListener("click", (event) => {
    const id = net.chosen();
    const doing = event.target.dataset.do;
    if (!id || !doing) return;
    if (doing === "expand") net.opened(id);
    else if (doing === "path") net.pathFrom(id);
    else net.step(doing + ":" + id);
    if (doing === "remove") actions.hidden = true;
  });
})(window.unionNetwork);
