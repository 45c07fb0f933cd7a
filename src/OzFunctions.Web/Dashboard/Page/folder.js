// One folder: its status and its history.

import { Problem, get, list } from './api.js';
import { lastAnswer } from './deliveries.js';
import { h } from './dom.js';
import { numberText, wordText } from './format.js';
import { facts, foreign, isFolderId, more, note, section, state, status, table, when } from './parts.js';

export const title = ({ id }) => `Folder ${id}`;

export async function load({ id }, wanted) {
  if (!isFolderId(id)) {
    throw new Problem(404, { title: 'Invalid folder id', detail: 'An id has 1 to 128 characters of A-Z, a-z, 0-9, \u201c_\u201d and \u201c-\u201d.' });
  }

  const [folder, history] = await Promise.all([get(`folders/${id}`), list(`folders/${id}/history`, {}, wanted('history'))]);
  return { folder, history };
}

export const render = ({ folder, history }) => [
  h('h1', { tabindex: '-1' }, 'Folder ', h('span', { class: 'id' }, folder.folderId)),
  section('Status', { key: 'state' }, h('p', { class: 'verdict' }, status(folder.systemResolution), worstOf(folder)), remarks(folder), standing(folder)),
  section('Groups', { key: 'groups', count: folder.groups.length }, folder.groups.length === 0 ? note('No analysis is known.') : folder.groups.map((group) => groupOf(group, folder.analyses))),
  section('History', { key: 'history' }, h('ol', { class: 'timeline' }, history.items.map(change)), more(history.hasMore, 'history', 'Show earlier')),
];

// Shown next to the result, because an earlier group may have failed before one passed.
const worstOf = ({ systemResolution, worstResolution }) =>
  worstResolution !== systemResolution && h('span', { class: 'note' }, ' the worst of its groups is ', status(worstResolution));

const remarks = ({ drift, overdueAt, unknownStatuses, warnings }) => {
  const texts = [
    drift && 'Oz reports another result than every group that may have finished last.',
    overdueAt && ['It has been running for too long; notified ', when(overdueAt), '.'],
    unknownStatuses.length > 0 && ['Unknown status words: ', unknownStatuses.map((word, place) => [place > 0 && ', ', foreign(word)]), '.'],
    ...warnings.map(foreign),
  ].filter(Boolean);
  return texts.length > 0 && h('ul', { class: 'remarks', 'aria-label': 'Remarks' }, texts.map((text) => h('li', {}, text)));
};

const standing = ({ version, resolutionStatus, reported, metadata, timeCreated, timeUpdated, lastSeenAt }) => facts(
  ['State', status(resolutionStatus)],
  ['Oz\u2019s own state', status(reported.resolutionStatus)],
  ['Oz\u2019s own result', status(reported.systemResolution)],
  reported.operatorStatus && ['Operator', status(reported.operatorStatus)],
  ...Object.entries(metadata).map(([key, value]) => [h('span', { class: 'id' }, key), value === null ? 'not stored: longer than 1,024 characters' : foreign(value)]),
  ['Created at Oz', when(timeCreated)],
  ['Updated at Oz', when(timeUpdated)],
  ['Changed here', when(lastSeenAt)],
  ['Version', numberText(version)]);

function groupOf({ groupId, result, finishedAt }, analyses) {
  const ours = analyses.filter((analysis) => analysis.groupId === groupId);
  return h('article', { class: 'group', 'data-key': groupId ?? 'implicit' },
    h('h3', {}, groupId === null ? 'No group' : h('span', { class: 'id' }, groupId), ' ', status(result), finishedAt && h('span', { class: 'note' }, ' finished ', when(finishedAt))),
    table(`Analyses of ${groupId ?? 'no group'}`, [
      { title: 'Analysis', cell: ({ type, analysisId }) => [type && [foreign(type), ' '], h('span', { class: 'id small' }, analysisId)] },
      { title: 'Result', cell: (analysis) => status(analysis.result) },
      { title: 'Oz\u2019s statuses', wide: true, cell: ({ state: word, resolutionStatus }) => [foreign(word ?? '\u2013'), ' / ', foreign(resolutionStatus ?? '\u2013')] },
      { title: 'Scores', wide: true, cell: ({ confidences, errorCode }) => [...Object.entries(confidences).map(([name, score]) => h('div', {}, `${name} ${score}`)), errorCode && h('div', {}, 'error ', foreign(errorCode))] },
      { title: 'Updated', wide: true, cell: ({ timeUpdated }) => when(timeUpdated) },
    ], ours, ({ analysisId }) => analysisId));
}

const change = ({ version, at, cause, previous, current, refresh, deliveries }) =>
  h('li', { 'data-key': `version-${version}` },
    h('p', {}, when(at), ' ', h('strong', {}, cause), ' ', previous && [pair(previous), ' \u2192 '], pair(current), h('span', { class: 'note' }, ` version ${numberText(version)}`)),
    refresh.length > 0 && note(`Oz was asked because of: ${refresh.map(wordText).join(', ')}.`),
    deliveries.length > 0 && h('ul', { class: 'plain', 'aria-label': `Deliveries of version ${version}` }, deliveries.map(deliveryItem)));

// Both words are equal while analyses are running.
const pair = ({ resolutionStatus, systemResolution }) => [resolutionStatus !== systemResolution && [resolutionStatus, ' '], status(systemResolution)];

const deliveryItem = (delivery) =>
  h('li', { 'data-key': delivery.webhookId },
    `${delivery.type} to `, h('span', { class: 'id' }, delivery.endpoint), ' ',
    state(delivery.state),
    delivery.deliveredAt && [' ', when(delivery.deliveredAt)],
    delivery.attempt > 1 && `, attempt ${delivery.attempt}`,
    delivery.state !== 'delivered' && (delivery.lastStatus || delivery.lastError) && [', last response ', lastAnswer(delivery)],
    delivery.nextAttemptAt && delivery.state !== 'delivered' && [', next ', when(delivery.nextAttemptAt)]);
