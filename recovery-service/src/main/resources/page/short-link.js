// A text message has room for a short link only. Its token tells by its prefix which page it is for; it stays in the
// fragment on the way there, so no request carries it.
const PAGES = { prl: '/recovery/password', pit: '/recovery/identifier' };

document.getElementById('status').textContent = 'Opening your link …';

const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
location.replace(`${PAGES[token.split('_')[0]] ?? '/recovery/password'}#token=${encodeURIComponent(token)}`);
