import { useEffect, useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { words } from '../words/words';
import { Failure, Field, Form, Password, useAction } from './parts';

/** What is brought to a `verify` call. */
export interface Shown {
  readonly method: string;
  readonly code?: string;
  readonly password?: string;
  readonly credential?: unknown;
}

/** Has a factor made ready: what a key needs, or a code that is sent. */
export type Ask = (method: string) => Promise<{ publicKey?: unknown; resendAfter?: number | null }>;

/** Asks the attempt at `path`, such as `/v1/sign-in/{id}`. */
export const askAt = (path: string): Ask => (method) => client.post<Schemas['ChallengeAnswer']>(`${path}/challenge`, { method });

interface FactorProps {
  readonly ask: Ask;
  /** Strongest first. */
  readonly methods: readonly string[];
  /** Brings the factor to its `verify`; throws a refusal. */
  readonly show: (shown: Shown) => Promise<void>;
}

/** Asks for one of several factors: the strongest first, another way on wish. */
export function Factor({ ask, methods, show }: FactorProps) {
  const [method, setMethod] = useState(methods[0] ?? '');
  const others = methods.filter((each) => each !== method);
  return (
    <>
      <OneFactor key={method} ask={ask} method={method} show={show} />
      {others.length === 0 ? null : (
        <section>
          <h2>{words.factor.other}</h2>
          <ul class="list">
            {others.map((each) => (
              <li key={each}><button type="button" class="link" onClick={() => setMethod(each)}>{name(each)}</button></li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function name(method: string): string {
  return (words.factor as unknown as Record<string, string>)[method] ?? method;
}

function OneFactor({ ask, method, show }: { ask: Ask; method: string; show: (shown: Shown) => Promise<void> }) {
  switch (method) {
    case 'webauthn': return <Key ask={ask} show={show} />;
    case 'sms':
    case 'email': return <SentCode ask={ask} method={method} show={show} />;
    case 'password': return <TypedPassword show={show} />;
    default: return <TypedCode method={method} show={show} />;
  }
}

function Key({ ask, show }: { ask: Ask; show: (shown: Shown) => Promise<void> }) {
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    const challenge = await ask('webauthn');
    await show({ method: 'webauthn', credential: await assertion(challenge.publicKey) });
  });
  return (
    <>
      <Failure of={failure} />
      <button type="button" class="whole" disabled={busy} onClick={go}>{words.factor.useKey}</button>
    </>
  );
}

/** What the browser makes of WebAuthn request options, as JSON. */
export async function assertion(publicKey: unknown, more: CredentialRequestOptions = {}): Promise<unknown> {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey as PublicKeyCredentialRequestOptionsJSON);
  const credential = await navigator.credentials.get({ ...more, publicKey: options });
  return (credential as PublicKeyCredential).toJSON();
}

function SentCode({ ask, method, show }: { ask: Ask; method: string; show: (shown: Shown) => Promise<void> }) {
  const { busy, failure, run } = useAction();
  const [sent, setSent] = useState(false);
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const send = () => run(async () => {
    const challenge = await ask(method);
    setSent(true);
    setWait(challenge.resendAfter ?? 0);
  });
  if (!sent) {
    return (
      <>
        <Failure of={failure} />
        <button type="button" class="whole" disabled={busy} onClick={send}>{words.factor.sendCode}</button>
      </>
    );
  }
  return (
    <>
      <div role="status"><p>{words.factor.sent}</p></div>
      <TypedCode method={method} show={show} />
      <Failure of={failure} />
      {wait > 0
        ? <p class="hint">{words.factor.waits(wait)}</p>
        : <button type="button" class="link" disabled={busy} onClick={send}>{words.factor.sendAgain}</button>}
    </>
  );
}

function TypedCode({ method, show }: { method: string; show: (shown: Shown) => Promise<void> }) {
  const [code, setCode] = useState('');
  const { busy, failure, run } = useAction();
  const recovery = method === 'recovery-code';
  return (
    <Form go={() => run(() => show({ method, code: code.trim() }))} failure={failure}>
      <Field label={recovery ? words.factor.recoveryCode : `${words.factor.code} (${name(method)})`} name="code" value={code} set={setCode}
        autocomplete="one-time-code" inputMode={recovery ? 'text' : 'numeric'} code focus />
      <button class="whole" disabled={busy}>{words.factor.go}</button>
    </Form>
  );
}

function TypedPassword({ show }: { show: (shown: Shown) => Promise<void> }) {
  const [password, setPassword] = useState('');
  const { busy, failure, run } = useAction();
  return (
    <Form go={() => run(() => show({ method: 'password', password }))} failure={failure}>
      <Password label={words.signIn.password} name="password" value={password} set={setPassword} autocomplete="current-password" focus />
      <button class="whole" disabled={busy}>{words.factor.go}</button>
    </Form>
  );
}
