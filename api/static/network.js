// Draws the network that pyvis described in #network-data. Positions come from the server; nothing moves by itself.
"use strict";

(function () {
  const source = document.getElementById("network-data");
  if (!source || !window.vis) return;

  const data = JSON.parse(source.textContent);
  const texts = data.texts;
  const canvas = document.getElementById("canvas");
  const panel = document.getElementById("panel");
  const legend = document.getElementById("legend");
  const note = document.getElementById("net-note");
  const hidden = new Set();
  const READABLE = 8; // pixels; what is smaller on the screen is not drawn
  const MARGIN = 0.94; // of the canvas: the labels of the outermost nodes reach beyond what is measured

  // A text of the template with its {name} filled in.
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function css(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // On a large map the names of the hubs are larger, as those of cities are: they can be read from afar.
  // pyvis gives every node its class as a group; the colours are the page's own.
  function dress(node) {
    const fill = css("--c-" + node.group.toLowerCase()) || css("--c-thing");
    const line = css("--c-line");
    const strong = css("--accent");
    return {
      id: node.id,
      color: { background: fill, border: line, highlight: { background: fill, border: strong }, hover: { background: fill, border: strong } },
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

  function plain(node) {
    const copy = Object.assign({}, node);
    delete copy.font;
    delete copy.color;
    if (copy.shape === "box") Object.assign(copy, { shape: "custom", ctxRenderer: box });
    return Object.assign(copy, dress(node));
  }

  const key = (edge) => edge.from + " " + edge.kind + " " + edge.to;
  const parallel = new Map();
  // Several facts may join the same two nodes: their edges bend away from each other.
  function withId(edge) {
    const pair = [edge.from, edge.to].sort().join(" ");
    const count = parallel.get(pair) || 0;
    parallel.set(pair, count + 1);
    const bend = { enabled: true, type: count % 2 ? "curvedCW" : "curvedCCW", roundness: 0.15 * Math.ceil(count / 2) };
    return Object.assign({ id: key(edge) }, edge, count ? { smooth: bend } : {});
  }

  const nodes = new vis.DataSet(data.nodes.map(plain));
  const edges = new vis.DataSet(data.edges.map(withId));
  const shown = new vis.DataView(nodes, { filter: (node) => !hidden.has(node.group) });

  function options() {
    return {
      physics: false,
      layout: { improvedLayout: false },
      nodes: { scaling: { label: { drawThreshold: READABLE } } },
      edges: {
        arrows: { to: { enabled: true, scaleFactor: 0.5 } },
        color: { color: css("--edge"), highlight: css("--accent"), hover: css("--accent") },
        font: { color: css("--soft"), face: css("--sans"), size: 11, strokeWidth: 3, strokeColor: css("--surface"), align: "horizontal" },
        smooth: { enabled: true, type: "continuous", roundness: 0.2 },
        scaling: { label: { drawThreshold: READABLE } },
        width: 1.2,
        selectionWidth: 1.5,
      },
      interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, multiselect: false, tooltipDelay: 1e6, zoomSpeed: 0.6 },
    };
  }

  const network = new vis.Network(canvas, { nodes: shown, edges: edges }, options());
  function fit() {
    network.fit({ animation: false, maxZoomLevel: 1.2 });
    network.moveTo({ scale: network.getScale() * MARGIN, animation: false });
  }
  network.once("afterDrawing", fit); // only then are the labels measured

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    nodes.update(nodes.get().map(dress));
    network.setOptions(options());
  });

  function say(text) {
    const p = document.createElement("p");
    p.className = "empty";
    p.textContent = text;
    panel.replaceChildren(p);
  }

  let asked = 0; // only the last click's answer is shown
  async function show(url) {
    const turn = ++asked;
    say(texts.reading);
    try {
      const response = await fetch(url, { headers: { Accept: "text/html" } });
      const text = await response.text();
      if (turn !== asked) return;
      if (!response.ok) return say(texts.unread);
      panel.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      panel.scrollTop = 0;
    } catch (error) {
      if (turn === asked) say(texts.silent);
    }
  }

  network.on("click", (event) => {
    if (event.nodes.length) {
      show("/network/panel/" + event.nodes[0]);
    } else if (event.edges.length) {
      const edge = edges.get(event.edges[0]);
      show("/network/panel/" + edge.from + "?with=" + encodeURIComponent(edge.to));
    }
  });

  // New nodes keep the places that the server gave them, seen from the node that was opened.
  async function expand(id) {
    const response = await fetch("/network/data/" + id + "?nodes=40", { headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const more = await response.json();
    const here = network.getPosition(id);
    const there = more.nodes.find((node) => node.id === id);
    const added = more.nodes.filter((node) => !nodes.get(node.id));
    for (const node of added) {
      node.x += here.x - there.x;
      node.y += here.y - there.y;
      node.center = false;
    }
    nodes.add(added.map(plain));
    edges.add(more.edges.filter((edge) => !edges.get(key(edge))).map(withId));
    recount();
    note.textContent =
      [
      added.length ? fill(texts.added, { count: added.length }) : texts.nothing,
      fill(texts.now, { nodes: nodes.length, links: edges.length }),
      more.leftOut ? fill(texts.more, { count: more.leftOut }) : "",
    ].join(" ");
  }
  network.on("doubleClick", (event) => {
    if (event.nodes.length) expand(event.nodes[0]);
  });

  function toggle(button) {
    const cls = button.dataset.class;
    const off = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!off));
    if (off) hidden.add(cls);
    else hidden.delete(cls);
    shown.refresh();
  }
  legend.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-class]");
    if (button) toggle(button);
  });

  // The legend counts what is drawn; a class that comes in by expanding gets its own button.
  function recount() {
    const counts = {};
    for (const node of nodes.get()) counts[node.group] = (counts[node.group] || 0) + 1;
    for (const cls of Object.keys(counts)) {
      let button = legend.querySelector('button[data-class="' + cls + '"]');
      if (!button) {
        button = document.createElement("button");
        button.type = "button";
        button.dataset.class = cls;
        button.setAttribute("aria-pressed", "true");
        const mark = document.getElementById("marks").content.querySelector(".c-" + cls.toLowerCase());
        if (mark) button.append(mark.cloneNode(true));
        const name = document.createElement("span");
        name.textContent = data.labels[cls] || cls;
        const number = document.createElement("span");
        number.className = "num";
        button.append(name, number);
        legend.insertBefore(button, legend.querySelector(".tools"));
      }
      button.querySelector(".num").textContent = counts[cls];
    }
  }

  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("save").addEventListener("click", () => {
    const drawn = canvas.querySelector("canvas");
    const copy = document.createElement("canvas");
    copy.width = drawn.width;
    copy.height = drawn.height;
    const context = copy.getContext("2d");
    context.fillStyle = css("--surface");
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    const link = document.createElement("a");
    link.href = copy.toDataURL("image/png");
    link.download = document.title.split(" · ")[0] + ".png";
    link.click();
  });

  window.unionNetwork = { network, nodes, edges, shown, expand };
})();
