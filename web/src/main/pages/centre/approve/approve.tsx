import { useState } from 'preact/hooks';
import { client, type Schemas } from '../../api/client';
import { assertion } from '../../ui/factor';
import { Fetched, useFetched } from '../../ui/fetched';
import { Failure, Field, Form, Title, useAction } from '../../ui/parts';
import { goTo, usePath } from '../../ui/route';
import { when, words } from '../../words/words';

type Approval = Schemas['Approval'];

/** What waits for the customer's approval; `/approve/{id}` shows one of them. */
export function Approve() {
  const id = usePath().split('/')[2];
  return id ? <One id={id} /> : <Open />;
}

function Open() {
  const page = useFetched<Schemas['ApprovalPage']>('/v1/approvals?state=open');
  return (
    <section class="card">
      <Title>{words.approve.waiting}</Title>
      <Fetched of={page}>{({ approvals }) => (
        <>
          {approvals.length === 0 ? <p class="soft">{words.centre.none}</p> : null}
          <ul class="list">{approvals.map((approval) => (
            <li key={approval.approvalId}>
              <a href={`/approve/${approval.approvalId}`}
                onClick={(event) => { event.preventDefault(); goTo(`/approve/${approval.approvalId}`); }}>{approval.title}</a>
              <p class="soft">{words.approve.until(when(approval.endsAt))}</p>
            </li>
          ))}</ul>
        </>
      )}</Fetched>
    </section>
  );
}

/** The action's own fields, as they were hashed: nothing is added, left out or put in another order. */
function One({ id }: { id: string }) {
  const approval = useFetched<Approval>(`/v1/approvals/${encodeURIComponent(id)}`);
  return (
    <section class="card">
      <Fetched of={approval}>{(shown) => (
        <>
          <Title>{shown.title}</Title>
          <dl class="facts amount-first">
            {shown.fields.map((field) => [<dt key={field.label}>{field.label}</dt>, <dd key={`${field.label}-value`}><strong>{field.value}</strong></dd>])}
          </dl>
          {shown.warnings.map((warning) => <div class="notice warn" key={warning.code}><p>{warning.text}</p></div>)}
          {shown.state === 'open'
            ? <Decide approval={shown} decided={approval.again} />
            : <div class="notice" role="status"><p>{words.approve.states[shown.state] ?? shown.state}</p></div>}
        </>
      )}</Fetched>
    </section>
  );
}

function Decide({ approval, decided }: { approval: Approval; decided: () => Promise<void> }) {
  const path = `/v1/approvals/${approval.approvalId}`;
  const [passphrase, setPassphrase] = useState('');
  const [code, setCode] = useState('');
  const [challenge, setChallenge] = useState<Schemas['ApprovalChallenge']>();
  const { busy, failure, run } = useAction();

  const prepare = (method?: string) => run(async () =>
    setChallenge(await client.post<Schemas['ApprovalChallenge']>(`${path}/challenge`, method ? { method } : {})));
  const approve = () => run(async () => {
    const asked = challenge!;
    const factor = asked.method === 'webauthn' ? { credential: await assertion(asked.publicKey) } : { code: code.trim() };
    try {
      await client.call('POST', `${path}/approve`, { method: asked.method, passphrase, ...factor });
      await decided();
    } finally {
      // A challenge is good for one try.
      setChallenge(undefined);
      setPassphrase('');
      setCode('');
    }
  });
  const decline = (notMe: boolean) => run(async () => {
    await client.post(`${path}/decline`, { notMe });
    await decided();
  });
  return (
    <>
      <Failure of={failure} />
      {challenge ? (
        <Form go={approve}>
          <Field label={words.approve.passphrase} name="passphrase" type="password" value={passphrase} set={setPassphrase} autocomplete="off" inputMode="numeric" code focus />
          {challenge.method === 'webauthn' ? null
            : <Field label={words.factor.code} name="code" value={code} set={setCode} autocomplete="one-time-code" inputMode="numeric" code />}
          <button class="whole" disabled={busy}>{challenge.method === 'webauthn' ? words.approve.withKey : words.approve.go}</button>
          {challenge.methods.filter((each) => each !== challenge.method).map((each) => (
            <button type="button" class="link" key={each} onClick={() => prepare(each)}>
              {words.factor.other}: {(words.factor as unknown as Record<string, string>)[each] ?? each}
            </button>
          ))}
        </Form>
      ) : (
        <div class="stack">
          <button type="button" class="whole" disabled={busy} onClick={() => prepare()}>{words.approve.begin}</button>
          <button type="button" class="whole plain" disabled={busy} onClick={() => decline(false)}>{words.approve.decline}</button>
          <button type="button" class="whole danger" disabled={busy} onClick={() => decline(true)}>{words.approve.notMe}</button>
        </div>
      )}
    </>
  );
}
