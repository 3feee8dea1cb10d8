// The address holds the whole view: where it starts, the steps since, the look. A step asks the server for the new
// state and changes what differs; undo takes the last step out of the address.
"use strict";

(function (net) {
  if (!net) return;
  const { nodes, edges, look, texts, fill, byId } = net;
  const START = ["node", "hops", "nodes", "class"];
  const PAGE = location.pathname; // /network or /network/KIND/HASH
  const states = new Map(); // the data of addresses that were there already
  let start = new URLSearchParams();
  let steps = [];
  let undone = [];

  function readAddress() {
    const told = new URLSearchParams(location.search);
    start = new URLSearchParams([...told].filter(([name]) => START.includes(name)));
    steps = told.getAll("step");
    look.hidden = new Set(told.getAll("hide"));
    look.since = told.get("since") || "";
    look.until = told.get("until") || "";
    look.undated = told.get("undated") !== "0";
    look.size = told.get("size") || "links";
    look.colour = told.get("colour") || "class";
    look.at = new Map(told.getAll("at").map((text) => text.split(",")).map(([id, x, y]) => [id, [Number(x), Number(y)]]));
    byId("size").value = look.size;
    byId("colour").value = look.colour;
  }

  // Colons, slashes and commas may stand in a query as they are, and are easier to read.
  function join(pairs) {
    return pairs.map(([name, value]) => name + "=" + encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2F/g, "/").replace(/%2C/g, ",")).join("&");
  }

  function query() {
    const pairs = [...start, ...steps.map((step) => ["step", step]), ...[...look.hidden].sort().map((cls) => ["hide", cls])];
    if (look.since) pairs.push(["since", look.since]);
    if (look.until) pairs.push(["until", look.until]);
    if (!look.undated) pairs.push(["undated", "0"]);
    if (look.size !== "links") pairs.push(["size", look.size]);
    if (look.colour !== "class") pairs.push(["colour", look.colour]);
    for (const [id, [x, y]] of look.at) pairs.push(["at", id + "," + x + "," + y]);
    const told = join(pairs);
    return told && "?" + told;
  }

  function tellAddress(push) {
    const address = PAGE + query();
    if (push) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("[data-export]")) {
      link.href = "/network/export/" + link.dataset.export + PAGE.slice("/network".length) + query();
    }
    byId("undo").disabled = !steps.length;
    byId("redo").disabled = !undone.length;
  }
  net.lookChanged = () => tellAddress(false);

  // Nodes and edges that are there already keep their objects: vis-network draws on without a jump.
  function show(state) {
    const wanted = new Set(state.nodes.map((node) => node.id));
    const gone = nodes.getIds().filter((id) => !wanted.has(id));
    const added = state.nodes.filter((node) => !nodes.get(node.id)).length;
    const links = net.withIds(state.edges, state.nodes.length);
    const kept = new Set(links.map((edge) => edge.id));
    const wasLarge = net.large();
    edges.remove(edges.getIds().filter((id) => !kept.has(id)));
    nodes.remove(gone);
    nodes.update(state.nodes.map(net.dressed));
    edges.update(links);
    if (net.large() !== wasLarge) net.reset();
    net.drawnChanged();
    return { added, gone: gone.length };
  }

  async function load() {
    const address = "/network/data" + PAGE.slice("/network".length) + query();
    if (!states.has(address)) {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.status);
      states.set(address, await response.json());
    }
    return states.get(address);
  }

  // Changes the state with `change`, and takes it back where the server does not answer.
  async function change(alter, push) {
    const before = [[...steps], [...undone], look.size, look.colour];
    alter();
    try {
      const state = await load();
      const told = show(state);
      tellAddress(push && (told.added || told.gone));
      return { ...told, leftOut: state.leftOut, nodes: state.nodes };
    } catch (error) {
      [steps, undone, look.size, look.colour] = before;
      net.note(texts.silent);
      return null;
    }
  }

  function tell(told) {
    const said = [];
    if (told.added) said.push(fill(texts.added, { count: told.added }));
    if (told.gone) said.push(fill(texts.gone, { count: told.gone }));
    if (!said.length) said.push(texts.unchanged);
    const note = byId("net-note");
    net.note(said.join(" ") + " " + note.textContent);
    net.say(said.join(" "));
  }

  net.step = async function (step) {
    const left = net.data.leftOut;
    const told = await change(() => {
      steps.push(step);
      undone = [];
    }, true);
    if (!told) return;
    if (!told.added && !told.gone) {
      steps.pop();
      tellAddress(false);
    }
    if (told.added) net.fit();
    if (told.added || told.gone || !step.startsWith("path:")) tell(told);
    if (told.leftOut > left) net.note(byId("net-note").textContent + " " + fill(texts.full, { count: told.leftOut - left }));
    net.data.leftOut = told.leftOut;
  };

  byId("undo").addEventListener("click", async () => {
    const told = await change(() => undone.push(steps.pop()), true);
    if (told) tell(told);
  });
  byId("redo").addEventListener("click", async () => {
    const told = await change(() => steps.push(undone.pop()), true);
    if (told) tell(told);
  });
  for (const name of ["size", "colour"]) {
    byId(name).addEventListener("change", (event) => change(() => (look[name] = event.target.value), false));
  }
  window.addEventListener("popstate", async () => {
    readAddress();
    undone = [];
    await change(() => {}, false);
  });

  readAddress();
  states.set("/network/data" + PAGE.slice("/network".length) + query(), net.data);
  tellAddress(false);
  net.redress();
  net.drawnChanged();
})(window.unionNetwork);
