// Lists of folders: by day, by reason to be open, and by metadata value.

import { Problem, get, list } from './api.js';
import { h } from './dom.js';
import { countText, longDayText, numberText, wordText } from './format.js';
import { Results, folderLink, foreign, hrefTo, more, section, since, status, table, when } from './parts.js';

const MaxValueLength = 1024;

/** Folders of a day, filtered. */
export const ofDay = {
  title: ({ day }) => `Folders of ${longDayText(day)}`,

  load: (filters, wanted) => list('folders', known(filters), wanted('folders')),

  render: (page, filters) => listed(
    `Folders of ${longDayText(filters.day)}`,
    [
      h('nav', { class: 'filters', 'aria-label': 'Result' }, ['', ...Results].map((word) =>
        h('a', { href: hrefTo('folders', { ...known(filters), systemResolution: word }), 'aria-current': word === (filters.systemResolution ?? '') && 'true' }, word || 'All results'))),
      h('p', { class: 'note' }, [
        toggle(filters, 'worstResolution', 'whose worst group is DECLINED', 'DECLINED'), ' ', toggle(filters, 'heldBack', 'that are held back', 'true'), ' ', toggle(filters, 'drift', 'with drift', 'true')]),
    ],
    page,
    { title: 'First seen', wide: true, cell: ({ firstSeenAt }) => when(firstSeenAt) }),
};

// Other parameters in the address are not sent, because the server would reject them.
const known = ({ day, systemResolution, worstResolution, heldBack, drift }) => ({ day, systemResolution, worstResolution, heldBack, drift });

const toggle = (filters, name, what, value) => (filters[name]
  ? [`Only folders ${what}. `, h('a', { href: hrefTo('folders', { ...known(filters), [name]: '' }) }, 'Show all')]
  : h('a', { href: hrefTo('folders', { ...known(filters), [name]: value }) }, `Only folders ${what}`));

/** Folders that are open for a reason. */
export const open = {
  title: ({ reason }) => `Open folders: ${wordText(reason)}`,

  load: ({ reason }, wanted) => list('open', { reason }, wanted('folders')),

  render: ({ items, hasMore }, { reason }) => [
    h('h1', { tabindex: '-1' }, `Open folders: ${wordText(reason)}`),
    section(countText(items.length, 'folder'), { key: 'folders' },
      table('Open folders', [
        { title: 'Folder', cell: ({ folderId }) => folderLink(folderId) },
        { title: 'Reasons', wide: true, cell: ({ reasons }) => reasons.map(wordText).join(', ') },
        { title: 'Unchanged for', cell: (folder) => since(folder.since) },
        { title: 'Next check', wide: true, cell: ({ nextCheck }) => (nextCheck ? when(nextCheck) : 'none') },
      ], items, ({ folderId }) => folderId, 'None.'),
      more(hasMore, 'folders', 'Show more')),
  ],
};

/** Folders with a metadata value. */
export const found = {
  title: ({ value }) => `Search: ${value.slice(0, 40)}`,

  load: async ({ key, value }, wanted) => {
    if (value.length > MaxValueLength) {
      throw new Problem(400, { title: 'The value is too long', detail: `Values of more than ${numberText(MaxValueLength)} characters are not stored.` });
    }

    return list('folders', { [`meta.${key}`]: value }, wanted('folders'));
  },

  render: (page, { key, value }) => listed(['Folders whose ', h('span', { class: 'id' }, key), ' is ', foreign(value)], null, page, { title: 'Changed', wide: true, cell: ({ lastSeenAt }) => when(lastSeenAt) }),
};

/** The metadata keys that can be searched by. */
export const metadataKeys = async () => (await get('stats', { days: 1 })).metadataKeys;

const listed = (heading, filters, { items, hasMore }, time) => [
  h('h1', { tabindex: '-1' }, heading),
  filters,
  section(`${countText(items.length, 'folder')}${hasMore ? ' so far' : ''}`, { key: 'folders' },
    table('Folders', [
      { title: 'Folder', cell: ({ folderId }) => folderLink(folderId) },
      { title: 'Result', cell: ({ systemResolution }) => status(systemResolution) },
      { title: 'Worst', wide: true, cell: ({ systemResolution, worstResolution }) => worstResolution !== systemResolution && status(worstResolution) },
      { title: 'State', wide: true, cell: ({ resolutionStatus }) => status(resolutionStatus) },
      { title: 'Marks', wide: true, cell: ({ heldBack, drift, overdue }) => [heldBack && h('span', { title: heldBack }, 'held back '), drift && 'drift ', overdue && 'overdue'] },
      time,
    ], items, ({ folderId }) => folderId, 'None.'),
    more(hasMore, 'folders', 'Show more')),
];
