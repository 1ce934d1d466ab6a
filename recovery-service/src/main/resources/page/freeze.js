import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/recovery/freeze', 'Freezing …', () =>
  say('Your account is frozen. Nobody can sign in until you have proved who you are.', 'good'));
