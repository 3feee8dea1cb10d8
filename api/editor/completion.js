// What can stand where somebody types: prefixes, terms of the ontology, the query's own variables, keywords, names.
import { syntaxTree } from "@codemirror/language";

import { entities } from "./names.js";

const KEYWORDS =
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND AS PREFIX BASE CONSTRUCT DESCRIBE ASK" +
  " FROM NAMED GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET EXISTS NOT IN COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT" +
  " SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI CONCAT STRLEN SUBSTR UCASE LCASE CONTAINS STRSTARTS STRENDS" +
  " STRBEFORE STRAFTER REPLACE REGEX YEAR MONTH DAY NOW ABS ROUND CEIL FLOOR COALESCE IF ISIRI ISLITERAL ISNUMERIC";
const MOST = 40;
const VARIABLE = /[?$][\p{L}\p{N}_]*/u;
const WORD = /[\p{L}_][\p{L}\p{N}_-]*(?::[\p{L}\p{N}_-]*)?/u;
const DECLARING = /^\s*PREFIX\s+([\w-]*)$/i;
// Behind these stands a class.
const CLASS_NEXT = /(?:^|\s)(?:a|rdf:type)\s+$/;
const INSIDE = new Set(["Comment", "String", "IriRef"]);

const insert = (text) => (view, _completion, from, to) => {
  view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.complete" });
};

/** Writes the term, and declares its prefix on top where the query does not yet. */
const insertTerm = (name, prefixes) => (view, _completion, from, to) => {
  const prefix = name.split(":", 1)[0];
  const text = view.state.doc.toString();
  const declared = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(text);
  const line = declared ? "" : `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
  const changes = [{ from, to, insert: name }];
  if (line) changes.unshift({ from: 0, insert: line });
  view.dispatch({ changes, selection: { anchor: from + line.length + name.length }, userEvent: "input.complete" });
};

/** How well a text fits what was typed: 0 begins with it, 1 has it inside, otherwise none. */
function fit(text, typed) {
  const at = text.toLowerCase().indexOf(typed);
  return at < 0 ? null : at === 0 ? 0 : 1;
}

function termsFor(typed, terms) {
  const [prefix, local] = typed.includes(":") ? typed.split(":", 2) : [null, typed];
  const found = [];
  for (const term of terms) {
    const [own, name] = term.name.split(":", 2);
    if (prefix !== null && own !== prefix) continue;
    const fits = [fit(name, local), fit(term.label, local)].filter((rank) => rank !== null);
    if (fits.length) found.push([Math.min(...fits), term]);
  }
  return found.sort((a, b) => a[0] - b[0]).map(([, term]) => term);
}

function variables(state, from) {
  const text = state.doc.toString();
  const found = new Set();
  for (const match of text.matchAll(new RegExp(VARIABLE.source, "gu"))) {
    if (match.index !== from && match[0].length > 1) found.add("?" + match[0].slice(1));
  }
  return [...found].sort();
}

/** The completion source over the page's data; `names` hears the name of every IRI that it writes. */
export function completions(data, names) {
  const ranks = { property: 1, class: 2, type: 3 };
  const termOption = (wanted) => (term) => ({
    label: term.name,
    detail: term.label,
    info: term.comment || undefined,
    apply: insertTerm(term.name, data.prefixes),
    section: { name: data.texts[term.kind], rank: term.kind === wanted ? 0 : ranks[term.kind] },
  });
  return async (context) => {
    if (INSIDE.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const line = context.state.doc.lineAt(context.pos);
    const declaring = DECLARING.exec(line.text.slice(0, context.pos - line.from));
    if (declaring) {
      const options = Object.entries(data.prefixes).filter(([name]) => name.startsWith(declaring[1]));
      const from = context.pos - declaring[1].length;
      return { from, filter: false, options: options.map(([name, iri]) => ({ label: `${name}:`, detail: iri, apply: insert(`${name}: <${iri}>`) })) };
    }
    const variable = context.matchBefore(VARIABLE);
    if (variable) {
      const named = variables(context.state, variable.from).filter((name) => name.startsWith("?" + variable.text.slice(1)));
      return { from: variable.from, filter: false, options: named.map((label) => ({ label })) };
    }
    const word = context.matchBefore(WORD);
    if (!word && !context.explicit) return null;
    const typed = (word?.text ?? "").toLowerCase();
    const before = line.text.slice(0, (word?.from ?? context.pos) - line.from);
    const wanted = CLASS_NEXT.test(before) ? "class" : "property";
    const options = termsFor(typed, data.terms).slice(0, MOST).map(termOption(wanted));
    if (!typed.includes(":")) {
      const keywords = KEYWORDS.split(" ").filter((keyword) => keyword.toLowerCase().startsWith(typed));
      const exact = keywords.map((label) => ({ label, section: { name: data.texts.keyword, rank: typed ? -1 : 4 } }));
      options.push(...exact);
      options.push(...(await entities(typed, data, context, (iri, name) => (names.set(iri, name), insert(`<${iri}>`)))));
    }
    return { from: word?.from ?? context.pos, filter: false, options };
  };
}
