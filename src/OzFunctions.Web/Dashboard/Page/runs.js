// What reconciliation did.

import { h } from './dom.js';
import { numberText, wordText } from './format.js';
import { foreign, more, note, section, table, when } from './parts.js';

/** The last runs for an admin; the very last one for everybody. */
export function runs(latest, last) {
  const items = latest?.items ?? (last ? [last] : []);
  return section('Reconciliation', { key: 'runs', aside: latest && h('button', { type: 'button', 'data-action': 'reconcile' }, 'Reconcile now') },
    items.length === 0
      ? note('Oz was not asked yet.')
      : table('Runs of reconciliation', [
        { title: 'Started', cell: ({ startedAt }) => when(startedAt) },
        { title: 'By', wide: true, cell: ({ by }) => h('span', { class: 'id' }, by) },
        { title: 'State', cell: ({ state }) => h('span', { class: 'state', 'data-state': state }, state) },
        { title: 'What it did', cell: did },
      ], items, ({ id }) => id),
    latest && more(latest.hasMore, 'runs', 'Show more'));
}

function did(run) {
  const counts = Object.entries(run).filter(([, count]) => count > 0).map(([name, count]) => `${wordText(name)} ${numberText(count)}`).join(', ');
  return [
    run.parameters.dryRun === 'True' && 'compared only; ',
    counts || 'nothing to do',
    run.stoppedBy && `; stopped early by ${wordText(run.stoppedBy)}`,
    run.error && ['; ', foreign(run.error)],
  ];
}
