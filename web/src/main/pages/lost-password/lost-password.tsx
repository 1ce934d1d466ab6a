import { useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { humanly } from '../human/proof';
import { Failure, Field, Form, Title, useAction } from '../ui/parts';
import { words } from '../words/words';

type Sent = Partial<Schemas['Acknowledged']>;

/** Asks for a link or a code. The answer is the same whether or not there is an account. */
export function LostPassword() {
  const [identifier, setIdentifier] = useState('');
  const [sent, setSent] = useState<Sent>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    setSent(await humanly((proof) => client.post<Sent | undefined>('/v1/recovery/password', { identifier, ...proof })) ?? {});
  });
  return (
    <div class="card">
      <Title>{words.lost.title}</Title>
      <p>{words.lost.why}</p>
      {sent ? (
        <div class="notice good" role="status">
          <p>{sent.resetId ? words.lost.texted : words.lost.sent}</p>
          {sent.sendsIn ? <p>{words.lost.sendsIn(Math.ceil(sent.sendsIn / 60))}</p> : null}
        </div>
      ) : (
        <Form go={go} failure={failure}>
          <Field label={words.signIn.identifier} name="identifier" value={identifier} set={setIdentifier} autocomplete="username" inputMode="email" focus />
          <button class="whole" disabled={busy}>{words.lost.go}</button>
        </Form>
      )}
      {sent?.resetId ? (
        <>
          <Code key={sent.resetId} resetId={sent.resetId} />
          <Failure of={failure} />
          <p class="hint">{words.lost.newest}</p>
          <button type="button" class="link" disabled={busy} onClick={go}>{words.factor.sendAgain}</button>
        </>
      ) : null}
      <p class="row between"><a href="/sign-in" data-stay="1">{words.signIn.go}</a> <a href="/recovery">{words.lost.more}</a></p>
    </div>
  );
}

/** Shows the code, and goes on to where a link would have led. */
function Code({ resetId }: { resetId: string }) {
  const [code, setCode] = useState('');
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    const { token } = await client.post<Schemas['PasswordToken']>('/v1/recovery/password/code', { resetId, code: code.replace(/\s/g, '') });
    // In the fragment, which that page takes out of the address at once.
    location.assign(`/recovery/password#token=${token}`);
  });
  return (
    <Form go={go} failure={failure}>
      <Field label={words.factor.code} name="code" value={code} set={setCode} autocomplete="one-time-code" inputMode="numeric" code focus />
      <button class="whole" disabled={busy}>{words.factor.go}</button>
    </Form>
  );
}
