import { LINK_REFUSED, NO_TOKEN, NOT_NOW, say, send, takeToken } from './link.js';

const token = takeToken();
const form = document.getElementById('form');
const button = form.querySelector('button');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  say('Freezing …');
  const { status } = await send('POST', '/v1/recovery/freeze', { token });
  button.disabled = false;
  if (status === 204) {
    form.hidden = true;
    say('Your account is frozen. Nobody can sign in until you have proved who you are.', 'good');
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
