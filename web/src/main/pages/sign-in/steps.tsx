import { useEffect, useRef, useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { prove, type Challenge, type HumanProof } from '../human/proof';
import { Field, Form, Password, Tick, Title, useAction } from '../ui/parts';
import { askAt, assertion, Factor, type Shown } from '../ui/factor';
import { destination } from '../ui/route';
import { words } from '../words/words';

type Answer = Schemas['SignInAnswer'];

/** What the server asks for now. */
type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'human' }
  | { readonly kind: 'factor'; readonly signInId: string; readonly methods: readonly string[]; readonly unusual: boolean };

/** The sign-in draws what the server's last answer asks for. */
export function SignIn() {
  const [step, setStep] = useState<Step>({ kind: 'password' });
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [rememberMe, setRememberMe] = useState(false);
  const [trustDevice, setTrustDevice] = useState(false);
  const { busy, failure, run } = useAction();
  const autofill = useRef<AbortController>(null);

  const take = async (answer: Answer): Promise<void> => {
    switch (answer.status) {
      case 'complete':
        autofill.current?.abort();
        // A new page: its scripts have never seen the password.
        location.replace(destination());
        return;
      case 'mfa':
      case 'email-code':
      case 'sms-code': {
        const needed = answer as Schemas['SecondFactorNeeded'];
        setStep({ kind: 'factor', signInId: needed.signInId, methods: needed.methods, unusual: answer.status !== 'mfa' });
        return;
      }
      case 'human-verification': {
        setStep({ kind: 'human' });
        try {
          await begin(await prove((answer as { challenge: unknown }).challenge as Challenge));
        } catch (failed) {
          setStep({ kind: 'password' });
          throw failed;
        }
        return;
      }
      default: throw new Error(`status ${(answer as { status: string }).status}`);
    }
  };

  const begin = async (humanProof?: HumanProof): Promise<void> => {
    await take(await client.post<Answer>('/v1/sign-in', {
      identifier, password, rememberMe, tokensIn: 'cookies', ...(humanProof ? { humanProof } : {}),
    }));
  };

  const passkey = async (more: CredentialRequestOptions): Promise<void> => {
    const begun = await client.post<Schemas['PasskeyChallenge'] | { status: string; challenge: unknown }>('/v1/sign-in/passkey', {});
    const ready = 'publicKey' in begun ? begun : await client.post<Schemas['PasskeyChallenge']>('/v1/sign-in/passkey',
      { humanProof: await prove(begun.challenge as Challenge) });
    const credential = await assertion(ready.publicKey, more);
    await take(await client.post<Answer>('/v1/sign-in/passkey/verify',
      { signInId: ready.signInId, credential, rememberMe, tokensIn: 'cookies' }));
  };

  // Passkey autofill: the browser offers a passkey in the identifier's field (conditional mediation).
  useEffect(() => {
    const abort = new AbortController();
    autofill.current = abort;
    offerPasskey(() => passkey({ mediation: 'conditional', signal: abort.signal }));
    return () => abort.abort();
  }, []);

  if (step.kind === 'human') {
    return <div class="card"><Title>{words.signIn.title}</Title><div role="status"><p>{words.human.working}</p><progress aria-label={words.human.working} /></div></div>;
  }
  if (step.kind === 'factor') {
    const show = async (shown: Shown) =>
      take(await client.post<Answer>(`/v1/sign-in/${step.signInId}/verify`, { ...shown, ...(trustDevice ? { trustDevice } : {}) }));
    return (
      <div class="card">
        <Title>{words.factor.title}</Title>
        {step.unusual ? <p>{words.factor.unusual}</p> : null}
        <Factor ask={askAt(`/v1/sign-in/${step.signInId}`)} methods={step.methods} show={show} />
        {rememberMe && !step.unusual ? <Tick label={words.factor.trust} checked={trustDevice} set={setTrustDevice} /> : null}
        <button type="button" class="link" onClick={() => setStep({ kind: 'password' })}>{words.factor.back}</button>
      </div>
    );
  }
  const usePasskey = () => run(() => {
    autofill.current?.abort();
    return passkey({});
  });
  return (
    <div class="card">
      <Title>{words.signIn.title}</Title>
      {location.search.includes('signed-out') ? <div class="notice good" role="status"><p>{words.signIn.signedOut}</p></div> : null}
      <Form go={() => run(() => begin())} failure={failure}>
        <Field label={words.signIn.identifier} name="identifier" value={identifier} set={setIdentifier} autocomplete="username webauthn" inputMode="email" />
        <Password label={words.signIn.password} name="password" value={password} set={setPassword} autocomplete="current-password" />
        <Tick label={words.signIn.remember} checked={rememberMe} set={setRememberMe} />
        <div class="stack">
          <button class="whole" disabled={busy}>{words.signIn.go}</button>
          <button type="button" class="whole plain" disabled={busy} onClick={usePasskey}>{words.signIn.passkey}</button>
        </div>
      </Form>
      <p class="row between"><a href="/lost-password" data-stay="1">{words.signIn.forgot}</a> <a href="/register" data-stay="1">{words.signIn.register}</a></p>
    </div>
  );
}

async function offerPasskey(passkey: () => Promise<void>): Promise<void> {
  if (!('PublicKeyCredential' in window) || !await PublicKeyCredential.isConditionalMediationAvailable?.()) return;
  try {
    await passkey();
  } catch {
    // Nobody asked for it: the form is there, and the button beside it says what is wrong.
  }
}
