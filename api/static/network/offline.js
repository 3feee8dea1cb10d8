// The panel of a network that was taken along: the facts stand in the file, not in a service.
"use strict";

(function (net) {
  if (!net) return;
  const { data, nodes, edges, look, texts, fill, make, byId } = net;
  const panel = byId("panel");

  const around = (text) => make("span", { className: "around", textContent: text });

  function said(sentence) {
    const place = fill(texts.place, sentence);
    const small = texts.rule + " " + sentence.rule + "　" + texts.confidence + " " + sentence.confidence + "　" + place;
    return make("blockquote", { className: "said" },
      make("p", {}, around(sentence.before), make("q", { textContent: sentence.quote }), around(sentence.after)),
      make("footer", {}, make("cite", { textContent: sentence.article }), make("span", { className: "fine", textContent: small })));
  }

  function named(id) {
    const node = nodes.get(id);
    return make("span", { className: "node" }, net.mark(node.group), make("span", { textContent: node.name }));
  }

  function line(edge) {
    const fact = data.facts[edge.id];
    const words = fact.words + (edge.dashes ? texts.inferred : "") + " →";
    const what = make("p", { className: "what" }, named(edge.from), make("span", { className: "verb", textContent: words }), named(edge.to));
    const more = fact.more ? [make("p", { className: "fine", textContent: fill(texts.more, { count: fact.more }) })] : [];
    return make("li", { className: "fact" }, what, ...fact.sentences.map(said), ...more);
  }

  function tell(kind, title, own) {
    const head = make("header", { className: "panel-head" }, make("p", { className: "kind" }, ...kind), make("h2", {}, ...title));
    panel.replaceChildren(head, make("ul", { className: "facts" }, ...own.map(line)));
    panel.parentElement.scrollTop = 0;
  }

  net.nodeChosen = function (id) {
    const node = nodes.get(id);
    const kind = [net.mark(node.group), texts.labels[node.group] + (node.date ? " · " + node.date : "")];
    tell(kind, [node.name], edges.get({ filter: (edge) => edge.from === id || edge.to === id }));
  };
  net.edgeChosen = function (edge) {
    const ends = [edge.from, edge.to].sort().join(" ");
    const own = edges.get({ filter: (other) => [other.from, other.to].sort().join(" ") === ends });
    tell([texts.between], [named(edge.from), make("br", {}), named(edge.to)], own);
  };

  look.colour = data.colour;
  net.redress();
  net.drawnChanged();
})(window.unionNetwork);
