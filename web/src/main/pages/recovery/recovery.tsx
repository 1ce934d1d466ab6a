import { render } from 'preact';
import { Brand } from '../ui/parts';
import { speak } from '../words/speak';
import { words } from '../words/words';
import { Cases } from './cases';
import { NewPassword } from './new-password';
import { OneButton } from './one-button';
import { takeToken } from './token';

/** The pages that links in messages lead to, and the one that opens a recovery case. Nobody is signed in here. */
function Page({ token }: { token: string | undefined }) {
  switch (page(token)) {
    case 'password': return <NewPassword token={token} />;
    case 'freeze': return <OneButton token={token} path="/v1/recovery/freeze" says={words.recovery.freeze} next="/lost-password" danger />;
    case 'removal': return <OneButton token={token} path="/v1/recovery/removals/cancel" says={words.recovery.removal} next="/security/factors" />;
    case 'identifier': return <OneButton token={token} path="/v1/account/identifiers/restore" says={words.recovery.identifier} next="/lost-password" danger />;
    case 'case': return <OneButton token={token} path="/v1/recovery/cases/cancel" says={words.recovery.case} next="/security/sessions" />;
    default: return <Cases />;
  }
}

/** A text message has room for a short link alone. Its token tells by its prefix which page it is for. */
function page(token: string | undefined): string | undefined {
  if (location.pathname !== '/r') return location.pathname.split('/')[2];
  return token?.startsWith('pit_') ? 'identifier' : 'password';
}

const token = takeToken();
// Another link of ours, opened in this tab, changes the fragment alone.
addEventListener('hashchange', () => location.reload());
speak().then(() => render(<><Brand /><main class="narrow"><Page token={token} /></main></>, document.getElementById('page')!));
