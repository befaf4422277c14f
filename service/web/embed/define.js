/** Registers the element. Import `element.js` to extend or test it, this to use it. */

import { NazerComments } from "./element.js";

const TAG = "nazer-comments";

/**
 * Registers `<nazer-comments>` for a service. A second script tag on the page changes nothing.
 *
 * @param {{base: string, maxText: number, maxName: number}} options
 */
export function define(options) {
  if (customElements.get(TAG)) return;
  customElements.define(
    TAG,
    class extends NazerComments {
      static options = options;
    },
  );
}
