// Marks where a query is wrong: the place that the service told, and while somebody types the first one that does not parse.
import { ensureSyntaxTree } from "@codemirror/language";
import { linter } from "@codemirror/lint";

// A query of ten thousand lines is parsed in this time.
const PARSE_MS = 200;
// Functions of SPARQL that the grammar's tokens split in two.
const SPLIT = /\b(MD5|SHA(1|256|384|512))$/i;

/** The offset of a place that is told as line and column in characters, both from 1. */
export function offsetOf(doc, { line, column }) {
  if (line > doc.lines) return doc.length;
  const found = doc.line(Math.max(1, line));
  const before = [...found.text].slice(0, column - 1).join("");
  return Math.min(found.from + before.length, found.to);
}

/** The word at an offset; before it where nothing follows, so that there is something to mark. */
function mark(doc, at) {
  const line = doc.lineAt(at);
  const word = /^[^\s{}()]+/.exec(doc.sliceString(at, line.to));
  if (word) return { from: at, to: at + word[0].length };
  if (at < line.to) return { from: at, to: at + 1 };
  return { from: Math.max(line.from, at - 1), to: at };
}

function unparsed(state) {
  const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS);
  let first = null;
  tree?.iterate({
    enter(node) {
      if (first !== null) return false;
      if (node.type.isError && !SPLIT.test(state.doc.sliceString(node.from - 6, node.to))) first = node.from;
      return first === null;
    },
  });
  return first;
}

/** A linter; the service's word counts as long as the query is the one that it was asked. */
export function faults(data, asked) {
  return linter((view) => {
    const { doc } = view.state;
    const found = [];
    if (data.fault && doc.toString() === asked) {
      found.push({ ...mark(doc, offsetOf(doc, data.fault)), severity: "error", message: data.fault.text });
    }
    const first = doc.toString().trim() ? unparsed(view.state) : null;
    if (first !== null) found.push({ ...mark(doc, first), severity: "warning", message: data.texts.unparsed });
    return found;
  });
}
