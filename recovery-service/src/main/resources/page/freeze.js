import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/recovery/freeze', 'Freezing …', () =>
  say('Your account is frozen. Nobody can sign in, even with a new password. To open the account again, contact our support.', 'good'));
