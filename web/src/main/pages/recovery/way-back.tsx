import { useEffect, useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../api/client';
import { Factor, type Shown } from '../ui/factor';
import { Failure, Form, Password, Title, useAction } from '../ui/parts';
import { when, words } from '../words/words';

type Item = Schemas['AccountItem'];

/** A way back that was begun: what it is known by lives in this page alone, and what comes next is the server's word. */
interface Way {
  readonly by: Record<string, string>;
  readonly next: string;
  readonly methods: readonly string[];
}

/** The way back into a frozen account: a factor of before, a new password, the review, and the account is open again. */
export function WayBack({ token }: { token: string }) {
  const [way, setWay] = useState<Way>();
  const [ended, setEnded] = useState(false);
  const { busy, failure, run } = useAction();
  const begin = () => run(async () => {
    const begun = await client.post<Schemas['RecoveryBegunWayBack']>('/v1/recovery/way-back', { token });
    setWay({ by: { 'Way-Back': begun.wayBack }, next: begun.step, methods: begun.methods });
  });
  const by = way?.by ?? {};
  const on = async () => {
    try {
      const state = await client.call<Schemas['RecoveryState']>('GET', '/v1/recovery/state', undefined, by);
      setWay({ by, next: state.next, methods: state.methods });
    } catch (refused) {
      if (refused instanceof Refusal && refused.slug === 'way-back-ended') setEnded(true);
      throw refused;
    }
  };
  // Nothing keeps the way back but this page: leaving it is asked about.
  useEffect(() => {
    if (way === undefined || way.next === 'done' || way.next === 'recovery-case') return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [way?.next]);
  return (
    <div class="card">
      <Title>{words.wayBack.title}</Title>
      {way === undefined ? (
        <>
          <p>{words.wayBack.why}</p>
          <p>{words.wayBack.once}</p>
          <Failure of={failure} />
          <button type="button" class="whole" disabled={busy} onClick={begin}>{words.wayBack.begin}</button>
        </>
      ) : ended ? <p><a href="/lost-password">{words.newPassword.another}</a></p> : <Step way={way} on={on} />}
      <p class="hint">{words.recovery.neverAsk}</p>
    </div>
  );
}

function Step({ way, on }: { way: Way; on: () => Promise<void> }) {
  switch (way.next) {
    case 'factor': return <ShowFactor way={way} on={on} />;
    case 'password': return <SetPassword by={way.by} on={on} />;
    case 'review': return <Review by={way.by} on={on} />;
    case 'done': return (
      <>
        <div class="notice good" role="status"><p>{words.wayBack.done}</p></div>
        <p><a href="/sign-in">{words.signIn.go}</a></p>
      </>
    );
    default: return (
      <>
        <div class="notice" role="status"><p>{words.wayBack.people}</p></div>
        <p><a href="/recovery">{words.cases.open}</a></p>
      </>
    );
  }
}

function ShowFactor({ way, on }: { way: Way; on: () => Promise<void> }) {
  const ask = async (method: string): Promise<{ publicKey?: unknown }> =>
    client.call<Schemas['PreparedFactor']>('POST', '/v1/recovery/way-back/factor/prepare', { method }, way.by);
  const show = async (shown: Shown) => {
    await client.call('POST', '/v1/recovery/way-back/factor', shown, way.by);
    await on();
  };
  return (
    <>
      <p class="soft">{words.wayBack.step(1)}</p>
      <h2>{words.wayBack.factor}</h2>
      <Factor ask={ask} methods={way.methods} show={show} />
    </>
  );
}

function SetPassword({ by, on }: { by: Record<string, string>; on: () => Promise<void> }) {
  const [password, setPassword] = useState('');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    await client.call('PUT', '/v1/recovery/way-back/password', { password }, by);
    await on();
  });
  return (
    <Form go={go} failure={failure}>
      <p class="soft">{words.wayBack.step(2)}</p>
      <h2>{words.wayBack.password}</h2>
      <Password label={words.password.next} name="new-password" value={password} set={setPassword} autocomplete="new-password" hint={words.register.passwordHint} focus />
      <button class="whole" disabled={busy}>{words.newPassword.go}</button>
    </Form>
  );
}

/** Each thing that is in the account, by itself: there is no button that calls all of them mine. */
function Review({ by, on }: { by: Record<string, string>; on: () => Promise<void> }) {
  const [items, setItems] = useState<readonly Item[]>();
  const { busy, failure, run } = useAction();
  const list = async () => setItems((await client.call<Schemas['AccountItems']>('GET', '/v1/recovery/way-back/items', undefined, by)).items);
  useEffect(() => { void run(list); }, []);
  const answer = (item: Item, mine: boolean) => run(async () => {
    await client.call('PUT', `/v1/recovery/way-back/items/${item.kind}/${item.id}`, { mine }, by);
    await list();
  });
  const open = () => run(async () => {
    try {
      await client.call('POST', '/v1/recovery/way-back/unfreeze', undefined, by);
      await on();
    } catch (refused) {
      // Something came in meanwhile.
      if (refused instanceof Refusal && refused.slug === 'review-incomplete') await list();
      throw refused;
    }
  });
  const left = items?.filter((item) => !item.mine).length ?? 0;
  return (
    <>
      <p class="soft">{words.wayBack.step(3)}</p>
      <h2>{words.wayBack.review}</h2>
      <p>{words.wayBack.reviewWhy}</p>
      <Failure of={failure} />
      <ul class="list">{items?.map((item) => (
        <li key={`${item.kind}/${item.id}`} class="stack">
          <div>
            <h3>{item.name} {item.mine ? <span class="tag good">{words.wayBack.mine}</span> : null}</h3>
            <p class="soft">{words.wayBack.kinds[item.kind] ?? (words.factor as unknown as Record<string, string>)[item.kind] ?? item.kind} · {words.wayBack.since(when(item.since))}</p>
          </div>
          <div class="row">
            {item.mine ? null : <button type="button" class="plain" disabled={busy} aria-label={`${words.wayBack.mine}: ${item.name}`}
              onClick={() => answer(item, true)}>{words.wayBack.mine}</button>}
            <button type="button" class="danger" disabled={busy} aria-label={`${words.wayBack.notMine}: ${item.name}`}
              onClick={() => answer(item, false)}>{words.wayBack.notMine}</button>
          </div>
        </li>
      ))}</ul>
      <div role="status">{items !== undefined && left > 0 ? <p>{words.wayBack.left(left)}</p> : null}</div>
      {items !== undefined && left === 0 ? <button type="button" class="whole" disabled={busy} onClick={open}>{words.wayBack.open}</button> : null}
    </>
  );
}
