import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/account/identifiers/restore', {
  doing: 'Taking it back …',
  refused: 'This link does not work any more: it works once, for 72 hours after the change. If another person changed your '
    + 'addresses, contact our support.',
  done: () => {
    const way = document.createElement('a');
    way.href = '/recovery/password';
    way.textContent = 'Choose a new password';
    const next = document.getElementById('next');
    next.replaceChildren(way);
    next.hidden = false;
    say('The change is taken back, and every session has ended. Your old password no longer works.', 'good');
  },
});
