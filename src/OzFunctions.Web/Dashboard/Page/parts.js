// Parts that several views share.

import { h } from './dom.js';
import { agoText, numberText, timeText, visibleText } from './format.js';

/** The statuses in the order in which they are shown, the best first. */
export const Results = ['SUCCESS', 'OPERATOR_REQUIRED', 'DECLINED', 'FAILED', 'PROCESSING', 'INITIAL'];

/** The address of a view. */
export const hrefTo = (path, parameters = {}) => {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  return `#/${path}${query.size > 0 ? `?${query}` : ''}`;
};

/** The address of a folder's view. */
export const hrefToFolder = (folderId) => hrefTo(`folders/${encodeURIComponent(folderId)}`);

/** A section with a heading. */
export const section = (title, { key, count, aside }, ...children) =>
  h('section', { class: 'card', 'data-key': key, 'aria-labelledby': `${key}-title` },
    h('div', { class: 'head' },
      h('h2', { id: `${key}-title` }, title, count !== undefined && [' ', h('span', { class: 'count' }, numberText(count))]),
      aside),
    children);

/** A note, for example in place of an empty list. */
export const note = (...texts) => h('p', { class: 'note' }, texts);

/** External text, isolated in its direction of writing and with invisible characters made visible. */
export const foreign = (text) => h('bdi', { class: 'foreign' }, visibleText(text));

/** A status word in its colour. */
export const status = (word) => (word ? h('span', { class: 'status', 'data-status': known(word) }, visibleText(word)) : h('span', { class: 'note' }, 'none'));

/** The state of a delivery, an endpoint or a run in its colour. */
export const state = (word) => h('span', { class: 'state', 'data-state': word }, word);

/** The name of a status for the style sheet. */
const known = (word) => (/^[A-Z_]+$/.test(word) ? word : 'UNKNOWN');

/** A point in time. The tooltip shows the exact time. */
export const when = (iso) => (iso ? h('time', { datetime: iso, title: iso }, timeText(new Date(iso))) : '\u2013');

/** The time since then. The tooltip shows the exact time. */
export const since = (iso) => (iso ? h('time', { datetime: iso, title: iso }, agoText(new Date(iso))) : '\u2013');

/** Whether a text can be a folder's id. */
export const isFolderId = (text) => /^[A-Za-z0-9_-]{1,128}$/.test(text);

/** A link to a folder. Notifications about an endpoint itself have no folder. */
export const folderLink = (folderId) =>
  (isFolderId(folderId) ? h('a', { class: 'id', href: hrefToFolder(folderId) }, folderId) : h('span', { class: 'note' }, 'none'));

/**
 * A table. A column is `{ title, cell, wide }`; wide ones are hidden on narrow screens; the folder's own page shows their content.
 * @param {string} caption The content of the table, for screen readers.
 * @param {string} none The note in its place when there are no items, if there is one.
 */
export const table = (caption, columns, items, keyOf, none) => (none && items.length === 0
  ? note(none)
  : h('table', {},
    h('caption', { class: 'hidden' }, caption),
    h('thead', {}, h('tr', {}, columns.map(({ title, wide }) => h('th', { scope: 'col', class: wide && 'wide' }, title)))),
    h('tbody', {}, items.map((item) =>
      h('tr', { 'data-key': keyOf(item) }, columns.map(({ cell, wide }) => h('td', { class: wide && 'wide' }, cell(item))))))));

/** A button that shows more of a list, if there is more. */
export const more = (hasMore, name, label) => hasMore && h('button', { type: 'button', 'data-action': 'more', 'data-list': name }, label);

/** Names and values, in two columns. */
export const facts = (...pairs) =>
  h('dl', { class: 'facts' }, pairs.filter(Boolean).map(([name, ...value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

/** A note in place of data that needs an admin key. */
export const adminOnly = (what) =>
  note(`An admin key is required to see the ${what}. `, h('button', { type: 'button', 'data-action': 'keys' }, 'Enter an admin key'));
