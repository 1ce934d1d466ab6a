import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { humanly } from '../../human/proof';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Field, Form, Sure, Title, useAction } from '../../ui/parts';
import { when, words } from '../../words/words';

/** The addresses and numbers that name the account: add, prove, make the main one, remove. */
export function Identifiers() {
  const account = useFetched<Schemas['AccountView']>('/v1/account');
  const { busy, failure, run } = useAction();
  const change = (call: () => Promise<unknown>) => run(async () => {
    await call();
    await account.again();
  });
  return (
    <>
      <Title>{words.identifiers.title}</Title>
      <section class="card">
        <p class="soft">{words.identifiers.why}</p>
        <Failure of={failure} />
        <Fetched of={account}>{({ identifiers }) => (
          <ul class="list">{identifiers.map((each) => (
            <li key={each.id} class="stack">
              <div>
                <h2>{each.value} {each.primary ? <span class="tag good">{words.identifiers.primary}</span> : null}</h2>
                <p class="soft">{words.identifiers.since(when(each.verifiedAt))}</p>
              </div>
              {each.primary ? null : (
                <div class="row">
                  <button type="button" class="plain" disabled={busy} aria-label={`${words.identifiers.makePrimary}: ${each.value}`}
                    onClick={() => change(() => client.post(`/v1/account/identifiers/${each.id}/primary`))}>{words.identifiers.makePrimary}</button>
                  <Sure label={words.factors.remove} name={each.value} ask={words.identifiers.sure} busy={busy}
                    go={() => change(() => client.delete(`/v1/account/identifiers/${each.id}`))} />
                </div>
              )}
            </li>
          ))}</ul>
        )}</Fetched>
      </section>
      <Add added={account.again} />
    </>
  );
}

function Add({ added }: { added: () => Promise<void> }) {
  const [identifier, setIdentifier] = useState('');
  const [pending, setPending] = useState<Schemas['PendingIdentifier']>();
  const [code, setCode] = useState('');
  const { busy, failure, run } = useAction();
  const begin = () => run(async () => setPending(await humanly((proof) =>
    client.post<Schemas['PendingIdentifier']>('/v1/account/identifiers', { identifier: identifier.trim(), ...proof }))));
  const prove = () => run(async () => {
    await client.post(`/v1/account/identifiers/${pending!.identifierId}/verify`, { code: code.trim() });
    setPending(undefined);
    setIdentifier('');
    setCode('');
    await added();
  });
  return (
    <section class="card">
      <h2>{words.identifiers.add}</h2>
      {pending ? (
        <Form key="prove" go={prove} failure={failure}>
          <div role="status"><p>{words.register.where(identifier)}</p></div>
          <Field label={words.factor.code} name="code" value={code} set={setCode} autocomplete="one-time-code" inputMode="numeric" code focus />
          <div class="row">
            <button disabled={busy}>{words.factors.confirm}</button>
            <button type="button" class="plain" onClick={() => { setPending(undefined); setCode(''); }}>{words.factor.cancel}</button>
          </div>
        </Form>
      ) : (
        <Form key="begin" go={begin} failure={failure}>
          <Field label={words.signIn.identifier} name="identifier" value={identifier} set={setIdentifier} autocomplete="email" inputMode="email" most={400} />
          <button disabled={busy}>{words.factor.sendCode}</button>
        </Form>
      )}
    </section>
  );
}
