import { NOT_NOW, say, send, takeToken } from './link.js';

const REASONS = {
  'too-short': 'This password is too short.',
  'too-long': 'This password is too long.',
  blocklisted: 'This password is on lists of leaked passwords that attackers try first.',
  breached: 'This password has leaked from somewhere, so it is tried first.',
  'contains-service-name': 'This password is made of our name.',
  'known-phrase': 'This is a well-known phrase, which is tried early.',
  'keyboard-walk': 'Keys that lie beside each other are guessed early.',
  sequence: 'A sequence like abc or 123 is guessed early.',
  repeated: 'Repeated words and characters add little.',
  date: 'Dates are easy to guess.',
  'common-words': 'Common words and names are guessed early.',
  guessable: 'This password is too easy to guess.',
  'contains-identifier': 'This password contains your e-mail address or phone number.',
};

const LINK_REFUSED = 'This link does not work any more: it works once, and for a short time. You can ask for a new one here.';

const token = takeToken();
const form = document.getElementById('form');
const password = document.getElementById('password');
const ask = document.getElementById('ask');
const advice = document.getElementById('advice');
const button = form.querySelector('button');

function finish(text, kind) {
  form.hidden = true;
  password.value = '';
  say(text, kind);
}

function offerAnother() {
  finish(LINK_REFUSED, 'bad');
  ask.hidden = false;
}

function advise(problem) {
  const lines = [REASONS[problem.reason] ?? 'This password can\'t be used.', ...(problem.suggestions ?? [])];
  advice.replaceChildren(...lines.map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  }));
  password.setAttribute('aria-invalid', 'true');
  password.focus();
  say('');
}

document.getElementById('show').addEventListener('change', (event) => {
  password.type = event.target.checked ? 'text' : 'password';
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  advice.replaceChildren();
  password.removeAttribute('aria-invalid');
  say('Setting your new password …');
  const { status, problem } = await send('PUT', '/v1/recovery/password', { token, password: password.value });
  button.disabled = false;
  if (status === 204) {
    finish('Your new password is set, and every session has ended. You can sign in now. If your account is frozen, contact '
      + 'our support: a new password alone does not open it.', 'good');
  } else if (problem.type === 'urn:portcullis:problem:password-refused') {
    advise(problem);
  } else if (problem.type === 'urn:portcullis:problem:settings-locked') {
    const until = problem.opensAt ? ` until ${new Date(problem.opensAt).toLocaleString()}` : '';
    finish(`You have locked the security settings of your account, so no new password is set${until}. The unlocking has begun. `
      + 'Ask for a new link then. If you did not want this, sign in and cancel the unlocking.', 'bad');
  } else if (status === 403) {
    offerAnother();
  } else {
    say(NOT_NOW, 'bad');
  }
});

ask.addEventListener('submit', async (event) => {
  event.preventDefault();
  const again = ask.querySelector('button');
  again.disabled = true;
  say('Asking …');
  const { status, answer, problem } = await send('POST', '/v1/recovery/password', { identifier: ask.elements.identifier.value });
  again.disabled = false;
  if (status === 202) {
    ask.hidden = true;
    // The same for all: the owner alone learns whether there is an account.
    say(answer.sendsIn
      ? `A link was asked for several times. We send the next one in ${Math.ceil(answer.sendsIn / 60)} minutes. An earlier one may have come already.`
      : 'If that address has an account, a link is on its way to it.', 'good');
  } else if (status === 400) {
    say('Please enter an e-mail address, or a phone number with its country code.', 'bad');
  } else if (status === 429) {
    say('Links were asked for too often. Please try again later.', 'bad');
  } else if (problem.type === 'urn:portcullis:problem:human-verification') {
    say('Too many links were asked for from here. Choose "Forgot password" where you sign in.', 'bad');
  } else {
    say('That did not work just now. Please try again in a moment.', 'bad');
  }
});

if (token) {
  say('Checking your link …');
  const { status } = await send('POST', '/v1/recovery/password/inspect', { token });
  if (status === 403 || status === 400) {
    offerAnother();
  } else {
    form.hidden = false;
    say(status === 200 ? '' : NOT_NOW);
    password.focus();
  }
} else {
  finish('');
  ask.hidden = false;
}
