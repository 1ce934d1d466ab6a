import { useState } from 'preact/hooks';
import { Failure, Field, Form, Title, useAction } from '../pages/ui/parts';
import { when } from '../pages/words/words';
import { desk, useRead, type Occasion, type Schemas } from './calls';
import { Chosen, NO_OCCASION, OccasionFields, occasionOf, Read } from './parts';
import { deliveryStates, operatorReasons, webhookStates } from './words';

type Webhook = Schemas['Webhook'];
type Delivery = Schemas['WebhookDelivery'];

const PATH = '/v1/support/webhooks';

/** A secret stays in this part of the page's memory until the operator goes on. */
function Secret({ value, done }: { value: string; done: () => void }) {
  return (
    <div role="status" class="notice good">
      <p>Give the receiver this secret. It is shown this once.</p>
      <pre class="secret" tabIndex={0} aria-label="Secret">{value}</pre>
      <p><button type="button" class="plain" onClick={done}>I have it</button></p>
    </div>
  );
}

/** Which systems are told by webhooks. */
export function Webhooks() {
  const [typed, setTyped] = useState(NO_OCCASION);
  const [occasion, setOccasion] = useState<Occasion>();
  const [all, setAll] = useState<readonly Webhook[]>();
  const [open, setOpen] = useState<string>();
  const { busy, failure, run } = useAction();
  const list = (why: Occasion) => run(async () => {
    setAll((await desk.post<Schemas['WebhookList']>(`${PATH}/list`, why)).webhooks);
    setOccasion(why);
  });
  if (all === undefined || occasion === undefined) {
    return (
      <section class="card">
        <Title>Webhooks</Title>
        <Form go={() => list(occasionOf(typed))} failure={failure}>
          <OccasionFields typed={typed} set={setTyped} of={operatorReasons} />
          <button disabled={busy}>Show the receivers</button>
        </Form>
      </section>
    );
  }
  const shown = all.find((each) => each.id === open);
  if (shown) {
    return <Receiver of={shown} occasion={occasion} changed={() => list(occasion)} back={() => { setOpen(undefined); void list(occasion); }} />;
  }
  return (
    <>
      <section class="card">
        <Title>Webhooks</Title>
        <Failure of={failure} />
        {all.length === 0 ? <p role="status">No receiver is registered.</p> : null}
        <ul class="list">{all.map((each) => (
          <li key={each.id} class="stack">
            <h2>{each.url}</h2>
            <p class="soft">{webhookStates[each.state] ?? each.state}, since {when(each.since)}</p>
            <button type="button" class="plain" aria-label={`Look at ${each.url}`} onClick={() => setOpen(each.id)}>Look at it</button>
          </li>
        ))}</ul>
      </section>
      <Register occasion={occasion} made={() => list(occasion)} />
    </>
  );
}

function Register({ occasion, made }: { occasion: Occasion; made: () => Promise<void> }) {
  const [url, setUrl] = useState('');
  const [types, setTypes] = useState('');
  const [secret, setSecret] = useState<string>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    const wanted = types.split(/[\s,]+/).filter((type) => type !== '');
    const answer = await desk.post<Schemas['WebhookSecret']>(PATH, { url: url.trim(), ...(wanted.length > 0 ? { types: wanted } : {}), ...occasion });
    setSecret(answer.secret);
    setUrl('');
    setTypes('');
    await made();
  });
  return (
    <section class="card">
      <h2>Register a receiver</h2>
      {secret ? <Secret value={secret} done={() => setSecret(undefined)} /> : (
        <Form go={go} failure={failure}>
          <Field label="URL" name="url" value={url} set={setUrl} autocomplete="off" most={500} hint="Of a host that the installation names." />
          <Field label="Types of events" name="types" value={types} set={setTypes} autocomplete="off" optional
            hint="As in io.portcullis.auth.account-frozen.v1, with spaces between them. None means all." />
          <button disabled={busy}>Register</button>
        </Form>
      )}
    </section>
  );
}

