// How the editor looks: every colour and font is a variable of the page, so that dark pages have a dark editor.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--q-keyword)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--q-variable)" },
  { tag: [tags.string, tags.annotation], color: "var(--q-string)" },
  { tag: [tags.integer, tags.float, tags.bool], color: "var(--q-number)" },
  { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--q-term)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
]);

export const theme = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--rule)",
    borderRadius: "4px",
    fontSize: ".875rem",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", maxHeight: "var(--q-most)" },
  ".cm-content, .cm-gutter": { minHeight: "var(--q-height)" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-name": {
    fontFamily: "var(--sans)",
    fontSize: ".8rem",
    color: "var(--soft)",
    backgroundColor: "var(--sunk)",
    borderRadius: "3px",
    padding: "0 .35rem",
    margin: "0 .25rem",
  },
  ".cm-gutters": { backgroundColor: "var(--sunk)", color: "var(--soft)", border: "0", borderRadius: "4px 0 0 4px" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--sunk) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", color: "var(--ink)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--rule)",
    borderRadius: "4px",
    boxShadow: "0 4px 16px rgb(0 0 0 / .15)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    maxWidth: "min(36rem, 90vw)",
    maxHeight: "16rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .75rem", display: "flex", gap: "1rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--paper)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > completion-section": {
    borderBottom: "0",
    color: "var(--soft)",
    fontFamily: "var(--sans)",
    fontSize: ".8rem",
    opacity: "1",
    padding: ".35rem .75rem .1rem",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: "auto", opacity: ".85" },
  ".cm-tooltip.cm-completionInfo": { fontFamily: "var(--sans)", fontSize: ".85rem", padding: ".5rem .75rem", maxWidth: "20rem" },
  // On a phone it would cover the list.
  "@media (max-width: 40rem)": { ".cm-tooltip.cm-completionInfo": { display: "none" } },
  ".cm-diagnostic": { fontFamily: "var(--sans)", padding: ".35rem .75rem" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--accent)" },
  ".cm-diagnostic-warning": { borderLeft: "4px solid var(--q-doubt)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--accent)", textUnderlineOffset: ".25em" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dotted var(--q-doubt)", textUnderlineOffset: ".25em" },
});
