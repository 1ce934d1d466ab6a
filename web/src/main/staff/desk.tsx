import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failure, Title, useAction } from '../pages/ui/parts';
import { take } from '../pages/words/words';
import { Cases } from './cases';
import { desk, signedInBy, type Schemas } from './calls';
import { FindAccount } from './find-account';
import { Provider } from './provider';
import { Unlocks } from './unlocks';
import { Webhooks } from './webhooks';
import { deskWords } from './words';

/** The rooms of the desk, by the operation that a role must allow. No address names them: a path would end up in histories. */
const rooms = [
  { name: 'Find an account', needs: 'find-account', Room: FindAccount },
  { name: 'Recovery cases', needs: 'list-cases', Room: Cases },
  { name: 'Unlocking', needs: 'list-unlocks', Room: Unlocks },
  { name: 'Webhooks', needs: 'list-webhooks', Room: Webhooks },
] as const;

type Notice = 'failed' | 'ended' | undefined;

const NOTICES = {
  failed: 'That sign-in did not work, or your provider gives you no role here. Begin it again on this page.',
  ended: 'Your sign-in has ended.',
};

function SignIn({ provider, notice }: { provider: Provider | undefined; notice: Notice }) {
  const { busy, failure, run } = useAction();
  return (
    <main class="narrow">
      <div class="card">
        <Title>Support desk</Title>
        <p>For the staff. Each call is kept with your name and your reason, and the customer sees that support looked.</p>
        <Failure of={failure} />
        <div role="alert">{notice ? <div class="notice bad"><p>{NOTICES[notice]}</p></div> : null}</div>
        <button type="button" class="whole" disabled={busy || provider === undefined} onClick={() => run(() => provider!.begin())}>Sign in</button>
      </div>
    </main>
  );
}

function Desk({ self, provider }: { self: Schemas['Self']; provider: Provider }) {
  const open = rooms.filter(({ needs }) => self.operations.includes(needs));
  const [shown, setShown] = useState(0);
  const [visit, setVisit] = useState(0);
  const Room = open[shown]?.Room;
  return (
    <>
      <header class="brand between">
        <span>Support desk</span>
        <button type="button" class="plain" onClick={() => provider.signOut()}>Sign out</button>
      </header>
      <div class="wide split">
        <nav class="side" aria-label="Support desk">
          <ul>{open.map((room, index) => (
            <li key={room.needs}>
              <button type="button" class="plain whole" aria-current={index === shown ? 'page' : undefined}
                onClick={() => { setShown(index); setVisit(visit + 1); }}>{room.name}</button>
            </li>
          ))}</ul>
          <Self self={self} />
        </nav>
        <main>{Room ? <Room key={visit} self={self} /> : <p>Your roles open nothing here.</p>}</main>
      </div>
    </>
  );
}

/** Who is at the desk, and what is left of this hour's rations. */
function Self({ self }: { self: Schemas['Self'] }) {
  return (
    <dl class="facts">
      <dt>You</dt><dd>{self.person}</dd>
      <dt>Roles</dt><dd>{self.roles.join(', ')}</dd>
      <dt>Left at sign-in</dt><dd>{self.leftThisHour.reads} reads, {self.leftThisHour.acts} acts, {self.leftThisHour.decisions} decisions this hour</dd>
    </dl>
  );
}

function Page() {
  const [provider, setProvider] = useState<Provider>();
  const [self, setSelf] = useState<Schemas['Self']>();
  const [notice, setNotice] = useState<Notice>();
  useEffect(() => {
    desk.signedOut = () => {
      setSelf(undefined);
      setNotice('ended');
    };
    void (async () => {
      try {
        const found = await Provider.find();
        setProvider(found);
        const token = await found.finish();
        if (token === undefined) return;
        signedInBy(found, token);
        setSelf(await desk.get<Schemas['Self']>('/v1/support/me'));
      } catch {
        setNotice('failed');
      }
    })();
  }, []);
  return self && provider ? <Desk self={self} provider={provider} /> : <SignIn provider={provider} notice={notice} />;
}

take(deskWords);
render(<Page />, document.getElementById('page')!);
