// The one place where text of our own server becomes elements.

/** @type {{createPolicy(name: string, rules: {createHTML(html: string): string}): {createHTML(html: string): string}}} */
const types = Reflect.get(globalThis, "trustedTypes"); // not in every browser
const policy = types?.createPolicy("sslhelp", { createHTML: (html) => html });

/**
 * @param {string} html as the server rendered it
 * @returns {DocumentFragment}
 */
export function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return document.importNode(template.content, true);
}
