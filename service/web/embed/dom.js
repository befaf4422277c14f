/** Builds elements. Texts become text nodes, always; there is no way in here for markup. */

import { pieces } from "./strings.js";

/**
 * An element with attributes and children.
 *
 * Attributes: null, undefined and false leave one out, true sets an empty one; `on` is a map of listeners.
 * Children: nodes, texts (never markup), arrays of these; null, undefined and false are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else setAttribute(element, name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets an attribute, or takes it away: null, undefined and false leave it out, true sets an empty one. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/** A template with elements (or texts) in its places. */
export function filled(template, values) {
  return pieces(template).map((piece, index) => (index % 2 === 0 ? piece : values[piece]));
}

/** Makes a list's children exactly these, moving only what is out of place, so that focus and fields survive. */
export function reconcile(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  let next = list.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else list.insertBefore(node, next);
  }
}

/** Scrolls to an element and gives it the focus, calmly. */
export function show(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

/** The address of the article that a page is about: as its author says, else by its canonical link, else the page's own. */
export function pageAddress(given) {
  const [address] = (given || document.querySelector("link[rel=canonical]")?.href || location.href).split("#");
  return URL.canParse(address, location.href) ? new URL(address, location.href).href : "";
}
