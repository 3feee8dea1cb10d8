// What is drawn and not filtered out, as two tables: made when they are opened, kept up to date while they are open.
"use strict";

(function (net) {
  if (!net) return;
  const { nodes, edges, shown, texts, make, byId } = net;
  const details = byId("as-table");

  function table(caption, heads, rows) {
    const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text })));
    const body = rows.map((cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell))));
    return make("table", {}, make("caption", { textContent: caption + " " + rows.length }), make("thead", {}, head), make("tbody", {}, ...body));
  }

  function named(node) {
    const name = make("span", { textContent: node.name });
    if (net.data.offline) return make("span", { className: "node" }, net.mark(node.group), name);
    return make("a", { className: "node", href: "/page/" + node.id }, net.mark(node.group), name);
  }

  net.tellTable = function () {
    if (!details.open) return byId("table").replaceChildren();
    const own = shown.get();
    const ids = new Set(own.map((node) => node.id));
    const inside = edges.get({ filter: (edge) => ids.has(edge.from) && ids.has(edge.to) });
    const degrees = new Map();
    for (const edge of inside) for (const end of [edge.from, edge.to]) degrees.set(end, (degrees.get(end) || 0) + 1);
    const order = own.map((node) => [degrees.get(node.id) || 0, node]).sort((a, b) => b[0] - a[0] || (a[1].name < b[1].name ? -1 : 1));
    byId("table").replaceChildren(
      table(texts.nodes_table, [texts.name, texts.class, texts.links, texts.neighbours, texts.date],
        order.map(([degree, node]) => [named(node), texts.labels[node.group] || node.group, degree, node.neighbours, node.date])),
      table(texts.edges_table, [texts.from, texts.relation, texts.to],
        inside.map((edge) => [named(nodes.get(edge.from)), edge.words + (edge.dashes ? texts.inferred : ""), named(nodes.get(edge.to))])),
    );
  };
  details.addEventListener("toggle", net.tellTable);
  shown.on("*", () => {
    if (details.open) net.tellTable();
  });
})(window.unionNetwork);
