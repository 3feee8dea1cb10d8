// Draws the network that pyvis described. Positions come from the server; nothing moves by itself.
"use strict";

(function (net) {
  if (!net) return;
  const { css, data, look } = net;
  const canvas = net.byId("canvas");
  const READABLE = 7; // pixels; what is smaller on the screen is not drawn
  const MARGIN = 0.94; // of the canvas: the labels of the outermost nodes reach beyond what is measured
  // Above that edges are straight, without arrows, named only where a node is chosen, and not drawn while it moves.
  const LARGE = 400;
  const BADGE = 0.45; // the least scale at which counts of hidden neighbours can be read
  // Okabe and Ito's colours, which all eyes tell apart; later groups share the last one.
  const GROUPS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7f6fb0", "#8f8a83"];

  net.groupColour = (number) => GROUPS[Math.min(number, GROUPS.length - 1)];
  net.groupCount = GROUPS.length - 1;

  function fillOf(node) {
    if (look.colour === "community" && node.community !== undefined) return net.groupColour(node.community);
    return css("--c-" + node.group.toLowerCase()) || css("--c-thing");
  }

  // On a large map the names of the hubs are larger, as those of cities are: they can be read from afar.
  // pyvis gives every node its class as a group; the colours are the page's own.
  function dress(node) {
    const background = fillOf(node);
    const strong = css("--accent");
    const lit = { background, border: strong };
    return {
      id: node.id,
      color: { background, border: css("--c-line"), highlight: lit, hover: lit },
      borderWidth: node.center ? 3 : 1,
      borderWidthSelected: 3,
      font: {
        color: css("--ink"),
        face: css("--sans"),
        size: 16 + Math.max(0, node.size - 16) * (data.nodes.length > 30 ? 0.6 : 0.1),
        strokeWidth: 4,
        strokeColor: css("--surface"),
      },
    };
  }

  // An event's box with its label below, as all symbols have theirs: vis-network's own box grows with its label.
  function box({ ctx, id, x, y, state, label }) {
    const node = nodes.get(id);
    const high = node.size * 1.1;
    const wide = high * 1.6;
    return {
      drawNode() {
        ctx.beginPath();
        ctx.roundRect(x - wide / 2, y - high / 2, wide, high, high / 5);
        ctx.fillStyle = node.color.background;
        ctx.fill();
        ctx.lineWidth = state.selected ? node.borderWidthSelected : node.borderWidth + 0.5;
        ctx.strokeStyle = state.selected || state.hover ? node.color.highlight.border : node.color.border;
        ctx.stroke();
      },
      drawExternalLabel() {
        const scale = ctx.getTransform().a / (window.devicePixelRatio || 1);
        if (node.font.size * scale < READABLE) return;
        ctx.font = node.font.size + "px " + node.font.face;
        ctx.textAlign = "center";
        ctx.textBaseline = "top";
        ctx.lineJoin = "round";
        ctx.lineWidth = node.font.strokeWidth;
        ctx.strokeStyle = node.font.strokeColor;
        ctx.fillStyle = node.font.color;
        label.split("\n").forEach((line, number) => {
          const top = y + high / 2 + 4 + number * node.font.size * 1.1;
          ctx.strokeText(line, x, top);
          ctx.fillText(line, x, top);
        });
      },
      nodeDimensions: { width: wide, height: high },
    };
  }

  // vis-network makes tooltips of titles and colours of groups: neither is wanted.
  net.dressed = function (node) {
    const copy = Object.assign({}, node);
    delete copy.title;
    if (copy.shape === "box") Object.assign(copy, { shape: "custom", ctxRenderer: box });
    return Object.assign(copy, dress(node));
  };

  // Several facts may join the same two nodes: their edges bend away from each other.
  net.withIds = function (edges, count) {
    const large = count > LARGE;
    const parallel = new Map();
    return edges.map((edge) => {
      const pair = [edge.from, edge.to].sort().join(" ");
      const before = parallel.get(pair) || 0;
      parallel.set(pair, before + 1);
      const bend = { enabled: true, type: before % 2 ? "curvedCW" : "curvedCCW", roundness: 0.15 * Math.ceil(before / 2) };
      const words = edge.label;
      const own = { id: net.edgeId(edge), from: edge.from, to: edge.to, words, label: large ? "" : words, kind: edge.kind, dashes: edge.dashes };
      return before && !large ? Object.assign(own, { smooth: bend }) : own;
    });
  };

  const nodes = new vis.DataSet(data.nodes.map(net.dressed));
  const edges = new vis.DataSet(net.withIds(data.edges, data.nodes.length));
  net.visible = () => true; // look.js says what is filtered out
  const shown = new vis.DataView(nodes, { filter: (node) => net.visible(node) });

  function options() {
    const large = nodes.length > LARGE;
    return {
      physics: false,
      layout: { improvedLayout: false },
      nodes: { scaling: { label: { drawThreshold: READABLE } } },
      edges: {
        arrows: { to: { enabled: !large, scaleFactor: 0.5 } },
        color: { color: css("--edge"), highlight: css("--accent"), hover: css("--accent") },
        font: { color: css("--soft"), face: css("--sans"), size: 11, strokeWidth: 3, strokeColor: css("--surface"), align: "horizontal" },
        smooth: large ? false : { enabled: true, type: "continuous", roundness: 0.2 },
        scaling: { label: { drawThreshold: READABLE } },
        width: large ? 0.8 : 1.2,
        selectionWidth: 1.5,
      },
      interaction: {
        hover: !large,
        hideEdgesOnDrag: large,
        hideEdgesOnZoom: large,
        keyboard: { enabled: false },
        multiselect: false,
        tooltipDelay: 1e6,
        zoomSpeed: 0.6,
      },
    };
  }

  const network = new vis.Network(canvas, { nodes: shown, edges: edges }, options());
  // The page's own element has the focus, and keys.js its keys.
  for (const element of canvas.querySelectorAll("[tabindex]")) element.removeAttribute("tabindex");
  net.large = () => nodes.length > LARGE;
  net.redress = () => nodes.update(nodes.get().map(dress));
  net.reset = () => network.setOptions(options());

  net.fit = function () {
    network.fit({ animation: false, maxZoomLevel: 1.2 });
    network.moveTo({ scale: network.getScale() * MARGIN, animation: false });
  };
  // On a phone the whole picture would be without names: it opens at its center instead.
  const NARROW = 500;
  const NAMED = 0.6;
  network.once("afterDrawing", () => {
    net.fit(); // only then are the labels measured
    const center = nodes.get({ filter: (node) => node.center })[0];
    if (center && canvas.clientWidth < NARROW && network.getScale() < NAMED) {
      network.moveTo({ position: network.getPosition(center.id), scale: NAMED, animation: false });
    }
    canvas.dataset.drawn = "yes";
  });

  // The number of neighbours that are not drawn, at the upper right of a node.
  function badge(context, node, position) {
    const text = node.hidden_neighbours > 99 ? "99+" : String(node.hidden_neighbours);
    const x = position.x + node.size * 0.9 + 4;
    const y = position.y - node.size * 0.9;
    const wide = Math.max(16, 6 + 7 * text.length);
    context.beginPath();
    context.roundRect(x - wide / 2, y - 8, wide, 16, 8);
    context.fillStyle = css("--surface");
    context.fill();
    context.strokeStyle = css("--soft");
    context.lineWidth = 1;
    context.stroke();
    context.fillStyle = css("--soft");
    context.fillText(text, x, y + 1);
  }
  network.on("afterDrawing", (context) => {
    if (network.getScale() < BADGE) return;
    context.font = "11px " + css("--sans");
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const [id, position] of Object.entries(network.getPositions())) {
      const node = nodes.get(id);
      if (node && node.hidden_neighbours) badge(context, node, position);
    }
  });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    net.redress();
    net.reset();
  });

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  net.goTo = function (id, scale) {
    const position = network.getPosition(id);
    const animation = still.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" };
    network.moveTo({ position, scale: scale || network.getScale(), animation });
  };

  // Chooses a node or an edge, by mouse, keys or search: panel.js shows its facts.
  net.chosen = () => network.getSelectedNodes()[0] || null;
  let named = [];
  function nameEdges(ids) {
    if (!net.large()) return;
    const former = named.filter((id) => edges.get(id));
    edges.update([...former.map((id) => ({ id, label: "" })), ...ids.map((id) => ({ id, label: edges.get(id).words }))]);
    named = ids;
  }
  net.choose = function (id) {
    network.selectNodes([id]);
    nameEdges(network.getConnectedEdges(id));
    const node = nodes.get(id);
    const count = network.getConnectedEdges(id).length;
    net.say(net.fill(net.texts.selected, { class: net.texts.labels[node.group] || "", name: node.name, count }));
    net.nodeChosen(id);
  };
  net.nodeChosen = net.edgeChosen = net.nothingChosen = net.opened = function () {};
  network.on("click", (event) => {
    if (event.nodes.length) net.choose(event.nodes[0]);
    else if (event.edges.length) net.edgeChosen(edges.get(event.edges[0]));
    else net.nothingChosen();
  });
  network.on("doubleClick", (event) => {
    if (event.nodes.length) net.opened(event.nodes[0]);
  });
  network.on("dragEnd", (event) => {
    net.keepPlaces(event.nodes);
  });
  net.keepPlaces = function (ids) {
    for (const id of ids) {
      const { x, y } = network.getPosition(id);
      look.at.set(id, [Math.round(x), Math.round(y)]);
      nodes.update({ id, x, y });
    }
    if (ids.length) net.lookChanged();
  };

  // Physics is for those who ask for it; where it leaves the nodes, they stay.
  const loose = net.byId("loose");
  loose.disabled = nodes.length > LARGE;
  loose.addEventListener("click", () => {
    const on = loose.getAttribute("aria-pressed") !== "true";
    loose.setAttribute("aria-pressed", String(on));
    network.setOptions({ physics: on ? { solver: "forceAtlas2Based", stabilization: false } : false });
    if (!on) net.keepPlaces(shown.getIds());
  });
  net.byId("fit").addEventListener("click", net.fit);

  Object.assign(net, { network, nodes, edges, shown, canvas });
})(window.unionNetwork);
