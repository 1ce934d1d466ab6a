import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/recovery/removals/cancel', {
  doing: 'Cancelling …',
  refused: 'This link does not work any more: it works for 14 days. Sign in and look at your second factors. If one is missing, '
    + 'contact our support.',
  done: () => say('The removal was cancelled. Your second factor stays. Sign in and look at your second factors.', 'good'),
});
