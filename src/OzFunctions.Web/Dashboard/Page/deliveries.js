// What the bank's systems were not told, and how they do.

import { h } from './dom.js';
import { numberText } from './format.js';
import { adminOnly, folderLink, foreign, isFolderId, more, note, section, since, table, when } from './parts.js';

/** Deliveries that need a person. Their numbers are everybody's, the list is an admin's. */
export function deliveries(parked, counts) {
  const total = counts.reduce((sum, { dead, held }) => sum + dead + held, 0);
  return section('Deliveries that did not arrive', { key: 'deliveries', count: total },
    total > 0 && h('ul', { class: 'plain' }, counts.filter(({ dead, held }) => dead + held > 0).map(({ endpoint, dead, held }) =>
      h('li', { 'data-key': endpoint }, h('span', { class: 'id' }, endpoint), `: ${numberText(dead)} dead, ${numberText(held)} held `,
        dead > 0 && replayButton({ endpoint, state: 'dead', question: `Send ${numberText(dead)} dead deliveries to ${endpoint} again?` }, 'Replay all dead', `Replay all dead deliveries to ${endpoint}`)))),
    list(parked, total));
}

/** How the endpoints do. */
export const endpoints = (known) =>
  section('Endpoints', { key: 'endpoints' },
    !known ? adminOnly('Endpoints')
      : known.items.length === 0 ? note('The settings name none: nobody is told of changes.')
        : table('Endpoints', [
          { title: 'Endpoint', cell: ({ name }) => h('span', { class: 'id' }, name) },
          { title: 'Address', wide: true, cell: ({ host }) => host },
          { title: 'Health', cell: health },
          { title: 'Act', cell: ({ name, enabled }) => h('div', { class: 'acts' },
            h('button', { type: 'button', 'data-action': 'test', 'data-endpoint': name, 'aria-label': `Test ${name}` }, 'Test'),
            !enabled && h('button', { type: 'button', 'data-action': 'enable', 'data-endpoint': name, 'aria-label': `Enable ${name}` }, 'Enable')) },
        ], known.items, ({ name }) => name));

/** What came of a delivery's last attempt. */
export const lastAnswer = ({ lastStatus, lastError, lastAnswer: body }) => [
  lastStatus ?? (lastError ? foreign(lastError) : '\u2013'),
  body && [' ', h('details', {}, h('summary', {}, 'answer'), foreign(body))],
];

const state = (word) => h('span', { class: 'state', 'data-state': word }, word);

function list(parked, total) {
  if (!parked) {
    return adminOnly('The deliveries themselves');
  }

  return [
    parked.items.length === 0
      ? note(total > 0 ? 'They are on their way again.' : 'Everything that was owed has arrived or is on its way.')
      : table('Deliveries that are dead or held', [
        { title: 'Folder', cell: ({ folder }) => folderLink(folder) },
        { title: 'To', cell: ({ endpoint }) => h('span', { class: 'id' }, endpoint) },
        { title: 'What', wide: true, cell: ({ type }) => type },
        { title: 'State', cell: (delivery) => state(delivery.state) },
        { title: 'For', wide: true, cell: ({ parkedAt }) => since(parkedAt) },
        { title: 'Last answer', wide: true, cell: lastAnswer },
        { title: 'Act', cell: (delivery) => isFolderId(delivery.folder) && replayButton(delivery, 'Replay', `Replay ${delivery.state} deliveries of folder ${delivery.folder} to ${delivery.endpoint}`) },
      ], parked.items, ({ webhookId }) => webhookId),
    more(parked.hasMore, 'deliveries', 'Show more'),
  ];
}

const replayButton = ({ folder, endpoint, state: word, question }, text, label) =>
  h('button', { type: 'button', 'data-action': 'replay', 'data-folder': folder, 'data-endpoint': endpoint, 'data-state': word, 'data-question': question, 'aria-label': label }, text);

function health({ enabled, failingSince, disabledAt, disabledBecause }) {
  if (!enabled) {
    return [state('disabled'), ' since ', when(disabledAt), disabledBecause && [': ', foreign(disabledBecause)]];
  }

  return failingSince ? [state('failing'), ' since ', when(failingSince)] : state('well');
}
