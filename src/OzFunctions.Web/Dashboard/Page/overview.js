// The overview: the page that operators keep open.

import { forAdmin, get, list } from './api.js';
import { deliveries, endpoints } from './deliveries.js';
import { h } from './dom.js';
import { countText, dayText, hourText, longDayText, numberText, wordText } from './format.js';
import { Results, folderLink, hrefTo, more, section, since, status, table, when } from './parts.js';
import { runs } from './runs.js';

const Days = 14;

/** The reasons that need a person. The other reasons are shown as one line with their counts. */
const Queues = [
  { reason: 'operatorRequired', title: 'OPERATOR_REQUIRED', none: 'No folder waits for an operator.' },
  { reason: 'overdue', title: 'Overdue', none: 'No folder has been running for too long.' },
];

export const title = () => 'Overview';

export async function load(_, wanted) {
  const [stats, queues, parked, known, latest] = await Promise.all([
    get('stats', { days: Days }),
    Promise.all(Queues.map(({ reason }) => list('open', { reason }, wanted(reason)))),
    forAdmin(list('deliveries', {}, wanted('deliveries'))),
    forAdmin(get('endpoints')),
    forAdmin(list('runs', { kind: 'reconcile' }, wanted('runs'))),
  ]);

  return { stats, queues, parked, known, latest, drifting: await drifting(stats.days, wanted('drift')) };
}

export function render({ stats, queues, parked, known, latest, drifting: drift }) {
  const today = stats.days.at(-1);
  return [
    h('h1', { class: 'hidden', tabindex: '-1' }, 'Overview'),
    warnings(stats.warnings),
    section('Today', { key: 'today', count: today.total, aside: h('span', { class: 'note' }, `${longDayText(today.day)}, UTC`) }, tiles(today)),
    section('The last two weeks', { key: 'days', aside: legend() }, bars(stats.days, 'days', ofDay)),
    section('The hours of today', { key: 'hours', aside: h('span', { class: 'note' }, 'UTC') }, bars(stats.hours, 'hours', ofHour)),
    h('div', { class: 'pair', 'data-key': 'queues' }, Queues.map((queue, place) => waiting(queue, queues[place], stats.open[queue.reason]))),
    alsoOpen(stats),
    drifts(drift, stats.days),
    deliveries(parked, stats.deliveries),
    endpoints(known),
    runs(latest, stats.reconciliation),
  ];
}

// Folders are listed by day. Request only the days that have any, the latest first.
async function drifting(days, wanted) {
  const items = [];
  const rest = days.filter((day) => day.drift > 0);
  while (rest.length > 0 && items.length < wanted) {
    const { day } = rest.pop();
    items.push(...(await list('folders', { day, drift: true }, wanted - items.length)).items);
  }

  return items;
}

const warnings = (items) =>
  items.length > 0 && section('Warnings', { key: 'warnings', count: items.length },
    h('ul', { class: 'warnings' }, items.map(({ code, detail }) => h('li', { 'data-key': code, 'data-code': code }, detail))));

const tiles = (today) =>
  h('ul', { class: 'tiles' }, Results.map((word) =>
    h('li', { 'data-key': word },
      h('a', { class: 'tile', 'data-status': word, href: hrefTo('folders', { day: today.day, systemResolution: word }) },
        h('strong', {}, numberText(today.systemResolution[word] ?? 0)), ' ', h('span', {}, word)))));

const legend = () => h('ul', { class: 'legend' }, Results.map((word) => h('li', {}, h('span', { class: 'swatch', 'data-status': word }), word)));

const ofDay = ({ day }) => ({ key: day, href: hrefTo('folders', { day }), spoken: dayText(day), wide: dayText(day), narrow: Number(day.slice(-2)) });

function ofHour({ hour }) {
  const from = new Date(hour).getUTCHours();
  const narrow = from % 3 === 0 ? from : '';
  return { key: hour, spoken: `${hourText(from)} to ${hourText(from + 1)}`, wide: from, narrow };
}

/** A bar for each day or hour, with a text alternative. Only bars with a list of folders are links. */
function bars(times, name, of) {
  const most = Math.max(1, ...times.map(({ total }) => total));
  return h('ol', { class: `bars ${name}` }, times.map((time) => {
    const { key, href, spoken, wide, narrow } = of(time);
    const parts = Results.filter((word) => time.systemResolution[word] > 0);
    const summary = parts.map((word) => `${numberText(time.systemResolution[word])} ${word}`).join(', ') || 'none';
    return h('li', { 'data-key': key },
      h(href ? 'a' : 'span', { class: 'pillar', href, title: summary },
        h('span', { class: 'total' }, numberText(time.total)),
        h('span', { class: 'stack' }, [...parts].reverse().map((word) =>
          h('span', { class: 'part', 'data-key': word, 'data-status': word, style: { height: `${(100 * time.systemResolution[word]) / most}%` } }))),
        h('span', { class: 'hidden' }, `${time.total === 1 ? 'folder' : 'folders'} (${summary}) of ${spoken}`),
        h('span', { class: 'day wide', 'aria-hidden': 'true' }, wide),
        h('span', { class: 'day narrow', 'aria-hidden': 'true' }, narrow)));
  }));
}

const waiting = ({ reason, title: name, none }, { items, hasMore }, count) =>
  section(name, { key: reason, count },
    table(`Folders: ${name}`, [
      { title: 'Folder', cell: ({ folderId }) => folderLink(folderId) },
      { title: 'Unchanged for', cell: (folder) => since(folder.since) },
      { title: 'Next check', wide: true, cell: ({ nextCheck }) => (nextCheck ? when(nextCheck) : 'none') },
    ], [...items].sort((left, right) => Date.parse(left.since) - Date.parse(right.since)), ({ folderId }) => folderId, none),
    more(hasMore, reason, 'Show more'));

function alsoOpen(stats) {
  const others = Object.entries(stats.open).filter(([reason, count]) => count > 0 && !Queues.some((queue) => queue.reason === reason));
  return h('p', { class: 'note line', 'data-key': 'also' },
    `${stats.openIsMore ? 'More than ' : ''}${countText(stats.openTotal, 'folder')} ${stats.openTotal === 1 ? 'is open: it' : 'are open: they'} may still change, or ${stats.openTotal === 1 ? 'needs' : 'need'} a person.`,
    others.map(([reason, count]) => [' ', h('a', { href: hrefTo('open', { reason }) }, `${wordText(reason)} ${numberText(count)}`)]));
}

function drifts(items, days) {
  const count = days.reduce((sum, { drift }) => sum + drift, 0);
  return section('Drift', { key: 'drift', count, aside: h('span', { class: 'note' }, 'Oz reports another result than every group that may have finished last') },
    table('Folders with drift', [
      { title: 'Folder', cell: ({ folderId }) => folderLink(folderId) },
      { title: 'Our result', cell: ({ systemResolution }) => status(systemResolution) },
      { title: 'Changed', wide: true, cell: ({ lastSeenAt }) => when(lastSeenAt) },
    ], items, ({ folderId }) => folderId, 'No folder of the last two weeks.'),
    more(items.length < count && items.length > 0, 'drift', 'Show more'));
}
