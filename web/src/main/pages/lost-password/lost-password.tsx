import { useState } from 'preact/hooks';
import { client, type Schemas } from '../api/client';
import { humanly } from '../human/proof';
import { Field, Form, Title, useAction } from '../ui/parts';
import { words } from '../words/words';

/** Asks for a link. The answer is the same whether or not there is an account. */
export function LostPassword() {
  const [identifier, setIdentifier] = useState('');
  const [sent, setSent] = useState<Schemas['Acknowledged']>();
  const { busy, failure, run } = useAction();
  const go = () => run(async () => {
    setSent(await humanly((proof) => client.post<Schemas['Acknowledged'] | undefined>('/v1/recovery/password', { identifier, ...proof })) ?? {});
  });
  return (
    <div class="card">
      <Title>{words.lost.title}</Title>
      <p>{words.lost.why}</p>
      {sent ? (
        <div class="notice good" role="status">
          <p>{words.lost.sent}</p>
          {sent.sendsIn ? <p>{words.lost.sendsIn(Math.ceil(sent.sendsIn / 60))}</p> : null}
        </div>
      ) : (
        <Form go={go} failure={failure}>
          <Field label={words.signIn.identifier} name="identifier" value={identifier} set={setIdentifier} autocomplete="username" inputMode="email" focus />
          <button class="whole" disabled={busy}>{words.lost.go}</button>
        </Form>
      )}
      <p class="row between"><a href="/sign-in" data-stay="1">{words.signIn.go}</a> <a href="/recovery">{words.lost.more}</a></p>
    </div>
  );
}
