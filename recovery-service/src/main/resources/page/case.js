import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/recovery/cases/cancel', {
  doing: 'Cancelling …',
  refused: 'This link does not work any more, or the case is over. Sign in and look at your account. If you can\'t sign in, freeze '
    + 'your account by the link in our latest message and contact our support.',
  done: () => say('The recovery case is cancelled. Sign in and look at your sessions and second factors.', 'good'),
});
