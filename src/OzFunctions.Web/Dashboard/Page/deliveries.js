// Undelivered notifications, and the health of endpoints.

import { h } from './dom.js';
import { numberText } from './format.js';
import { adminOnly, folderLink, foreign, isFolderId, more, section, since, state, table, when } from './parts.js';

const states = ['dead', 'held', 'waiting', 'pending'];

/** Undelivered deliveries. Everybody sees the counts; the list needs an admin key. */
export function deliveries(parked, counts) {
  const total = counts.reduce((sum, of) => sum + states.reduce((all, name) => all + of[name].count, 0), 0);
  return section('Undelivered notifications', { key: 'deliveries', count: total },
    total > 0 && h('ul', { class: 'plain' }, counts.filter((of) => states.some((name) => of[name].count > 0)).map((of) =>
      h('li', { 'data-key': of.endpoint }, h('span', { class: 'id' }, of.endpoint), ': ', states.filter((name) => of[name].count > 0).map((name, index) => [index > 0 && ', ', counted(name, of[name])]), ' ',
        of.dead.count > 0 && replayButton({ endpoint: of.endpoint, state: 'dead', question: `Send ${numberOf(of.dead)} dead deliveries to ${of.endpoint} again?` }, 'Replay all dead', `Replay all dead deliveries to ${of.endpoint}`)))),
    list(parked, total));
}

const numberOf = ({ count, isMore }) => (isMore ? `more than ${numberText(count)}` : numberText(count));

const counted = (name, count) => [`${numberOf(count)} ${name} (the oldest for `, since(count.oldestAt), ')'];

/** The health of the endpoints. */
export const endpoints = (known) =>
  section('Endpoints', { key: 'endpoints' },
    !known ? adminOnly('endpoints')
      : table('Endpoints', [
        { title: 'Endpoint', cell: ({ name }) => h('span', { class: 'id' }, name) },
        { title: 'Kind', wide: true, cell: ({ kind }) => kind },
        { title: 'Address', wide: true, cell: ({ host, entity }) => (entity ? `${host}/${entity}` : host) },
        { title: 'Health', cell: health },
        { title: 'Actions', cell: ({ name, state: word }) => h('div', { class: 'acts' },
          h('button', { type: 'button', 'data-action': 'test', 'data-endpoint': name, 'aria-label': `Test ${name}` }, 'Test'),
          word !== 'healthy' && h('button', { type: 'button', 'data-action': 'enable', 'data-endpoint': name, 'aria-label': `Enable ${name}` }, 'Enable')) },
      ], known.items, ({ name }) => name, 'The settings have no endpoints, so nobody is notified of changes.'));

/** The result of a delivery's last attempt. */
export const lastAnswer = ({ lastStatus, lastError, lastAnswer: body }) => [
  lastStatus ?? (lastError ? foreign(lastError) : '\u2013'),
  body && [' ', h('details', {}, h('summary', {}, 'response'), foreign(body))],
];

function list(parked, total) {
  if (!parked) {
    return adminOnly('deliveries');
  }

  return [
    table('Undelivered notifications', [
      { title: 'Folder', cell: ({ folder }) => folderLink(folder) },
      { title: 'To', cell: ({ endpoint }) => h('span', { class: 'id' }, endpoint) },
      { title: 'Event', wide: true, cell: ({ type }) => type },
      { title: 'State', cell: (delivery) => state(delivery.state) },
      { title: 'For', wide: true, cell: ({ parkedAt }) => since(parkedAt) },
      { title: 'Last response', wide: true, cell: lastAnswer },
      { title: 'Actions', cell: (delivery) => isFolderId(delivery.folder) && replayButton(delivery, 'Replay', `Replay ${delivery.state} deliveries of folder ${delivery.folder} to ${delivery.endpoint}`) },
    ], parked.items, ({ webhookId }) => webhookId, total > 0 ? 'They are being sent again.' : 'All notifications are delivered or being sent.'),
    more(parked.hasMore, 'deliveries', 'Show more'),
  ];
}

const replayButton = ({ folder, endpoint, state: word, question }, text, label) =>
  h('button', { type: 'button', 'data-action': 'replay', 'data-folder': folder, 'data-endpoint': endpoint, 'data-state': word, 'data-question': question, 'aria-label': label }, text);

function health({ state: word, failingSince, probeAt, disabledAt, disabledBecause }) {
  if (word === 'disabled') {
    return [state(word), ' since ', when(disabledAt), disabledBecause && [': ', foreign(disabledBecause)]];
  }

  return [state(word), failingSince && [word === 'healthy' ? ', but nothing was delivered since ' : ' since ', when(failingSince)], probeAt && [', next probe ', when(probeAt)]];
}
