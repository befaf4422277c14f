/** Inside the frame: tells the page around it how high it is and what happens, once that page has asked and is allowed to. */

const allowed = document.documentElement.dataset.origins.split(" ");
let heard = null; // the origin of the page around

const tell = (message) => heard && parent.postMessage({ nazer: message }, heard);
const tellHeight = () => tell({ height: Math.ceil(document.body.getBoundingClientRect().height) });

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || data?.nazer !== "hello" || !allowed.includes(origin)) return;
  heard = origin;
  tellHeight();
});
new ResizeObserver(tellHeight).observe(document.body);
for (const type of ["nazer:count", "nazer:submitted"]) {
  document.addEventListener(type, ({ detail }) => tell({ type, detail }));
}
