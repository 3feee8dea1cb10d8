// The network by keyboard: arrows go to the next node in that direction, Enter shows its facts, E opens it.
"use strict";

(function (net) {
  if (!net) return;
  const { network, shown, canvas } = net;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ZOOM = 1.3;
  const ASIDE = 2; // how much worse a step aside is than one ahead

  // The nearest node that lies that way, within 45 degrees or a little more.
  function next(from, [across, down]) {
    const here = network.getPosition(from);
    let best = null;
    let least = Infinity;
    for (const id of shown.getIds()) {
      const there = network.getPosition(id);
      const ahead = (there.x - here.x) * across + (there.y - here.y) * down;
      const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * across);
      if (id === from || ahead <= 0 || aside > ahead * 1.5) continue;
      if (ahead + ASIDE * aside < least) [best, least] = [id, ahead + ASIDE * aside];
    }
    return best;
  }

  function first() {
    const center = shown.get({ filter: (node) => node.center })[0];
    return center ? center.id : shown.getIds()[0];
  }

  function move(way) {
    const from = net.chosen();
    const to = from ? next(from, way) : first();
    if (!to) return;
    net.choose(to);
    const { x, y } = network.canvasToDOM(network.getPosition(to));
    if (x < 40 || y < 40 || x > canvas.clientWidth - 40 || y > canvas.clientHeight - 40) net.goTo(to);
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: false });
  }

  const KEYS = {
    Enter: () => net.byId("panel").focus(),
    Escape: () => {
      network.unselectAll();
      net.nothingChosen();
    },
    e: () => net.chosen() && net.opened(net.chosen()),
    0: net.fit,
    "+": () => zoom(ZOOM),
    "=": () => zoom(ZOOM),
    "-": () => zoom(1 / ZOOM),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (WAYS[key]) move(WAYS[key]);
    else if (KEYS[key]) KEYS[key]();
    else return;
    event.preventDefault();
  });
  net.byId("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") canvas.focus();
  });
})(window.unionNetwork);
