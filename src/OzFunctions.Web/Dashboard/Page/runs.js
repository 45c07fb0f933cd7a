// The runs of reconciliation.

import { h } from './dom.js';
import { numberText, wordText } from './format.js';
import { foreign, more, section, state, table, when } from './parts.js';

/** The last runs with an admin key; without one, only the very last run. */
export function runs(latest, last) {
  const items = latest?.items ?? (last ? [last] : []);
  return section('Reconciliation', { key: 'runs', aside: latest && h('button', { type: 'button', 'data-action': 'reconcile' }, 'Reconcile now') },
    table('Runs of reconciliation', [
      { title: 'Started', cell: ({ startedAt }) => when(startedAt) },
      { title: 'By', wide: true, cell: ({ by }) => h('span', { class: 'id' }, by) },
      { title: 'State', cell: (run) => state(run.state) },
      { title: 'Result', cell: resultOf },
    ], items, ({ id }) => id, 'Reconciliation has not run yet.'),
    latest && more(latest.hasMore, 'runs', 'Show more'));
}

function resultOf(run) {
  const counts = Object.entries(run).filter(([, count]) => count > 0).map(([name, count]) => `${wordText(name)} ${numberText(count)}`).join(', ');
  return [
    run.parameters.dryRun === 'True' && 'compared only; ',
    counts || 'nothing to do',
    run.stoppedBy && `; stopped early by ${wordText(run.stoppedBy)}`,
    run.error && ['; ', foreign(run.error)],
  ];
}
