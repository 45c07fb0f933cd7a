// Lists of folders: of a day, of a reason to be open, of a partner's own id.

import { Problem, get, list } from './api.js';
import { h } from './dom.js';
import { countText, longDayText, numberText, wordText } from './format.js';
import { Results, folderLink, foreign, hrefTo, more, note, section, since, status, table, when } from './parts.js';

const MaxValueLength = 1024;

/** Folders of a day, filtered. */
export const ofDay = {
  title: ({ day }) => `Folders of ${longDayText(day)}`,

  load: ({ day, systemResolution, drift }, wanted) => list('folders', { day, systemResolution, drift }, wanted('folders')),

  render: (page, { day, systemResolution, drift }) => listed(
    `Folders of ${longDayText(day)}`,
    [
      h('nav', { class: 'filters', 'aria-label': 'Result' }, ['', ...Results].map((word) =>
        h('a', { href: hrefTo('folders', { day, systemResolution: word, drift }), 'aria-current': word === (systemResolution ?? '') && 'true' }, word || 'All results'))),
      drift && note('Only those with drift. ', h('a', { href: hrefTo('folders', { day, systemResolution }) }, 'Show all')),
    ],
    page,
    { title: 'First seen', wide: true, cell: ({ firstSeenAt }) => when(firstSeenAt) }),
};

/** Folders that are open for a reason. */
export const open = {
  title: ({ reason }) => `Open folders: ${wordText(reason)}`,

  load: ({ reason }, wanted) => list('open', { reason }, wanted('folders')),

  render: ({ items, hasMore }, { reason }) => [
    h('h1', { tabindex: '-1' }, `Open folders: ${wordText(reason)}`),
    section(countText(items.length, 'folder'), { key: 'folders' },
      items.length === 0
        ? note('None.')
        : table('Open folders', [
          { title: 'Folder', cell: ({ folderId }) => folderLink(folderId) },
          { title: 'Why', wide: true, cell: ({ reasons }) => reasons.map(wordText).join(', ') },
          { title: 'Unchanged for', cell: (folder) => since(folder.since) },
          { title: 'Oz is asked next', wide: true, cell: ({ nextCheck }) => (nextCheck ? when(nextCheck) : 'no more') },
        ], items, ({ folderId }) => folderId),
      more(hasMore, 'folders', 'Show more')),
  ],
};

/** Folders that a partner calls so. */
export const found = {
  title: ({ value }) => `Search: ${value.slice(0, 40)}`,

  load: async ({ key, value }, wanted) => {
    if (value.length > MaxValueLength) {
      throw new Problem(400, { title: 'No value is so long', detail: `Values of more than ${numberText(MaxValueLength)} characters are not kept.` });
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
    items.length === 0
      ? note('None.')
      : table('Folders', [
        { title: 'Folder', cell: ({ folderId }) => folderLink(folderId) },
        { title: 'Result', cell: ({ systemResolution }) => status(systemResolution) },
        { title: 'State', wide: true, cell: ({ resolutionStatus }) => status(resolutionStatus) },
        { title: 'Marks', wide: true, cell: ({ drift, overdue }) => [drift && 'drift', overdue && 'overdue'].filter(Boolean).join(', ') },
        time,
      ], items, ({ folderId }) => folderId),
    more(hasMore, 'folders', 'Show more')),
];
