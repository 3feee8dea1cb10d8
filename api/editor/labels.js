// Shows the name of one of the graph's nodes behind its IRI, which says nothing to a reader; it is no part of the query.
import { Decoration, MatchDecorator, ViewPlugin, WidgetType } from "@codemirror/view";

class Label extends WidgetType {
  constructor(name) {
    super();
    this.name = name;
  }
  eq(other) {
    return other.name === this.name;
  }
  toDOM() {
    const shown = document.createElement("span");
    shown.className = "cm-name";
    shown.textContent = this.name;
    return shown;
  }
}

/** Labels for the IRIs of `names`, a map that grows as names are completed. */
export function labels(names) {
  const decorator = new MatchDecorator({
    regexp: /<([^<>\s"]+)>/g,
    decorate: (add, _from, to, match) => {
      const name = names.get(match[1]);
      if (name) add(to, to, Decoration.widget({ widget: new Label(name), side: 1 }));
    },
  });
  return ViewPlugin.define(
    (view) => ({
      shown: decorator.createDeco(view),
      update(update) {
        this.shown = decorator.updateDeco(update, this.shown);
      },
    }),
    { decorations: (plugin) => plugin.shown },
  );
}
