import { render, type FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { client, type Schemas, type Wanted } from '../api/client';
import { Brand, Failure, useAction } from '../ui/parts';
import { askAt, Factor, type Shown } from '../ui/factor';
import { goTo, usePath } from '../ui/route';
import { speak } from '../words/speak';
import { words } from '../words/words';
import { Overview } from './overview/overview';

interface Room {
  readonly path: string;
  readonly name: () => string;
  readonly load: () => Promise<FunctionComponent>;
}

/** The rooms of the security centre; each but the first is loaded when it is entered. */
const rooms: readonly Room[] = [
  { path: '/security', name: () => words.centre.overview, load: () => Promise.resolve(Overview) },
  { path: '/security/factors', name: () => words.centre.factors, load: () => import('./factors/factors').then((module) => module.Factors) },
  { path: '/security/password', name: () => words.centre.password, load: () => import('./password/password').then((module) => module.ChangePassword) },
  { path: '/security/sessions', name: () => words.centre.sessions, load: () => import('./sessions/sessions').then((module) => module.Sessions) },
  { path: '/security/identifiers', name: () => words.identifiers.title, load: () => import('./identifiers/identifiers').then((module) => module.Identifiers) },
  { path: '/security/alerts', name: () => words.alerts.title, load: () => import('./alerts/alerts').then((module) => module.Alerts) },
  { path: '/security/protection', name: () => words.protection.title, load: () => import('./protection/protection').then((module) => module.Protection) },
  { path: '/approve', name: () => words.approve.waiting, load: () => import('./approve/approve').then((module) => module.Approve) },
  { path: '/security/address-book', name: () => words.addressBook.title, load: () => import('./address-book/address-book').then((module) => module.AddressBook) },
  { path: '/security/api-keys', name: () => words.centre.apiKeys, load: () => import('./api-keys/api-keys').then((module) => module.ApiKeys) },
  { path: '/security/activity', name: () => words.centre.activity, load: () => import('./activity/activity').then((module) => module.ActivityList) },
  { path: '/security/export', name: () => words.export.title, load: () => import('./export/export').then((module) => module.DataExport) },
  { path: '/security/closing', name: () => words.closing.title, load: () => import('./closing/closing').then((module) => module.Closing) },
];

/** A step-up that the page's calls wait for (RFC 9470). */
interface Asked {
  readonly wanted: Wanted;
  readonly answer: (done: boolean) => void;
}

function Centre() {
  const path = usePath();
  const [asked, setAsked] = useState<Asked>();
  const [Shown, setShown] = useState<{ room: FunctionComponent }>();
  const room = rooms.find((each) => each.path === path || (each.path !== '/security' && path.startsWith(`${each.path}/`))) ?? rooms[0]!;

  useEffect(() => {
    client.stepUp = (wanted) => new Promise((answer) => setAsked({ wanted, answer }));
    client.signedOut = toDoor;
  }, []);
  useEffect(() => {
    let current = true;
    setShown(undefined);
    room.load().then((loaded) => { if (current) setShown({ room: loaded }); });
    return () => { current = false; };
  }, [room]);

  const signOut = async () => {
    // Whoever sits here next is told nothing. The API ends it with the session, too, so nobody waits for this.
    await Promise.race([pushes((browser) => browser.fallSilent()), new Promise((done) => setTimeout(done, 1000))]);
    await client.signOut();
    location.replace('/sign-in?signed-out');
  };
  const answered = (done: boolean) => {
    asked?.answer(done);
    setAsked(undefined);
  };
  return (
    <>
      <div class="row between top"><Brand /><button type="button" class="plain" onClick={signOut}>{words.centre.signOut}</button></div>
      <div class="wide split">
        <nav class="side" aria-label={words.centre.title}>
          <ul>
            {rooms.map((each) => (
              <li key={each.path}>
                <a href={each.path} aria-current={each === room ? 'page' : undefined}
                  onClick={(event) => { event.preventDefault(); goTo(each.path); }}>{each.name()}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {asked ? <StepUp wanted={asked.wanted} answered={answered} /> : null}
          <div hidden={asked !== undefined}>{Shown ? <Shown.room key={room.path} /> : <p role="status">{words.centre.loading}</p>}</div>
        </main>
      </div>
    </>
  );
}

function StepUp({ wanted, answered }: { wanted: Wanted; answered: (done: boolean) => void }) {
  const [begun, setBegun] = useState<Schemas['StepUpBegun']>();
  const { failure, run } = useAction();
  useEffect(() => {
    run(async () => setBegun(await client.call<Schemas['StepUpBegun']>('POST', '/v1/step-up', { acrValues: wanted.acrValues })));
  }, []);
  const methods = begun?.methods.filter((method) => wanted.methods?.includes(method) ?? true) ?? [];
  const show = async (shown: Shown) => {
    const up = await client.call<Schemas['SteppedUp']>('POST', `/v1/step-up/${begun!.stepUpId}/verify`, shown);
    client.hold(up.accessToken);
    answered(true);
  };
  return (
    <section class="card" aria-labelledby="step-up">
      <h2 id="step-up">{words.factor.stepUp}</h2>
      <Failure of={failure} />
      {begun ? <Factor ask={askAt(`/v1/step-up/${begun.stepUpId}`)} methods={methods.length > 0 ? methods : begun.methods} show={show} /> : null}
      <button type="button" class="link" onClick={() => answered(false)}>{words.factor.cancel}</button>
    </section>
  );
}

function toDoor(): void {
  location.replace(`/sign-in?then=${encodeURIComponent(location.pathname)}`);
}

/** Nothing of the centre is drawn before the session is there. */
async function open(): Promise<void> {
  await speak();
  if (await client.resume()) {
    render(<Centre />, document.getElementById('page')!);
    await pushes((browser) => browser.keep());
  } else toDoor();
}

/** Only where alerts were ever pushed to this browser is there anything to do, or to load. */
async function pushes(go: (browser: typeof import('./alerts/browser')) => Promise<void>): Promise<void> {
  try {
    if ('serviceWorker' in navigator && await navigator.serviceWorker.getRegistration('/assets/')) await go(await import('./alerts/browser'));
  } catch {
    // The page does without.
  }
}

// A page that comes back from the browser's cache asks for its session anew.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
open();

