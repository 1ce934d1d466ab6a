import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/recovery/removals/cancel', 'Cancelling …', () =>
  say('The removal was cancelled. Your second factor stays.', 'good'));
