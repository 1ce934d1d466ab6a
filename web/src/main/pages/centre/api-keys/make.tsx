import { useRef, useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { Choice, Failure, Field, Form, Tick, useAction } from '../../ui/parts';
import { words } from '../../words/words';
import { Action, Decision } from '../approve/decision';
import { makePair, type Pair } from './pair';

const SCOPES = ['read', 'trade', 'transfer', 'withdraw'];
const DAY = 86_400_000;

/** What is approved, and sent once more with the statement of the approval. */
interface Wanted {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly networks?: readonly string[];
  readonly publicKey?: string;
  readonly expiresAt: string;
}

/** A key that is being made: the private half is in this page's memory, and nowhere else. */
interface Begun {
  readonly wanted: Wanted;
  readonly pair: Pair | undefined;
  readonly approval: Schemas['Approval'];
  readonly statement?: string;
}

/** Makes an API key: fields, approval, and what is shown once. */
export function MakeKey({ made, done }: { made: () => Promise<void>; done: () => void }) {
  const [begun, setBegun] = useState<Begun>();
  const [key, setKey] = useState<Schemas['ApiKey']>();
  const { busy, failure, run } = useAction();
  // A repeated call gets the same answer, so that a lost one loses no secret.
  const idempotencyKey = useRef(crypto.randomUUID());

  const make = (ready: Begun, statement: string) => run(async () => {
    setKey(await client.call<Schemas['ApiKey']>('POST', '/v1/api-keys', { ...ready.wanted, statement }, { 'Idempotency-Key': idempotencyKey.current }));
    await made();
  });
  if (key) return <ShownOnce keyId={key.keyId} secret={begun?.pair?.pem ?? key.secret ?? ''} done={done} />;
  return (
    <section class="card">
      <h2>{words.apiKeys.make}</h2>
      {begun === undefined ? <Wish begin={async (wanted, pair) => setBegun({ wanted, pair, approval: await propose(wanted) })} done={done} />
        : begun.statement === undefined ? (
          <>
            <Action approval={begun.approval} />
            <Decision approval={begun.approval} declined={async () => done()} approved={async ({ statement }) => {
              setBegun({ ...begun, statement });
              void make(begun, statement);
            }} />
          </>
        ) : (
          <>
            <Failure of={failure} />
            {busy ? <p role="status">{words.centre.loading}</p>
              : <button type="button" onClick={() => make(begun, begun.statement!)}>{words.apiKeys.again}</button>}
          </>
        )}
    </section>
  );
}

function propose(wanted: Wanted): Promise<Schemas['Approval']> {
  return client.post<Schemas['Approval']>('/v1/approvals', { system: 'portcullis', authorizationDetails: { type: 'api-key', ...wanted } });
}

function Wish({ begin, done }: { begin: (wanted: Wanted, pair: Pair | undefined) => Promise<void>; done: () => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [networks, setNetworks] = useState('');
  const [days, setDays] = useState('90');
  const [kind, setKind] = useState('ed25519');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    const pair = kind === 'ed25519' ? await makePair() : undefined;
    const listed = networks.split(/[\s,;]+/).filter((each) => each !== '');
    await begin({
      name: name.trim(),
      scopes,
      ...(listed.length > 0 ? { networks: listed } : {}),
      ...(pair ? { publicKey: pair.publicKey } : {}),
      // Whole seconds, in UTC: the text itself is what is approved.
      expiresAt: new Date(Date.now() + Number(days) * DAY).toISOString().replace(/\.\d+Z$/, 'Z'),
    }, pair);
  });
  return (
    <Form go={go} failure={failure}>
      <Field label={words.factors.name} name="name" value={name} set={setName} autocomplete="off" most={60} focus />
      <fieldset>
        <legend>{words.apiKeys.may}</legend>
        {SCOPES.map((scope) => (
          <Tick key={scope} label={words.apiKeys.scopes[scope] ?? scope} checked={scopes.includes(scope)}
            set={(on) => setScopes(SCOPES.filter((each) => each === scope ? on : scopes.includes(each)))} />
        ))}
      </fieldset>
      <Field label={words.apiKeys.networks} name="networks" value={networks} set={setNetworks} autocomplete="off"
        hint={words.apiKeys.networksWhy} optional={!scopes.includes('withdraw')} />
      <Choice label={words.protection.howLong} value={days} set={setDays}
        of={['30', '90', '180', '360'].map((each) => [each, words.protection.days(Number(each))])} />
      <Choice label={words.apiKeys.kind} value={kind} set={setKind} of={[['ed25519', words.apiKeys.ed25519], ['hmac', words.apiKeys.hmac]]} />
      <div class="row">
        <button disabled={busy || scopes.length === 0}>{words.apiKeys.go}</button>
        <button type="button" class="plain" onClick={done}>{words.factor.cancel}</button>
      </div>
    </Form>
  );
}

/** The secret half. It is in this page's memory alone, and gone when it is left. */
function ShownOnce({ keyId, secret, done }: { keyId: string; secret: string; done: () => void }) {
  const [copied, setCopied] = useState(false);
  const { failure, run } = useAction();
  const copy = () => run(async () => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  });
  return (
    <section class="card">
      <h2>{words.apiKeys.made}</h2>
      <div class="notice warn" role="status"><p>{words.apiKeys.shownOnce}</p></div>
      <dl class="facts">
        <dt>{words.apiKeys.keyId}</dt><dd><code>{keyId}</code></dd>
        <dt>{words.apiKeys.secret}</dt><dd><pre class="secret" tabIndex={0}>{secret}</pre></dd>
      </dl>
      <Failure of={failure} />
      <div role="status">{copied ? <p>{words.apiKeys.copied}</p> : null}</div>
      <div class="row">
        <button type="button" class="plain" onClick={copy}>{words.apiKeys.copy}</button>
        <button type="button" onClick={done}>{words.factors.saved}</button>
      </div>
    </section>
  );
}
