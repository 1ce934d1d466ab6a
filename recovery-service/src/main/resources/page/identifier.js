import { LINK_REFUSED, NO_TOKEN, NOT_NOW, say, send, takeToken } from './link.js';

const token = takeToken();
const form = document.getElementById('form');
const button = form.querySelector('button');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  say('Taking it back …');
  const { status } = await send('POST', '/v1/account/identifiers/restore', { token });
  button.disabled = false;
  if (status === 204) {
    form.hidden = true;
    const way = document.createElement('a');
    way.href = '/recovery/password';
    way.textContent = 'Choose a new password';
    const next = document.getElementById('next');
    next.replaceChildren(way);
    next.hidden = false;
    say('The change is taken back and everybody is signed out. Your old password no longer works.', 'good');
  } else if (status === 403 || status === 400) {
    form.hidden = true;
    say(LINK_REFUSED, 'bad');
  } else {
    say(NOT_NOW, 'bad');
  }
});

if (token) {
  form.hidden = false;
} else {
  say(NO_TOKEN);
}