function Receiver({ of, occasion, changed, back }: { of: Webhook; occasion: Occasion; changed: () => Promise<void>; back: () => void }) {
  const [secret, setSecret] = useState<string>();
  const [removing, setRemoving] = useState(false);
  const { busy, failure, run } = useAction();
  const path = `${PATH}/${of.id}`;
  const rests = of.state === 'paused' || of.state === 'disabled';
  const act = (what: string) => run(async () => {
    await desk.post(`${path}/${what}`, occasion);
    await changed();
  });
  const renew = () => run(async () => setSecret((await desk.post<Schemas['WebhookSecret']>(`${path}/secret`, occasion)).secret));
  const remove = () => run(async () => {
    await desk.post(`${path}/remove`, occasion);
    back();
  });
  return (
    <>
      <p><button type="button" class="link" onClick={back}>Back to the receivers</button></p>
      <Title>Receiver</Title>
      <section class="card">
        <dl class="facts">
          <dt>URL</dt><dd>{of.url}</dd>
          <dt>State</dt><dd>{webhookStates[of.state] ?? of.state}, since {when(of.since)}</dd>
          <dt>Hears of</dt><dd>{of.types.length === 0 ? 'Every event' : of.types.join(', ')}</dd>
        </dl>
        <Failure of={failure} />
        {secret ? <Secret value={secret} done={() => setSecret(undefined)} /> : (
          <p class="row">
            <button type="button" class="plain" disabled={busy} onClick={() => act(rests ? 'resume' : 'pause')}>{rests ? 'Resume' : 'Pause'}</button>
            <button type="button" class="plain" disabled={busy} onClick={renew}>Give it a new secret</button>
            <button type="button" class="plain" disabled={busy} onClick={removing ? remove : () => setRemoving(true)}>
              {removing ? 'Remove it for good' : 'Remove'}</button>
          </p>
        )}
        <p class="soft">A new secret signs at once. The old one signs, too, for 24 hours. What a receiver misses while it is paused or switched off waits for it.</p>
      </section>
      <Deliveries of={of} occasion={occasion} />
    </>
  );
}

function Deliveries({ of, occasion }: { of: Webhook; occasion: Occasion }) {
  const [state, setState] = useState('');
  const wanted = state === '' ? occasion : { ...occasion, state };
  return (
    <section class="card">
      <h2>The latest deliveries</h2>
      <Chosen label="Which" value={state} set={setState} of={deliveryStates} none="All" />
      <Log key={state} path={`${PATH}/${of.id}/deliveries`} wanted={wanted} occasion={occasion} />
    </section>
  );
}

function Log({ path, wanted, occasion }: { path: string; wanted: object; occasion: Occasion }) {
  const log = useRead<Schemas['WebhookDeliveryList']>(path, wanted);
  const { busy, failure, run } = useAction();
  const again = (one: Delivery) => run(async () => {
    await desk.post(`${path}/${one.eventId}/replay`, occasion);
    await log.again();
  });
  return (
    <>
      <p><button type="button" class="plain" disabled={busy} onClick={() => run(log.again)}>Look again</button></p>
      <Failure of={failure} />
      <Read of={log}>{(found) => found.deliveries.length === 0 ? <p role="status">There is none.</p> : (
        <ul class="list">{found.deliveries.map((one) => (
          <li key={one.eventId} class="stack">
            <h3>{one.type}</h3>
            <p class="soft">{when(one.queuedAt)}, event {one.eventId}</p>
            <p>{deliveryStates[one.state] ?? one.state}. Tries: {one.attempts}. Last answer: {one.answer ?? 'none yet'}</p>
            <button type="button" class="plain" disabled={busy} aria-label={`Send event ${one.eventId} again`} onClick={() => again(one)}>Send again</button>
          </li>
        ))}</ul>
      )}</Read>
    </>
  );
}
