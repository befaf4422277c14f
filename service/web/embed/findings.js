/** What the rules found, as elements: reasons, marked copies, a suggestion. Texts of readers are text here, and nothing else. */

import { h } from "./dom.js";
import { segments } from "./text.js";

/** The reasons as a list; null where there are none. */
export function reasonsList(reasons) {
  if (reasons.length === 0) return null;
  return h(
    "ul",
    { class: "reasons" },
    reasons.map(({ message, hint, rule }) =>
      h(
        "li",
        { "data-rule": rule },
        h("span", { class: "reason", dir: "auto" }, message),
        hint && h("span", { class: "hint", dir: "auto" }, hint),
      ),
    ),
  );
}

/** Copies of name and text, with everything that any reason points to marked; nothing where none points. */
export function markedCopies(reasons, { name, text }, said, caption) {
  const copy = (field, written, title) => {
    const spans = reasons.filter((reason) => reason.field === field).flatMap((reason) => reason.spans);
    if (spans.length === 0) return null;
    return h(
      "figure",
      { class: "marked" },
      h("figcaption", {}, title),
      h("blockquote", { dir: "auto", "data-field": field }, segments(written, spans).map(piece)),
    );
  };
  return [copy("author_name", name, said.markedName), copy("text", text, caption)];
}

/** What the reader may have meant, and the button that takes it (`act`); null where nothing is suggested. */
export function suggestionBox(suggestion, said, id, act) {
  if (!suggestion) return null;
  return h(
    "div",
    { class: "suggestion", role: "group", "aria-labelledby": id },
    h("p", { id }, said.suggestion),
    h("blockquote", { dir: "auto", lang: "fa" }, suggestion),
    quietButton(said.takeSuggestion, act),
    h("p", { class: "quiet-text" }),
  );
}

/** A button that looks like a link. */
export function quietButton(label, act) {
  return h("button", { type: "button", class: "quiet", part: "button", on: { click: act } }, label);
}

function piece({ text, marked }) {
  return marked ? h("mark", {}, text) : text;
}
