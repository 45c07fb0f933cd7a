// Chooses the view, refreshes it, and handles buttons and forms.

import { Problem, get, keys, post } from './api.js';
import { h, patch } from './dom.js';
import { clockText } from './format.js';
import * as folder from './folder.js';
import { found, metadataKeys, ofDay, open } from './folders.js';
import * as overview from './overview.js';
import { hrefTo, hrefToFolder } from './parts.js';

const FirstPage = 20;
const Refresh = 15_000;

// Refresh less often when responses take long: the delay is at least this many times their duration.
const RefreshPerDuration = 10;

// Views by the name of their route, with the parameters that they need.
const views = new Map([
  ['folders', { view: ofDay, needs: ['day'] }],
  ['open', { view: open, needs: ['reason'] }],
  ['found', { view: found, needs: ['key', 'value'] }],
]);

const at = (id) => document.getElementById(id);

let route = routeOf(location.hash);
let wanted = new Map();
let timer;
let refreshes = 0;
let lastAnswer = null;
let unreachableSince = null;

const actions = {
  keys: () => askForKeys(),
  'close-keys': () => at('keys').close(),
  'forget-keys': () => {
    keys.forget();
    location.reload();
  },
  more: ({ list: name }) => {
    wanted.set(name, wantedOf(name) + FirstPage);
    return refresh();
  },
  replay: async ({ folder: folderId, endpoint, state, question }) => {
    if (!question || (await confirms(question))) {
      await act('Replay', () => post('deliveries/replay', { folder: folderId, endpoint, state }));
    }
  },
  enable: ({ endpoint }) => act(`Enabling ${endpoint}`, () => post(`endpoints/${endpoint}/enable`)),
  reconcile: () => act('Reconciliation', () => post('reconcile')),
  test: async ({ endpoint }) => {
    const { state, lastStatus, lastError } = await post(`endpoints/${endpoint}/test`);
    say(`Test of ${endpoint}: ${state}${state === 'delivered' ? '' : `, ${lastStatus ?? lastError}`}.`);
    await refresh();
  },
};

const forms = {
  search: ({ by, for: text }) => {
    const value = text.trim();
    location.hash = by ? hrefTo('found', { key: by, value }) : hrefToFolder(value);
  },
  keys: async ({ read, admin }) => {
    keys.use(read.trim(), admin.trim());
    await refresh({ isNew: true });
    if (keys.admin) {
      // Views work without an admin key. Check here whether the key that was entered is valid.
      await get('endpoints');
    }
  },
};

addEventListener('hashchange', () => {
  route = routeOf(location.hash);
  wanted = new Map();
  return refresh({ isNew: true });
});

document.addEventListener('visibilitychange', () => document.hidden || refresh());

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-action]');
  if (button) {
    event.preventDefault();
    run(() => actions[button.dataset.action](button.dataset), button);
  }
});

document.addEventListener('submit', (event) => {
  const name = event.target.dataset.submit;
  if (name) {
    const values = Object.fromEntries(new FormData(event.target));
    event.preventDefault();
    event.target.closest('dialog')?.close();
    run(() => forms[name](values));
  }
});

refresh({ isNew: true });

