// Sends requests to the server of this page.

// Longer than an endpoint under test may take to answer.
const RequestTimeout = 45_000;
const PageSize = 200;

/** An error response of the server, or a missing response. */
export class Problem extends Error {
  /**
   * @param {number} status The HTTP status; 0 without a response.
   * @param {object} document The problem document, if there is one.
   */
  constructor(status, document = {}) {
    super(document.title ?? `The server answered ${status}`);
    this.status = status;
    this.code = document.code;
    this.detail = document.detail;
  }

  /** Whether there was no response. */
  get isUnreachable() {
    return this.status === 0;
  }

  /** Whether the admin key, and not the read key, is missing or wrong. */
  get isAdminKey() {
    return this.status === 401 && this.code === 'admin_unauthorized';
  }

  /** Whether the read key is missing or wrong. */
  get isReadKey() {
    return this.status === 401 && !this.isAdminKey;
  }
}

/** The keys, stored until the tab is closed. */
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

/** Reads one document. The path is relative to the API. */
export const get = (path, parameters) => send('GET', path, parameters);

/** Starts an action. The path is relative to the API. */
export const post = (path, parameters) => send('POST', path, parameters);

/**
 * Reads the first items of a list, page by page, because a page may have fewer items than the limit.
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

/** The result of a request that needs an admin key; null when the key is missing or wrong. */
export const forAdmin = (request) => request.catch((problem) => (problem.isAdminKey ? null : Promise.reject(problem)));

async function send(method, path, parameters = {}) {
  const url = new URL(path, new URL('./', document.baseURI));
  Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null).forEach(([name, value]) => url.searchParams.set(name, value));

  // A pasted key may have characters that a header must not have.
  const headers = Object.entries({ 'x-functions-key': keys.read, 'x-oz-admin-key': keys.admin }).filter(([, key]) => /^[\x21-\x7e]+$/.test(key));
  let response;
  try {
    response = await fetch(url, { method, headers, cache: 'no-store', redirect: 'error', credentials: 'omit', signal: AbortSignal.timeout(RequestTimeout) });
  } catch {
    throw new Problem(0);
  }

  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(response.status, answer ?? undefined);
  }

  return answer ?? Promise.reject(new Problem(0));
}
