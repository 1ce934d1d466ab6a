import { useEffect, useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { humanly } from '../human/proof';
import { Field, Form, Password, Title, useAction } from '../ui/parts';
import { words } from '../words/words';

type Pending = Schemas['PendingRegistration'];

/** Registers an identifier, then proves it by its code. */
export function Register() {
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [pending, setPending] = useState<Pending>();
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    setPending(await humanly((proof) => client.post<Pending>('/v1/accounts',
      { identifier, password, locale: document.documentElement.lang, ...proof })));
  });
  if (done) {
    return (
      <div class="card">
        <Title>{words.register.title}</Title>
        <div class="notice good" role="status"><p>{words.register.done}</p></div>
        <a class="button whole" href="/sign-in" data-stay="1">{words.signIn.go}</a>
      </div>
    );
  }
  if (pending) return <Prove identifier={identifier} pending={pending} again={setPending} done={() => setDone(true)} />;
  return (
    <div class="card">
      <Title>{words.register.title}</Title>
      <Form go={go} failure={failure}>
        <Field label={words.signIn.identifier} name="identifier" value={identifier} set={setIdentifier} autocomplete="username" inputMode="email" />
        <Password label={words.signIn.password} name="new-password" value={password} set={setPassword} autocomplete="new-password" hint={words.register.passwordHint} />
        <button class="whole" disabled={busy}>{words.register.go}</button>
      </Form>
      <p><a href="/sign-in" data-stay="1">{words.register.have}</a></p>
    </div>
  );
}

function Prove({ identifier, pending, again, done }: { identifier: string; pending: Pending; again: (next: Pending) => void; done: () => void }) {
  const [code, setCode] = useState('');
  const [wait, setWait] = useState(pending.resendAfter ?? 0);
  const { busy, failure, run } = useAction();
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const resend = () => run(async () => {
    const next = await humanly((proof) => client.post<Pending>('/v1/accounts/resend', { registrationId: pending.registrationId, ...proof }));
    again(next);
    setWait(next.resendAfter ?? 0);
  });
  const verify = () => run(async () => {
    await client.post('/v1/accounts/verify', { registrationId: pending.registrationId, code: code.trim() });
    done();
  });
  return (
    <div class="card">
      <Title>{words.register.prove}</Title>
      <p>{words.register.where(identifier)}</p>
      {pending.sent ? null : <p class="hint">{words.factor.waits(pending.sendsIn ?? 60)}</p>}
      <Form go={verify} failure={failure}>
        <Field label={words.factor.code} name="code" value={code} set={setCode} autocomplete="one-time-code" inputMode="numeric" code focus />
        <button class="whole" disabled={busy}>{words.factor.go}</button>
      </Form>
      {wait > 0
        ? <p class="hint">{words.factor.waits(wait)}</p>
        : <button type="button" class="link" disabled={busy} onClick={resend}>{words.factor.sendAgain}</button>}
    </div>
  );
}
