// Builds and updates the DOM. Values only become text or attributes, never markup.

/**
 * Creates an element.
 * @param {string} name The tag.
 * @param {object} attributes Attributes. Null, undefined and false are omitted. `style` is an object of CSS properties.
 * @param {...any} children Elements, texts, and arrays of them. Null, undefined and false are omitted.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'style') {
      Object.entries(value).forEach(([property, text]) => element.style.setProperty(property, text));
    } else if (isThere(value)) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }

  element.append(...children.flat(Infinity).filter(isThere));
  return element;
}

/**
 * Updates the content of an element and reuses its nodes, so that focus, selection, scroll position and opened details
 * survive a refresh without flicker. Siblings with a `data-key` are matched by it.
 */
export function patch(parent, ...wanted) {
  const keyed = new Map([...parent.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let at = parent.firstChild;
  for (const next of wanted.flat(Infinity).filter(isThere)) {
    const old = keyOf(next) ? keyed.get(keyOf(next)) : at && !keyOf(at) ? at : null;
    if (!old || old.nodeName !== next.nodeName) {
      parent.insertBefore(next, at);
    } else {
      if (old === at) {
        at = at.nextSibling;
      } else {
        move(parent, old, at);
      }

      update(old, next);
    }
  }

  while (at) {
    const rest = at.nextSibling;
    at.remove();
    at = rest;
  }
}

const isThere = (value) => value !== null && value !== undefined && value !== false;

const keyOf = (node) => node.dataset?.key;

// moveBefore keeps the focus of the moved node; not all browsers have it.
const move = (parent, node, before) => (parent.moveBefore ? parent.moveBefore(node, before) : parent.insertBefore(node, before));

function update(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) {
      old.data = next.data;
    }

    return;
  }

  // Details that the user opened stay open. Styles are set by their object, because the page's policy forbids the attribute.
  const isOurs = ({ name }) => name !== 'open' && name !== 'style';
  [...old.attributes].filter(isOurs).filter(({ name }) => !next.hasAttribute(name)).forEach(({ name }) => old.removeAttribute(name));
  [...next.attributes].filter(isOurs).filter(({ name, value }) => old.getAttribute(name) !== value).forEach(({ name, value }) => old.setAttribute(name, value));
  if (old.style.cssText !== next.style.cssText) {
    old.style.cssText = next.style.cssText;
  }

  patch(old, [...next.childNodes]);
}
