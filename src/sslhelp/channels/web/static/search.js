// The help centre's search as one types: the passages that fit what is written so far, in place of a page of them.

/** @import { Hit } from "./chat/api.js" */

const QUIET = 180; // ms after the last key
const SHOWN = 6;
const form = document.querySelector("form.find");
const field = form.querySelector("input");
/** @type {HTMLElement} */
const list = document.querySelector("[data-hits]");
const status = document.querySelector("[data-found]");
/** @type {HTMLTemplateElement} */
const sample = document.querySelector("template[data-hit]");
let timer = 0;
/** @type {AbortController | null} */
let asked = null;

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, QUIET);
});

async function look() {
  asked?.abort();
  const query = field.value.trim();
  if (query.length < 3) return show([], "");
  asked = new AbortController();
  try {
    const address = new URL("/api/v1/search", location.href);
    address.search = new URLSearchParams({ q: query, limit: String(SHOWN) }).toString();
    const answer = await fetch(address, { credentials: "omit", signal: asked.signal });
    if (!answer.ok) return show([], "");
    const { hits } = await answer.json();
    show(
      hits,
      hits.length ? `${hits.length} ${hits.length === 1 ? "passage fits" : "passages fit"} best` : "Nothing fits yet",
    );
  } catch {
    // the next key asks again, and Enter opens the page
  }
}

/**
 * @param {Hit[]} hits
 * @param {string} line
 */
function show(hits, line) {
  status.textContent = line;
  list.hidden = hits.length === 0;
  list.replaceChildren(...hits.map(item));
  document.querySelector("[data-results]")?.toggleAttribute("hidden", hits.length > 0);
}

/** @param {Hit} hit */
function item(hit) {
  const made = document.importNode(sample.content, true);
  const link = made.querySelector("a");
  link.href = `/help/${hit.article.id}${hit.anchor ? `#${hit.anchor}` : ""}`;
  made.querySelector("b").textContent = hit.article.title;
  if (hit.anchor) link.append(`: ${hit.heading}`);
  made.querySelector("p").textContent = shortened(hit.text);
  return made;
}

/** @param {string} text */
function shortened(text) {
  const line = text.replace(/ \(https?:[^\s)]+\)/g, "").replace(/\s+/g, " "); // a link's words do without its address
  return line.length > 180 ? `${line.slice(0, 180)}…` : line;
}