function routeOf(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const parameters = Object.fromEntries(new URLSearchParams(query));
  const [name, id] = path.split('/');
  if (name === 'folders' && id !== undefined) {
    return { view: folder, parameters: { id: decoded(id) } };
  }

  const { view, needs } = views.get(name) ?? { view: overview, needs: [] };
  return needs.every((parameter) => parameters[parameter]) ? { view, parameters } : { view: overview, parameters: {} };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function wantedOf(name) {
  return wanted.get(name) ?? FirstPage;
}

/** Loads and shows the view, unless another refresh has begun meanwhile. */
async function refresh({ isNew = false } = {}) {
  clearTimeout(timer);
  const turn = ++refreshes;
  const { view, parameters } = route;
  const begun = performance.now();
  offerMetadataKeys();
  try {
    const data = await view.load(parameters, wantedOf);
    if (turn === refreshes) {
      patch(at('content'), view.render(data, parameters));
      answered(view.title(parameters));
    }
  } catch (problem) {
    if (turn === refreshes) {
      failed(problem, isNew);
    }
  }

  if (turn === refreshes) {
    if (isNew && turn > 1) {
      at('content').querySelector('h1')?.focus();
      scrollTo(0, 0);
    }

    timer = setTimeout(() => document.hidden || refresh(), Math.max(Refresh, RefreshPerDuration * (performance.now() - begun)));
  }
}

function answered(title) {
  lastAnswer = new Date();
  unreachableSince = null;
  document.title = `${title} \u00b7 OzFunctions`;
  patch(at('alert'));
  patch(at('freshness'), h('span', { class: 'fresh' }, `As of ${clockText(lastAnswer)}`));
}

/** Shows an error. The data of the same view stays visible, with its time. */
function failed(problem, isNew) {
  if (isNew) {
    patch(at('content'), h('h1', { class: 'hidden', tabindex: '-1' }, 'Nothing to show'));
    document.title = 'OzFunctions';
  }

  patch(at('freshness'), lastAnswer && h('span', { class: 'stale' }, `As of ${clockText(lastAnswer)}`));
  if (problem.isReadKey) {
    tell('This server requires a key.', ' ', h('button', { type: 'button', 'data-action': 'keys' }, 'Enter a key'));
    if (isNew) {
      askForKeys({ refused: keys.read && 'read' });
    }
  } else if (problem.isUnreachable) {
    unreachableSince ??= new Date();
    tell(`The server has not responded since ${clockText(unreachableSince)}.${shownText(isNew)} Retrying automatically.`);
  } else {
    tell(`${textOf(problem)}${shownText(isNew)}`);
  }
}

function textOf(problem) {
  if (!(problem instanceof Problem)) {
    // A bug of this page. The console shows where.
    console.error(problem);
  }

  return problem.isUnreachable ? 'The server does not respond.' : `${problem.message}. ${problem.detail ?? ''}`;
}

const shownText = (isNew) => (lastAnswer && !isNew ? ` The data shown is as of ${clockText(lastAnswer)}.` : '');

const tell = (...texts) => patch(at('alert'), h('p', { class: 'notice' }, texts));

/** Runs the action of a button, which is busy meanwhile. */
async function run(action, button) {
  if (button?.hasAttribute('aria-busy')) {
    return;
  }

  button?.setAttribute('aria-busy', 'true');
  try {
    await action();
  } catch (problem) {
    if (problem.isAdminKey) {
      askForKeys({ refused: keys.admin && 'admin' });
    } else {
      say(textOf(problem), { isBad: true });
    }
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

async function act(what, action) {
  const { runId } = await action();
  say(`${what} started: run ${runId}.`);
  await refresh();
}

function say(text, { isBad = false } = {}) {
  patch(at('said'), h('p', { class: isBad ? 'notice bad' : 'notice' }, text));
}

function askForKeys({ refused } = {}) {
  at('keys-refused').textContent = refused ? `The server refuses this ${refused} key.` : '';
  at('read-key').value = keys.read;
  at('admin-key').value = keys.admin;
  if (!at('keys').open) {
    at('keys').showModal();
  }
}

function confirms(question) {
  at('question-text').textContent = question;

  // Escape does not change the return value, so reset it.
  at('question').returnValue = 'no';
  at('question').showModal();
  return new Promise((resolve) => at('question').addEventListener('close', () => resolve(at('question').returnValue === 'yes'), { once: true }));
}

/** Lists the metadata keys in the search form. If that fails, the next refresh tries again. */
async function offerMetadataKeys() {
  if (at('search-by').length === 1) {
    const names = await metadataKeys().catch(() => []);
    patch(at('search-by'), h('option', { value: '' }, 'Folder id'), names.map((name) => h('option', { value: name }, name)));
  }
}
