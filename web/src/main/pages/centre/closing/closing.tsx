import { useState } from 'preact/hooks';
import { client, Refusal, type Schemas } from '../../api/client';
import { useFetched } from '../../ui/fetched';
import { Failure, Field, Form, Sure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

/** Closes the account in 14 days. Until then a sign-in keeps it, and so does a button here. */
export function Closing() {
  const closing = useFetched<Schemas['WaitingClosure']>('/v1/account/closure');
  const passphrase = useFetched<Schemas['TradingPassphraseState']>('/v1/trading-passphrase');
  const open = closing.failure instanceof Refusal && closing.failure.slug === 'not-found';
  const { busy, failure, run } = useAction();
  const keep = () => run(async () => {
    await client.delete('/v1/account/closure');
    await closing.again();
  });
  if (open && passphrase.value) return <Ask passphraseSet={Boolean(passphrase.value.changedAt)} asked={closing.again} />;
  return (
    <section class="card">
      <Title>{words.closing.title}</Title>
      <Failure of={failure ?? (open ? passphrase.failure : closing.failure)} />
      {!open && closing.value ? (
        <>
          <div class="notice warn" role="status"><p>{words.closing.closesAt(when(closing.value.closesAt))}</p></div>
          <button type="button" disabled={busy} onClick={keep}>{words.closing.keep}</button>
        </>
      ) : closing.failure === undefined ? <p role="status">{words.centre.loading}</p> : null}
    </section>
  );
}

function Ask({ passphraseSet, asked }: { passphraseSet: boolean; asked: () => Promise<void> }) {
  const [passphrase, setPassphrase] = useState('');
  const { busy, failure, run } = useAction();
  const close = () => run(async () => {
    await client.post('/v1/account/closure', passphraseSet ? { passphrase } : {});
    await asked();
  });
  return (
    <section class="card">
      <Title>{words.closing.title}</Title>
      <p class="soft">{words.closing.why}</p>
      <Form go={() => undefined} failure={failure}>
        {passphraseSet
          ? <Field label={words.approve.passphrase} name="passphrase" type="password" value={passphrase} set={setPassphrase} autocomplete="off" inputMode="numeric" code />
          : null}
        <Sure label={words.closing.go} ask={words.closing.sure} busy={busy} go={close} />
      </Form>
    </section>
  );
}
