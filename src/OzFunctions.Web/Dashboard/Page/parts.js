// What several views are made of.

import { h } from './dom.js';
import { agoText, numberText, timeText, visibleText } from './format.js';

/** The statuses in the order in which they are shown, the best first. */
export const Results = ['SUCCESS', 'OPERATOR_REQUIRED', 'DECLINED', 'FAILED', 'PROCESSING', 'INITIAL'];

/** A route of this page. */
export const hrefTo = (path, parameters = {}) => {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  return `#/${path}${query.size > 0 ? `?${query}` : ''}`;
};

/** A route of this page to a folder. */
export const hrefToFolder = (folderId) => hrefTo(`folders/${encodeURIComponent(folderId)}`);

/** A heading with what belongs to it. */
export const section = (title, { key, count, aside }, ...children) =>
  h('section', { class: 'card', 'data-key': key, 'aria-labelledby': `${key}-title` },
    h('div', { class: 'head' },
      h('h2', { id: `${key}-title` }, title, count !== undefined && [' ', h('span', { class: 'count' }, numberText(count))]),
      aside),
    children);

/** Said where a list is empty, or where there is nothing to show. */
export const note = (...texts) => h('p', { class: 'note' }, texts);

/** Somebody else's text. Its direction of writing stays its own, and what cannot be seen is shown. */
export const foreign = (text) => h('bdi', { class: 'foreign' }, visibleText(text));

/** A status word in its colour; the word itself says it too. */
export const status = (word) => (word ? h('span', { class: 'status', 'data-status': known(word) }, visibleText(word)) : h('span', { class: 'note' }, 'none'));

/** The name of a status in the style sheet. */
export const known = (word) => (/^[A-Z_]+$/.test(word) ? word : 'UNKNOWN');

/** A point in time, exact to who points at it. */
export const when = (iso) => (iso ? h('time', { datetime: iso, title: iso }, timeText(new Date(iso))) : '\u2013');

/** How long ago something was, exact to who points at it. */
export const since = (iso) => (iso ? h('time', { datetime: iso, title: iso }, agoText(new Date(iso))) : '\u2013');

/** Whether a text can be a folder's id. */
export const isFolderId = (text) => /^[A-Za-z0-9_-]{1,128}$/.test(text);

/** A folder's id that leads to it. What an endpoint is told of itself belongs to no folder. */
export const folderLink = (folderId) =>
  (isFolderId(folderId) ? h('a', { class: 'id', href: hrefToFolder(folderId) }, folderId) : h('span', { class: 'note' }, 'none'));

/**
 * A table. A column is `{ title, cell, wide }`; wide ones are left out on narrow screens, where the folder's own page tells them.
 * @param {string} caption What it lists, for those who do not see where it stands.
 */
export const table = (caption, columns, items, keyOf) =>
  h('table', {},
    h('caption', { class: 'hidden' }, caption),
    h('thead', {}, h('tr', {}, columns.map(({ title, wide }) => h('th', { scope: 'col', class: wide && 'wide' }, title)))),
    h('tbody', {}, items.map((item) =>
      h('tr', { 'data-key': keyOf(item) }, columns.map(({ cell, wide }) => h('td', { class: wide && 'wide' }, cell(item)))))));

/** Shows more of a list, where there is more. */
export const more = (hasMore, name, label) => hasMore && h('button', { type: 'button', 'data-action': 'more', 'data-list': name }, label);

/** Names and what they are, in two columns. */
export const facts = (...pairs) =>
  h('dl', { class: 'facts' }, pairs.filter(Boolean).map(([name, ...value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

/** Said where an admin key is needed. */
export const adminOnly = (what) =>
  h('p', { class: 'note' }, `${what} are shown to who has an admin key. `, h('button', { type: 'button', 'data-action': 'keys' }, 'Enter an admin key'));
