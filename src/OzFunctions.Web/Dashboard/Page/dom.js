// Builds and changes what is shown. Values only ever become text or attributes, never markup.

/**
 * Makes an element.
 * @param {string} name The tag.
 * @param {object} attributes Attributes; those that are null, undefined or false are left out. `style` is an object of CSS properties.
 * @param {...any} children Elements, texts, and arrays of them; what is null, undefined or false is left out.
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
 * Makes the content of an element like what is wanted, and keeps every node that stays: so that focus, selection, scrolling
 * and opened details outlive a refresh, and nothing flickers. Siblings with a `data-key` are told apart by it.
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

// Where a browser can, without taking the focus from what is moved.
const move = (parent, node, before) => (parent.moveBefore ? parent.moveBefore(node, before) : parent.insertBefore(node, before));

function update(old, next) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) {
      old.data = next.data;
    }

    return;
  }

  // What the user opened stays open. Styles go by their object: the policy of the page forbids the attribute.
  const isOurs = ({ name }) => name !== 'open' && name !== 'style';
  [...old.attributes].filter(isOurs).filter(({ name }) => !next.hasAttribute(name)).forEach(({ name }) => old.removeAttribute(name));
  [...next.attributes].filter(isOurs).filter(({ name, value }) => old.getAttribute(name) !== value).forEach(({ name, value }) => old.setAttribute(name, value));
  if (old.style.cssText !== next.style.cssText) {
    old.style.cssText = next.style.cssText;
  }

  patch(old, [...next.childNodes]);
}
