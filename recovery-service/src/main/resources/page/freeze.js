import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/recovery/freeze', {
  doing: 'Freezing …',
  refused: 'This link does not work any more: it works for 14 days. To freeze your account, use the link in a newer message of '
    + 'ours, or contact our support.',
  done: () => say('Your account is frozen. Nobody can sign in, even with a new password. To open the account again, contact our '
    + 'support.', 'good'),
});
