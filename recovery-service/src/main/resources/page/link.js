// What all pages need: the token of the link that led here, a place to say things, and one way to post.

/** Takes the token out of the fragment, and the fragment out of the address bar and the history entry. */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  history.replaceState(null, '', location.pathname);
  return token;
}

export function say(text, kind = '') {
  const status = document.getElementById('status');
  status.textContent = text;
  status.className = `note ${kind}`;
}

/** Sends JSON; resolves to { status, answer, problem }, with status 0 when nobody answered. */
export async function send(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    const said = await response.json().catch(() => ({}));
    return response.ok ? { status: response.status, answer: said, problem: {} } : { status: response.status, answer: {}, problem: said };
  } catch {
    return { status: 0, answer: {}, problem: {} };
  }
}

export const NO_TOKEN = 'Please open the link in our message again. For your safety, this page does not keep it.';
export const NOT_NOW = 'That did not work just now. Your link still works: please try again in a moment.';
