/** On the publisher's page: makes each frame of comments as high as it says it is, and passes its events on. */

for (const frame of document.querySelectorAll("iframe[data-nazer]")) {
  const { origin } = new URL(frame.src);
  // To whom it may concern: there is nothing in a greeting, and a frame that is still empty has no origin of its own.
  const greet = () => frame.contentWindow?.postMessage({ nazer: "hello" }, "*");
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const { height, type, detail } = event.data?.nazer ?? {};
    if (Number.isFinite(height) && height > 0) frame.style.height = `${height}px`;
    if (["nazer:count", "nazer:submitted"].includes(type)) {
      frame.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
    }
  });
  frame.addEventListener("load", greet);
  greet();
}
