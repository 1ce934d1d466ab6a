import { NO_TOKEN, NOT_NOW, say, send, takeToken } from './link.js';

/** A page with one button, which posts the link's token to `path`; `done` goes on when it was taken. */
export function offer(path, { doing, refused, done }) {
  const token = takeToken();
  const form = document.getElementById('form');
  const button = form.querySelector('button');

  // What the page asked, and that nothing has changed, holds no longer.
  const close = () => {
    form.hidden = true;
    document.querySelectorAll('.question').forEach((question) => { question.hidden = true; });
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    say(doing);
    const { status } = await send('POST', path, { token });
    button.disabled = false;
    if (status === 204) {
      close();
      done();
    } else if (status === 403 || status === 400 || status === 409) {
      close();
      say(refused, 'bad');
    } else {
      say(NOT_NOW, 'bad');
    }
  });

  if (token) {
    form.hidden = false;
  } else {
    say(NO_TOKEN);
  }
}
