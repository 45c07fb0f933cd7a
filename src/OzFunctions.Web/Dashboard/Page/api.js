// Asks the server that this page came from.

const Patience = 20_000;
const PageSize = 200;

/** What the server answered instead of what was asked for. */
export class Problem extends Error {
  /**
   * @param {number} status The HTTP status; 0 when no answer came.
   * @param {object} document The problem document, as far as there is one.
   */
  constructor(status, document = {}) {
    super(document.title ?? `The server answered ${status}`);
    this.status = status;
    this.code = document.code;
    this.detail = document.detail;
  }

  /** Whether no answer came at all. */
  get isSilence() {
    return this.status === 0;
  }

  /** Whether the admin key is missing or wrong, and not the read key. */
  get isAdminKey() {
    return this.status === 401 && this.code === 'admin_unauthorized';
  }

  /** Whether the read key is missing or wrong. */
  get isReadKey() {
    return this.status === 401 && !this.isAdminKey;
  }
}

/** The keys, kept as long as the tab is open. */
export const keys = {
  get read() {
    return sessionStorage.getItem('read') ?? '';
  },
  get admin() {
    return sessionStorage.getItem('admin') ?? '';
  },
  use(read, admin) {
    sessionStorage.setItem('read', read);
    sessionStorage.setItem('admin', admin);
  },
  forget() {
    sessionStorage.clear();
  },
};

/** Reads one document. The path is relative to the API, and so are its parameters' names and values. */
export const get = (path, parameters) => send('GET', path, parameters);

/** Acts. */
export const post = (path, parameters) => send('POST', path, parameters);

/**
 * Reads the first items of a list, page by page: a page may be short before the last.
 * @returns {Promise<{items: object[], hasMore: boolean}>}
 */
export async function list(path, parameters, wanted) {
  const items = [];
  let continuation;
  do {
    const page = await get(path, { ...parameters, limit: Math.min(wanted - items.length, PageSize), continuation });
    items.push(...page.items);
    continuation = page.continuation;
  } while (continuation && items.length < wanted);

  return { items, hasMore: Boolean(continuation) };
}

/** What an admin may see, or null where the admin key is missing or wrong. */
export const forAdmin = (asked) => asked.catch((problem) => (problem.isAdminKey ? null : Promise.reject(problem)));

async function send(method, path, parameters = {}) {
  const url = new URL(path, new URL('./', document.baseURI));
  Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null).forEach(([name, value]) => url.searchParams.set(name, value));

  // A key may be anything that somebody pasted; a header may not.
  const headers = Object.entries({ 'x-functions-key': keys.read, 'x-oz-admin-key': keys.admin }).filter(([, key]) => /^[\x21-\x7e]+$/.test(key));
  let response;
  try {
    response = await fetch(url, { method, headers, cache: 'no-store', redirect: 'error', credentials: 'omit', signal: AbortSignal.timeout(Patience) });
  } catch {
    throw new Problem(0);
  }

  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(response.status, answer ?? undefined);
  }

  return answer ?? Promise.reject(new Problem(0));
}
