// Puts an editor in the place of the query form's text area, which stays the field that is sent.
import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { LanguageSupport, bracketMatching, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { forceLinting, lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";

import { completions } from "./completion.js";
import { faults, offsetOf } from "./faults.js";
import { labels } from "./labels.js";
import { colours, theme } from "./theme.js";

const form = document.getElementById("query-form");
const area = form.elements.query;
const host = document.getElementById("query-editor");
const data = JSON.parse(document.getElementById("query-data").textContent);

// The grammar's own tags leave prefixed names without a colour.
const named = styleTags({ "Pname_ln Pname_ns A_predicate": tags.namespace });
const sparql = new LanguageSupport(SparqlLanguage.configure({ props: [named] }));
const send = Prec.high(keymap.of([{ key: "Mod-Enter", run: () => (form.requestSubmit(), true) }]));
const keys = keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]);
const names = new Map(Object.entries(data.names));

// Styles that a script makes for a document are inline styles, which this page forbids; sheets that a shadow root adopts
// are not. A browser that knows none of these keeps the plain form.
if ("adoptedStyleSheets" in Document.prototype) start();

function start() {
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorState.phrases.of(data.phrases),
        lineNumbers(),
        highlightActiveLine(),
        history(),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        sparql,
        syntaxHighlighting(colours),
        autocompletion({ override: [completions(data, names)], icons: false }),
        lintGutter(),
        faults(data, area.value),
        labels(names),
        send,
        keys,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": data.texts.label, tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
        theme,
      ],
    }),
  });

  area.required = false;
  area.hidden = true;
  host.hidden = false;
  document.getElementById("query-keys").hidden = false;
  form.querySelector("label[for=query]").addEventListener("click", () => view.focus());
  if (data.fault) {
    const at = offsetOf(view.state.doc, data.fault);
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    forceLinting(view);
  }
}
