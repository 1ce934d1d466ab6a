import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LostPassword } from '../lost-password/lost-password';
import { Register } from '../register/register';
import { Brand } from '../ui/parts';
import { goTo, usePath } from '../ui/route';
import { speak } from '../words/speak';
import { SignIn } from './steps';

/** The pages of those who are not signed in. */
function Door() {
  const path = usePath();
  return (
    <>
      <Brand />
      <main class="narrow">
        {path === '/register' ? <Register /> : path === '/lost-password' ? <LostPassword /> : <SignIn />}
      </main>
    </>
  );
}

function Links() {
  const [, redraw] = useState(0);
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = (event.target as Element).closest('a');
      if (!link || event.ctrlKey || event.metaKey || link.origin !== location.origin || !link.dataset['stay']) return;
      event.preventDefault();
      goTo(link.pathname);
      redraw((count) => count + 1);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, []);
  return <Door />;
}

speak().then(() => render(<Links />, document.getElementById('page')!));
