// The graph's own names: somebody types 大兴 and gets the IRI of what is called so.

// One character of Chinese says more than two letters.
const TELLING = /\p{Script=Han}|\p{L}{3}/u;
const MOST = 8;

/** Options for the nodes that the service's search finds; none while the words are too short, or where it fails. */
export async function entities(typed, data, context, write) {
  if (!TELLING.test(typed)) return [];
  const gone = new AbortController();
  context.addEventListener("abort", () => gone.abort(), { onDocChange: true });
  let found;
  try {
    const answer = await fetch(`${data.search}?q=${encodeURIComponent(typed)}`, {
      headers: { Accept: "application/json" },
      signal: gone.signal,
    });
    found = answer.ok ? (await answer.json()).results : [];
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error; // a network that is away is no fault
    found = [];
  }
  return found.slice(0, MOST).map((hit) => ({
    label: hit.label,
    detail: data.classes[hit.class] ?? hit.class,
    apply: write(hit.iri, hit.label),
    section: { name: data.texts.entity, rank: 5 },
  }));
}
