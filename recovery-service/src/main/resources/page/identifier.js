import { offer } from './button.js';
import { say } from './link.js';

offer('/v1/account/identifiers/restore', 'Taking it back …', () => {
  const way = document.createElement('a');
  way.href = '/recovery/password';
  way.textContent = 'Choose a new password';
  const next = document.getElementById('next');
  next.replaceChildren(way);
  next.hidden = false;
  say('The change is taken back and everybody is signed out. Your old password no longer works.', 'good');
});
