// The drawing as a picture: an SVG of what is shown, and a PNG made of that SVG. Names are text nodes, never markup.
"use strict";

(function (net) {
  if (!net) return;
  const { network, nodes, edges, shown, css, byId } = net;
  const SPACE = "http://www.w3.org/2000/svg";
  const BORDER = 90; // room for the labels of the outermost nodes
  const PNG_SIDE = 4000; // pixels of the longer side at most: larger canvases are refused by phones
  const LINE = 1.15;

  function element(name, attributes, ...children) {
    const made = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function corners(x, y, radius, count, turn) {
    return Array.from({ length: count }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / count;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
  }

  function star(x, y, radius) {
    return Array.from({ length: 10 }, (_, i) => {
      const own = i % 2 ? radius * 0.5 : radius * 1.3;
      const angle = (Math.PI * i) / 5 - Math.PI / 2;
      return [x + own * Math.cos(angle), y + own * Math.sin(angle)];
    });
  }

  const UP = -Math.PI / 2;
  const SHAPES = {
    square: (x, y, r) => [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]],
    diamond: (x, y, r) => corners(x, y, r, 4, UP),
    hexagon: (x, y, r) => corners(x, y, r, 6, 0),
    triangle: (x, y, r) => corners(x, y, r * 1.15, 3, UP),
    triangleDown: (x, y, r) => corners(x, y, r * 1.15, 3, -UP),
    star,
  };

  function symbol(node, { x, y }) {
    const look = { fill: node.color.background, stroke: node.color.border, "stroke-width": node.borderWidth };
    const shape = node.shape === "custom" ? "box" : node.shape;
    if (shape === "box") {
      const high = node.size * 1.1;
      return element("rect", { x: x - high * 0.8, y: y - high / 2, width: high * 1.6, height: high, rx: high / 5, ...look });
    }
    if (SHAPES[shape]) return element("polygon", { points: SHAPES[shape](x, y, node.size).map((p) => p.map(Math.round).join(",")).join(" "), ...look });
    return element("circle", { cx: x, cy: y, r: node.size, ...look });
  }

  function text(lines, x, top, size, fill) {
    const look = { x, "font-size": size, "text-anchor": "middle", fill, stroke: css("--surface"), "stroke-width": size / 5, "paint-order": "stroke", "stroke-linejoin": "round" };
    return lines.map((line, i) => element("text", { ...look, y: top + (i + 1) * size * LINE }, line));
  }

  net.svg = function () {
    const own = shown.get();
    const places = network.getPositions(own.map((node) => node.id));
    const xs = own.map((node) => places[node.id].x);
    const ys = own.map((node) => places[node.id].y);
    const [left, top] = [Math.min(...xs) - BORDER, Math.min(...ys) - BORDER];
    const [wide, high] = [Math.max(...xs) - left + BORDER, Math.max(...ys) - top + BORDER];
    const inside = edges.get({ filter: (edge) => places[edge.from] && places[edge.to] });
    const lines = inside.map((edge) => {
      const [from, to] = [places[edge.from], places[edge.to]];
      return element("line", { x1: from.x, y1: from.y, x2: to.x, y2: to.y, ...(edge.dashes ? { "stroke-dasharray": "5 5" } : {}) });
    });
    const words = own.length > 400 ? [] : inside.flatMap((edge) => {
      const [from, to] = [places[edge.from], places[edge.to]];
      return text([edge.words], (from.x + to.x) / 2, (from.y + to.y) / 2 - 8, 11, css("--soft"));
    });
    const made = element(
      "svg",
      { xmlns: SPACE, viewBox: [left, top, wide, high].map(Math.round).join(" "), width: Math.round(wide), height: Math.round(high), "font-family": css("--sans") },
      element("title", {}, document.title),
      element("rect", { x: left, y: top, width: wide, height: high, fill: css("--surface") }),
      element("g", { stroke: css("--edge"), "stroke-width": 1.2 }, ...lines),
      element("g", {}, ...words),
      element("g", {}, ...own.map((node) => symbol(node, places[node.id]))),
      element("g", {}, ...own.flatMap((node) => text(node.label.split("\n"), places[node.id].x, places[node.id].y + node.size, node.font.size, css("--ink")))),
    );
    return new XMLSerializer().serializeToString(made);
  };

  net.png = async function () {
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(net.svg());
    await image.decode();
    const scale = Math.min(2, PNG_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png");
  };

  function save(address, ending) {
    const link = document.createElement("a");
    link.href = address;
    link.download = document.title.split(" · ")[0] + "." + ending;
    link.click();
  }
  byId("svg").addEventListener("click", () => save("data:image/svg+xml;charset=utf-8," + encodeURIComponent(net.svg()), "svg"));
  byId("png").addEventListener("click", async () => save(await net.png(), "png"));
})(window.unionNetwork);
